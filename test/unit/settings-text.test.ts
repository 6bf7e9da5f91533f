import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { connectionPolicies } from '../../src/domain/settings.ts'
import type { ConnectionSetup } from '../../src/flows/config/read-setup.ts'
import { scriptMistakes, withSettings } from '../../src/flows/version/check-settings.ts'
import { parseSettings } from '../../src/flows/version/parse-settings.ts'
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
