import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { connectionPolicies } from '../../src/domain/settings.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import type { ConnectionSetup } from '../../src/flows/config/read-setup.ts'
import { scriptMistakes, withSettings } from '../../src/flows/version/check-settings.ts'
import { parseSettings } from '../../src/flows/version/parse-settings.ts'
import { withoutDefaults } from '../../src/flows/version/without-defaults.ts'
import { writeSettings } from '../../src/flows/version/write-settings.ts'

const long = `output = { note: '${'long '.repeat(40)}' }`
const settings = {
  flow: 'trial',
  url: 'https://erp.example',
  orders: {
    script: `const a = 1\n${long}\n`,
    write: {
      path: '/orders',
      idempotencyHeader: 'Key',
      check: { id: 'id', script: 'attributes.result = "success"\n' },
    },
  },
}
const connection: ConnectionSetup = {
  code: 'erp',
  store: 'main',
  kind: 'http-flow',
  name: 'ERP',
  revision: 1,
  settings,
  secrets: {},
  policies: connectionPolicies.parse({}),
  paused: false,
}

test('settings that are written and read again are the same, and scripts keep their lines', () => {
  const text = writeSettings(settings)
  expect(parse(text)).toEqual(settings)
  expect(text).toContain(`    ${long}\n`)
})

test('settings are shown without what goes without saying, and come to the same', () => {
  const { settingsSchema } = httpFlow
  const shipped: unknown = JSON.parse(JSON.stringify(parse(readFileSync('docs/flows/sandbox-erp.yaml', 'utf8'))))
  const kept = settingsSchema.parse(shipped)
  const shown = withoutDefaults(settingsSchema, kept)
  expect(settingsSchema.parse(shown)).toEqual(kept)
  const lines = (value: unknown) => writeSettings(value).split('\n').length
  expect(lines(kept)).toBeGreaterThan(lines(shipped) + 50)
  expect(lines(shown)).toBeLessThanOrEqual(lines(shipped))
  expect(withoutDefaults(settingsSchema, { flow: 7 })).toEqual({ flow: 7 })
})

test('a mistake in a script is told with its line in the settings', async () => {
  const text = writeSettings(settings).replace('const a = 1', 'const a = = 1')
  const written = parseSettings(text)
  const line = text.split('\n').findIndex(one => one.includes('= =')) + 1
  expect(await scriptMistakes(withSettings(connection, written), written)).toMatchObject([
    { path: ['orders', 'script'], line, text: expect.stringContaining('Unexpected token') },
  ])
})

test('a script that only judges need not give anything', async () => {
  const written = parseSettings(writeSettings(settings))
  expect(await scriptMistakes(withSettings(connection, written), written)).toEqual([])
})
