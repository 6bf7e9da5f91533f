import { readFileSync } from 'node:fs'
import { stringify } from 'yaml'
import { describe, expect, test } from 'vitest'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import type { Actor } from '../../src/flows/context.ts'
import { type MappingChange, previewMapping, saveMapping } from '../../src/flows/mapping/change-mapping.ts'
import { readMappings, readMappingTable } from '../../src/flows/mapping/read-mappings.ts'
import { listAudit } from '../../src/flows/audit/list-audit.ts'
import { listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { listVersions } from '../../src/flows/version/read-version.ts'
import { CONNECTION, createWorld, STORE } from '../support/world.ts'

const CONSULTANT: Actor = { kind: 'admin_user', id: 'main:7', name: 'Jan', roles: ['view', 'configure'], stores: [STORE] }

const WITHOUT_REDUCED = { vatGroups: { '22': 'S22', '5': 'S5' } }
const ROWS = [
  { code: '22', mapped: true, values: { value: 'S22' } },
  { code: '5', mapped: true, values: { value: 'S5' } },
]
const CHANGE: MappingChange = {
  connection: CONNECTION,
  table: 'vatGroups',
  base: 1,
  rows: [...ROWS, { code: '9.5', mapped: false, values: { value: 'S95' } }],
  lone: {},
}

describe('a mapping', () => {
  test('shows what is missing first, with the orders that wait, and is mended by a new version with which they go on', async () => {
    await using world = await createWorld({ settings: WITHOUT_REDUCED })
    world.place('guest-simple')
    world.place('two-vat-rates')
    world.place('two-vat-rates')
    await world.runUntilQuiet()
    const ctx = world.context(CONSULTANT)
    const page = await readMappingTable(ctx, { connection: CONNECTION, table: 'vatGroups' })
    expect(page.rows[0]).toMatchObject({ code: 'SI:9.5', state: 'missing', waiting: 2, orders: 2 })
    expect(page.rows.find(({ code }) => code === '22')).toMatchObject({ state: 'mapped', orders: 3, waiting: 0 })
    expect(page.erpCodes.get('vat_group')).toContainEqual(expect.objectContaining({ code: 'S95' }))
    expect(page.lone.map(({ field, value }) => [field.path.join('.'), value])).toEqual([['exemptVatGroup', 'S0']])
    const [first] = (await readMappings(ctx, CONNECTION)).tables
    expect(first).toMatchObject({ id: 'vatGroups', waiting: 2 })

    expect(await previewMapping(ctx, CHANGE)).toEqual({
      lines: ['vatGroups["9.5"] (none) → S95'],
      held: { orders: 2, goOn: 2 },
      compared: { orders: 1, different: 0, newlyHeld: 0 },
    })
    expect(await listVersions(ctx, CONNECTION)).toHaveLength(1)

    const { version } = await saveMapping(ctx, { ...CHANGE, reason: 'books at a reduced rate' })
    expect(version).toBe(2)
    expect((await listVersions(ctx, CONNECTION))[0]).toMatchObject({
      active: true,
      author: 'Jan',
      reason: 'books at a reduced rate',
      tried: { orders: 1, different: 0 },
    })
    await world.runUntilQuiet()
    expect(world.b1.list('Orders')).toHaveLength(3)
    expect(await listOpenProblems(ctx, [STORE])).toEqual([])
    const actions = (await listAudit(world.ctx, { stores: [STORE], limit: 10 })).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['version.save', 'version.promote']))
  })
})
