import { execFile } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { suites } from '../../src/erp/conformance/suites.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = readFileSync(join(root, 'docs/connectors.md'), 'utf8')

/** Each block is a whole file and begins with its path. */
const blocks = [...text.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, path = '', code = '']) => ({
  path,
  code,
}))

describe('docs/connectors.md', () => {
  it('has a row for every file of the kit that holds cases, and for every obligation', () => {
    const files = globSync('src/erp/conformance/*.ts', { cwd: root })
      .filter(file => /: Suite = /.test(readFileSync(join(root, file), 'utf8')))
      .map(file => file.split('/').at(-1) ?? '')
    expect(files.length).toBe(suites.length)
    expect(files.filter(file => !text.includes(`\`${file}\``))).toEqual([])
    const told = (obligation: string) => new RegExp(`^\\| [^|]*\\b${obligation}\\b`, 'm').test(text)
    expect(suites.map(({ obligation }) => obligation).filter(obligation => !told(obligation))).toEqual([])
  })

  it('shows code that the compiler takes', async () => {
    expect(blocks.length).toBe((text.match(/```ts\n/g) ?? []).length)
    // Below the root, because the compiler looks for packages in the folders above.
    const folder = mkdtempSync(join(root, 'node_modules/.connectors-'))
    try {
      for (const { path, code } of blocks) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(
          join(folder, path),
          code.replace(/(from ')(\.{1,2}\/[^']+)/g, (_, from, to) => from + placeOf(path, to)),
        )
      }
      const files = blocks.map(({ path }) => path)
      const tsconfig = { extends: join(root, 'tsconfig.json'), files, include: [] }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
      const compiler = join(root, 'node_modules/.bin/tsc')
      const errors = await promisify(execFile)(compiler, ['-p', folder]).then(
        () => '',
        (failure: { stdout?: string }) => failure.stdout ?? String(failure),
      )
      expect(errors).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

/** Another block of the page, or else the file of the repository. */
function placeOf(path: string, to: string): string {
  const target = join(dirname(path), to)
  if (blocks.some(block => block.path === target)) return to
  expect(existsSync(join(root, target)), target).toBe(true)
  return join(root, target)
}
