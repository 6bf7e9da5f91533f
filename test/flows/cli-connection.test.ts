import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { createWorld } from '../support/world.ts'
import { orderCommands } from './cli-session.ts'

const folder = await mkdtemp(join(tmpdir(), 'orderbridge-settings-'))
afterAll(() => rm(folder, { recursive: true }))

test('settings are exported, saved as a draft, compared, promoted and taken back on the command line', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  world.place('two-vat-rates')
  await world.runUntilQuiet()

  const settings = parse((await run('connection', 'export', 'b1')).text)
  const file = join(folder, 'b1.yaml')
  writeFileSync(file, stringify({ ...settings, vatGroups: { ...settings.vatGroups, '9.5': 'S22' } }))
  const saved = await run('connection', 'save', 'b1', '--file', file, '--reason', 'another code')
  expect(saved.text).toContain('Version 2 of b1 is kept as a draft.')
  expect((await run('connection', 'diff', 'b1', '1', '2')).text).toContain('vatGroups["9.5"] S95 → S22')

  await expect(run('connection', 'promote', 'b1', '2', '--reason', 'x')).rejects.toThrow(
    'with "orderbridge connection compare b1 2"',
  )
  const compared = await run('connection', 'compare', 'b1', '2', '--last', '5')
  expect(compared.text).toMatch(/order 0+1\n +body\.DocumentLines\[\d\]\.VatGroup S95 → S22/)
  expect(compared.text).toContain('Version 2 against version 1 on 1 order: 0 the same, 1 different.')
  expect((await run('connection', 'promote', 'b1', '2', '--reason', 'compared')).text).toContain(
    'Version 2 of b1 is active',
  )
  expect((await run('connection', 'promote', 'b1', '1', '--reason', 'back')).text).toContain(
    'Version 1 of b1 is active',
  )
  const { text } = await run('connection', 'versions', 'b1')
  expect(text).toMatch(/2 +was active +ada.*another code/)
  expect(text).toMatch(/1 +active/)
})

test('an order is run through the settings of a file without a call, and kept nowhere', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  world.place('two-vat-rates')
  await world.runUntilQuiet()
  const calls = world.b1.list('Orders').length
  const settings = parse((await run('connection', 'export', 'b1')).text)
  const file = join(folder, 'try.yaml')
  writeFileSync(file, stringify({ ...settings, vatGroups: { ...settings.vatGroups, '9.5': 'S22' } }))
  const tried = await run('connection', 'try', 'b1', '--file', file, '--order', '1')
  expect(tried.text).toMatch(/^request\n/)
  expect(tried.text).toContain('"VatGroup": "S22"')
  expect(tried.text).not.toContain('"VatGroup": "S95"')
  expect(world.b1.list('Orders')).toHaveLength(calls)
  const alone = await run('connection', 'try', 'b1', '--order', '1', '--step', 'request')
  expect(alone.text).toMatch(/^request\n {2}in:\n[\s\S]*"grandTotal"[\s\S]*\n {2}out:\n/)
  await expect(run('connection', 'try', 'b1', '--order', '1', '--step', 'script')).rejects.toThrow(
    'The trial has no step "script". Its steps are request.',
  )
  const unkept = await run('connection', 'compare', 'b1', '--file', file)
  expect(unkept.text).toContain('The file against version 1 on 1 order: 0 the same, 1 different.')
  await expect(run('connection', 'compare', 'b1')).rejects.toThrow('Give the number of a version, or --file.')
  await expect(run('connection', 'try', 'b1')).rejects.toThrow('Give --order or --order-file.')
  await expect(run('connection', 'try', 'b1', '--order', '999')).rejects.toThrow('knows no order 999 of store main')
})

test('a connection, a version or a file that is not there is a clear sentence', async () => {
  await using world = await createWorld()
  const { run } = orderCommands(world.database, world.clock)
  await expect(run('connection', 'versions', 'b9')).rejects.toThrow('There is no connection "b9". Configured: b1.')
  await expect(run('connection', 'export', 'b1', '--version', '7')).rejects.toThrow('has no version 7')
  await expect(run('connection', 'save', 'b1', '--file', '/nowhere', '--reason', 'x')).rejects.toThrow('cannot be read')
})
