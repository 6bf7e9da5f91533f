import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { connectorKinds } from '../../src/erp/registry.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = globSync('src/**/*.{ts,tsx}', { cwd: root })

/** Sentences by sentences: nothing is decided there. */
const TRANSLATIONS = ['src/admin-ui/language/german/', 'src/admin-ui/language/slovenian/']

/** "sap-b1" also as sapB1 and sap_b1, and as people call it. */
const namesOf = (kind: string, label: string): RegExp =>
  new RegExp([kind.replaceAll('-', '[-_]?'), label.replace(/\W/g, '.')].join('|'), 'i')

describe('a connector', () => {
  it.each(connectorKinds.map(({ kind, label }) => ({ kind, label })))(
    '$kind is named in its own folder, in the registry, and in translations of what it says',
    ({ kind, label }) => {
      const own = [`src/erp/${kind}/`, 'src/erp/registry.ts', ...TRANSLATIONS]
      const elsewhere = files.filter(file => !own.some(place => file.startsWith(place)))
      const name = namesOf(kind, label)
      const found = elsewhere.flatMap(file =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, index) => (name.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
      )
      expect(elsewhere.length).toBeGreaterThan(300)
      expect(found).toEqual([])
    },
  )

  it('imports nothing of another one', () => {
    const found = connectorKinds.flatMap(({ kind }) =>
      globSync(`src/erp/${kind}/**/*.ts`, { cwd: root }).flatMap(file =>
        [...readFileSync(join(root, file), 'utf8').matchAll(/from '\.\.\/([\w-]+)\//g)]
          .filter(([, folder]) => connectorKinds.some(other => other.kind !== kind && other.kind === folder))
          .map(([what]) => `${file}: ${what}`),
      ),
    )
    expect(found).toEqual([])
  })
})
