import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundleCodemirror } from '../../scripts/bundle-codemirror.ts'

test("the editor's file is what the packages make: npm run codemirror", async () => {
  const kept = readFileSync(new URL('../../src/admin-ui/browser/codemirror.js', import.meta.url), 'utf8')
  expect(kept === (await bundleCodemirror())).toBe(true)
})
