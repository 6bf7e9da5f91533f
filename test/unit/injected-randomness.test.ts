import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SRC = new URL('../../src/', import.meta.url).pathname

/** They hand it in; and what runs scripts puts its own in its place. */
const MAY = /^(?:cli\/.*|runtime\.ts|worker\.ts|erp\/http-flow\/transform\/inside\/world\.ts)$/

test('only the doors know where chance comes from: a run with a given seed repeats exactly', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => /\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(500)
  const asks = files.filter(file => /Math\.random/.test(readFileSync(join(SRC, file), 'utf8')))
  expect(asks.filter(file => !MAY.test(file))).toEqual([])
  expect(asks.filter(file => MAY.test(file)).length).toBeGreaterThan(2)
})
