// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of configuration files look like that.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectorKinds } from '../../src/erp/registry.ts'
import { configurationJsonSchema } from '../../src/flows/config/configuration-schema.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'
import { readYaml } from '../../src/flows/config/read-yaml.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const examples = readdirSync(new URL('../../examples', import.meta.url)).filter(
  // Rules for Prometheus are no configuration of ours; telemetry.test.ts reads them.
  name => name.endsWith('.yaml') && !name.startsWith('prometheus-'),
)
const guide = read('docs/configuration.md')
const blocksOf = (kind: string, text = guide) =>
  [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text)

/** Every variable that the text names, set. */
const variablesOf = (text: string) =>
  Object.fromEntries([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [name, `value of ${name}`]))
const parse = (fileName: string, text: string) =>
  parseConfiguration({ fileName, text, variables: variablesOf(text) }, connectorKinds).configuration

describe('the examples', () => {
  it.each(examples)('%s is accepted', name => {
    expect(parse(name, read(`examples/${name}`)).stores.length).toBeGreaterThan(0)
  })

  it('in the guide are YAML, and the complete one is accepted', () => {
    const [complete = '', ...more] = blocksOf('yaml complete')
    expect(more).toEqual([])
    expect(parse('configuration.md', complete).connections.map(({ kind }) => kind)).toEqual(['sap-b1'])
    const fragments = blocksOf('yaml')
    expect(fragments.length).toBeGreaterThan(1)
    for (const fragment of fragments) expect(readYaml(fragment).mistakes).toEqual([])
  })

  it('in the guide to Kafka is accepted', () => {
    const [complete = ''] = blocksOf('yaml complete', read('docs/kafka.md'))
    expect(parse('kafka.md', complete).stores.map(({ kafka }) => kafka?.from.length)).toEqual([2])
  })
})

describe('the JSON Schema', () => {
  it('in docs is the one that `orderbridge schema` prints', () => {
    expect(JSON.parse(read('docs/orderbridge.schema.json'))).toEqual(configurationJsonSchema(connectorKinds))
  })

  it('accepts the examples as they stand in an editor, variables included', () => {
    const schema = z.fromJSONSchema(configurationJsonSchema(connectorKinds))
    for (const name of examples)
      expect(schema.safeParse(readYaml(read(`examples/${name}`)).value).error).toBeUndefined()
  })

  it('refuses what apply refuses: unknown settings, a missing secret, another kind of ERP', () => {
    const schema = z.fromJSONSchema(configurationJsonSchema(connectorKinds))
    const store = { code: 'a', name: 'A', url: 'https://a.example', auth: { kind: 'bearer', token: 't' } }
    const connection = { code: 'b', store: 'a', name: 'B', settings: { url: 'https://b.example', companyDb: 'B' } }
    const secrets = { user: 'u', password: '${P}' }
    const accepts = (value: unknown) => schema.safeParse(value).success
    expect(accepts({ stores: [store], connections: [{ ...connection, kind: 'sap-b1', secrets }] })).toBe(true)
    expect(accepts({ stores: [{ ...store, url: '${URL}' }] })).toBe(true)
    expect(accepts({ stores: [{ ...store, pole: 1 }] })).toBe(false)
    expect(accepts({ connections: [{ ...connection, kind: 'sap-b1', secrets: { user: 'u' } }] })).toBe(false)
    expect(accepts({ connections: [{ ...connection, kind: 'oracle', secrets }] })).toBe(false)
  })
})
