import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { connections } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import { sapB1 } from '../../src/erp/sap-b1/kind.ts'
import type { Actor } from '../../src/flows/context.ts'
import { compareOnOrders } from '../../src/flows/version/compare-on-orders.ts'
import { countPlaces } from '../../src/flows/version/compare-requests.ts'
import { markMistakes } from '../../src/flows/version/mark-mistakes.ts'
import { promoteVersion } from '../../src/flows/version/promote-version.ts'
import { listVersions, readVersion } from '../../src/flows/version/read-version.ts'
import { saveDraft } from '../../src/flows/version/save-draft.ts'
import { writeSettings } from '../../src/flows/version/write-settings.ts'
import { CONNECTION, createWorld, STORE, type World } from '../support/world.ts'

const CONSULTANT: Actor = {
  kind: 'admin_user',
  id: 'main:7',
  name: 'Jan',
  roles: ['view', 'configure'],
  stores: [STORE],
}

const settingsOf = async (world: World): Promise<Record<string, unknown>> => {
  const [row] = await world.ctx.db.select().from(connections).where(eq(connections.code, CONNECTION))
  return row?.settings as Record<string, unknown> // a map: the schema of the kind says so
}
const draft = async (world: World, changes: Record<string, unknown>, reason = 'a trial') =>
  await saveDraft(world.context(CONSULTANT), {
    connection: CONNECTION,
    text: stringify({ ...(await settingsOf(world)), ...changes }),
    reason,
  })

describe('settings of a connection', () => {
  test('are kept as a version whenever a file changes them, and only then', async () => {
    await using world = await createWorld()
    expect((await listVersions(world.ctx, CONNECTION)).map(({ version, active }) => [version, active])).toEqual([
      [1, true],
    ])
    await world.configure({ policies: { mailInvoices: false } })
    expect(await listVersions(world.ctx, CONNECTION)).toHaveLength(1)
    await world.configure({ settings: { paymentAccount: '110200' } })
    const [second, first] = await listVersions(world.ctx, CONNECTION)
    expect(second).toMatchObject({ version: 2, active: true, reason: 'applied from a configuration file' })
    expect(first).toMatchObject({ version: 1, active: false })
  })

  test('keep the order in which they are written', async () => {
    await using world = await createWorld()
    const { settings } = await readVersion(world.ctx, CONNECTION)
    expect(JSON.stringify(settings)).toBe(JSON.stringify(sapB1.settingsSchema.parse(settings)))
    expect(JSON.stringify(await settingsOf(world))).toBe(JSON.stringify(settings))
  })

  test('that were there before versions were kept are the first one', async () => {
    await using world = await createWorld()
    await world.ctx.db.delete(settingsVersions)
    const { version } = await draft(world, { paymentAccount: '110200' })
    expect(version).toBe(2)
    expect(await readVersion(world.ctx, CONNECTION)).toMatchObject({ version: 1, settings: await settingsOf(world) })
  })

  test('are kept as a draft that nothing uses, compared on real orders, promoted, and taken back', async () => {
    await using world = await createWorld()
    world.place('guest-simple')
    world.place('two-vat-rates')
    await world.runUntilQuiet()
    const ctx = world.context(CONSULTANT)
    const before = await settingsOf(world)
    const vatGroups = { ...(before.vatGroups as object), '9.5': 'S22' } // a mapping of the simulated company
    const { version } = await draft(world, { vatGroups }, 'another code for 9.5 %')
    expect(await settingsOf(world)).toEqual(before)

    await expect(promoteVersion(ctx, { connection: CONNECTION, version, reason: 'now' })).rejects.toThrow(
      `Version ${version} of b1 was not compared on real orders yet.`,
    )
    const compared = await compareOnOrders(ctx, { connection: CONNECTION, wanted: { version }, last: 10 })
    expect(compared).toMatchObject({ orders: 2, same: 1, different: 1, against: 1 })
    const [differs] = compared.differences
    expect(differs?.values).toContainEqual({ place: expect.stringMatching(/VatGroup$/), before: 'S95', after: 'S22' })
    expect(countPlaces(compared.differences)).toContainEqual({ place: 'body.DocumentLines[].VatGroup', orders: 1 })
    const text = writeSettings({ ...before, vatGroups })
    expect(await compareOnOrders(ctx, { connection: CONNECTION, wanted: { text }, last: 10 })).toMatchObject({
      different: 1,
      differences: [{ number: differs?.number }],
    })
    expect(world.b1.list('Orders')).toHaveLength(2)

    await promoteVersion(ctx, { connection: CONNECTION, version, reason: 'compared on two orders' })
    expect((await settingsOf(world)).vatGroups).toEqual(vatGroups)
    await promoteVersion(ctx, { connection: CONNECTION, version: 1, reason: 'back' })
    expect(await settingsOf(world)).toEqual(before)
    const { message } = await promoteVersion(ctx, { connection: CONNECTION, version: 1, reason: 'again' })
    expect(message).toContain('is the active one already')
  })

  test('that were compared with a version that is not active any more have to be compared again', async () => {
    await using world = await createWorld()
    world.place('guest-simple')
    await world.runUntilQuiet()
    const ctx = world.context(CONSULTANT)
    const { version } = await draft(world, { paymentAccount: '110200' })
    await compareOnOrders(ctx, { connection: CONNECTION, wanted: { version }, last: 5 })
    await world.configure({ settings: { paymentAccount: '110300' } })
    await expect(promoteVersion(ctx, { connection: CONNECTION, version, reason: 'now' })).rejects.toThrow(
      'It was compared with version 1; active is 3 now.',
    )
  })

  test('leave what is decided already as it was decided', async () => {
    await using world = await createWorld()
    const ctx = world.context(CONSULTANT)
    world.b1.faults.add({ kind: 'html502', times: 1, match: { method: 'POST', path: '/Orders' } })
    world.place('two-vat-rates')
    await world.pass(61)
    expect(world.b1.list('Orders')).toHaveLength(0)
    const vatGroups = { ...((await settingsOf(world)).vatGroups as object), '9.5': 'S22' } // as above
    const { version } = await draft(world, { vatGroups })
    await compareOnOrders(ctx, { connection: CONNECTION, wanted: { version }, last: 5 })
    await promoteVersion(ctx, { connection: CONNECTION, version, reason: 'while an order is on its way' })
    await world.runUntilQuiet()
    const [order] = world.b1.list<{ DocumentLines: { VatGroup: string }[] }>('Orders')
    expect(order?.DocumentLines.map(({ VatGroup }) => VatGroup)).toContain('S95')
  })

  test('that cannot be used are refused with their place and line, and nothing is kept', async () => {
    await using world = await createWorld()
    await expect(draft(world, { vatGroups: 7 })).rejects.toThrow(/vatGroups, line \d+: must be a map/)
    const ctx = world.context(CONSULTANT)
    await expect(saveDraft(ctx, { connection: CONNECTION, text: 'a: [', reason: 'x' })).rejects.toThrow(
      /line 1: not YAML/,
    )
    await expect(draft(world, {}, '  ')).rejects.toThrow('Say what the new settings are for')
    expect(await listVersions(world.ctx, CONNECTION)).toHaveLength(1)
  })

  test('that are being written have each mistake marked at its place', async () => {
    await using world = await createWorld()
    const ctx = world.context(CONSULTANT)
    const marks = (text: string) => markMistakes(ctx, { connection: CONNECTION, text })
    const text = writeSettings(await settingsOf(world))
    expect(await marks(text)).toEqual([])
    const wrong = `# ours\n${text}vatGrups:\n  "22": S22\n`
    expect(await marks(wrong)).toEqual([
      {
        line: wrong.split('\n').length - 2,
        column: 1,
        end: 9,
        place: 'vatGrups',
        text: 'is unknown; did you mean vatGroups?',
      },
    ])
    expect(await marks('a:\n  b: [1')).toMatchObject([
      { line: 2, column: 3, text: expect.stringContaining('not YAML') },
    ])
    const foreign = world.context({ ...CONSULTANT, stores: ['other'] })
    await expect(markMistakes(foreign, { connection: CONNECTION, text: '' })).rejects.toThrow('You may not')
  })

  test('are changed by those who may configure the store, and nobody else', async () => {
    await using world = await createWorld()
    const input = { connection: CONNECTION, version: 1, reason: 'x' }
    for (const actor of [
      { ...CONSULTANT, roles: ['view', 'operate'] as const },
      { ...CONSULTANT, stores: ['other'] },
    ]) {
      const ctx = world.context(actor)
      await expect(promoteVersion(ctx, input)).rejects.toThrow('You may not')
      await expect(compareOnOrders(ctx, { connection: CONNECTION, wanted: input, last: 1 })).rejects.toThrow(
        'You may not',
      )
      await expect(saveDraft(ctx, { connection: CONNECTION, text: '{}', reason: 'x' })).rejects.toThrow('You may not')
    }
  })
})
