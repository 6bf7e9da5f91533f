import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ORDER_KINDS, type OrderKind } from '../../sandbox/magento/shopper.ts'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { told } from '../../src/admin-ui/language/told.ts'
import { expectWhole, sidesOf } from '../support/both-sides.ts'
import { finish } from '../support/clerk.ts'
import { openCauses, orderRow, phaseOf, statesOf, storyOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

/** Kinds that need a hand on their way; they have their own tests (cancellation, problems, hold). */
const NEEDS_A_HAND = ['unknown-item', 'canceled-later']
const kinds = (Object.keys(ORDER_KINDS) as OrderKind[]).filter(kind => !NEEDS_A_HAND.includes(kind)) // keys of that constant

describe.each([
  { name: 'with the companion module', module: true },
  { name: 'in a plain Magento, by polling only', module: false },
])('$name', ({ module }) => {
  let world: World
  const ids = new Map<OrderKind, number>()

  beforeAll(async () => {
    world = await createWorld({
      module,
      policies: { capture: { default: 'offline', methods: { testcard_auth: 'online' } } },
    })
    for (const kind of kinds) ids.set(kind, world.place(kind))
    await world.runUntilQuiet()
    for (const id of ids.values()) finish(world, id, 'deliver-then-invoice')
    await world.runUntilQuiet()
  }, 120_000)
  afterAll(() => world[Symbol.asyncDispose]())

  test.each(kinds)('%s goes the whole way', async kind => {
    const id = ids.get(kind) ?? 0
    await expectWhole(world, id, !module)
    expect(await phaseOf(world, id)).toBe('done')
    expect((await statesOf(world, id)).filter(state => !/ (delivered|superseded)$/.test(state))).toEqual([])
  })

  test('nothing is left for people', async () => {
    expect(await openCauses(world)).toEqual([])
  })

  test.each(['de', 'sl'] as const)('its whole story is told in %s', async language => {
    for (const id of ids.values()) {
      const texts = [...(await storyOf(world, id)), (await orderRow(world, id)).phaseReason]
      expect(texts.filter(text => speak(language, () => told(text)) === text)).toEqual([])
    }
  })

  test("Magento shows the ERP's number", () => {
    const id = ids.get('guest-simple') ?? 0
    const { order, salesDocuments } = sidesOf(world, id)
    const number = String(salesDocuments[0]?.DocNum)
    const shown = module
      ? JSON.stringify(world.magento.list('sync_states'))
      : JSON.stringify(order.status_histories.map(entry => entry.comment))
    expect(shown).toContain(number)
  })
})
