// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of configuration files look like that.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { icenter } from '../../src/erp/icenter/kind.ts'
import { icenterSettings } from '../../src/erp/icenter/settings.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'

const guide = readFileSync(new URL('../../docs/saop-icenter.md', import.meta.url), 'utf8')

describe('the guide to iCenter', () => {
  it('shows a connection that is accepted', () => {
    const [, block = ''] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? []
    const store = 'stores:\n  - { code: main, name: M, url: https://m.example, auth: { kind: bearer, token: t } }\n'
    const given = { fileName: 'guide.yaml', text: store + block, variables: { SAOP_PASSWORD: 'p' } }
    const { configuration } = parseConfiguration(given, [icenter])
    expect(configuration.connections.map(({ kind }) => kind)).toEqual(['icenter'])
  })

  it('names no setting that is not there', () => {
    const shape = icenterSettings.shape
    const known = new Set([
      ...Object.keys(shape),
      ...['subjects', 'walk', 'documents', 'catalog', 'limits', 'statuses'].flatMap(name =>
        Object.keys(
          icenterSettings.parse({
            url: 'https://a.example',
            organisation: 1,
            orderBook: 'A',
            warehouse: 'B',
            [name]: {},
          })[name as keyof typeof shape] ?? {},
        ).map(inner => `${name}.${inner}`),
      ),
    ])
    // What has no default does not show in parsed settings.
    for (const name of ['walk.from', 'subjects.collective', 'documents.invoiceTemplate']) known.add(name)
    const named = [...guide.matchAll(/`((?:subjects|walk|documents|catalog|limits|statuses)\.\w+)/g)].map(
      ([, name = '']) => name,
    )
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(name => !known.has(name))).toEqual([])
  })
})
