import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { alertMails, alerts } from '../../src/db/schema/alerts.ts'
import { runs } from '../../src/db/schema/operations.ts'
import { alertByMail } from '../../src/flows/alert/alert-by-mail.ts'
import { pauseKind } from '../../src/flows/config/pause-kind.ts'
import { openProblem } from '../../src/flows/problem/open-problem.ts'
import { forgetOld } from '../../src/flows/schedule/forget-old.ts'
import { listOpenProblems } from '../../src/flows/view/list-problems.ts'
import { finish } from '../support/clerk.ts'
import { statesOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const MINUTE = 60
const ALERTS = { to: ['it@shop.example', 'boss@shop.example'], afterMinutes: 5, orders: 3, digestMinutes: 4 }
const WITHOUT_REDUCED = { vatGroups: { '22': 'S22', '5': 'S5' } }

/** The clock goes by minutes, as the tasks do. */
async function minutes(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) await world.pass(MINUTE)
}
const lettersTo = (world: World, to: string) => world.mailbox.messages().filter(mail => mail.to === to)
const subjects = (world: World) => lettersTo(world, 'it@shop.example').map(({ subject }) => subject)

test('a problem that stays open is told once to each, however many orders wait for it, and once more when it is over', async () => {
  await using world = await createWorld({ store: { alerts: ALERTS }, settings: WITHOUT_REDUCED })
  world.place('two-vat-rates')
  world.place('two-vat-rates')
  await minutes(world, 4)
  expect(world.mailbox.messages()).toEqual([])
  await minutes(world, 7)
  expect(subjects(world)).toHaveLength(1)
  expect(lettersTo(world, 'boss@shop.example')).toHaveLength(1)
  const [letter] = lettersTo(world, 'it@shop.example')
  expect(letter?.subject).toMatch(/^Test shop: No VAT group of SAP Business One is set for 9.5 % in SI.* \(2 orders\)$/)
  const [problem] = await listOpenProblems(world.ctx, [STORE])
  const numbers = world.magento.orders().map(({ order }) => order.increment_id)
  expect(letter?.text).toContain(`2 orders wait (${numbers.join(', ')}), since 10 Mar 2026`)
  expect(letter?.text).toContain(`http://bridge.example/admin/problems#problem-${problem?.id}`)
  for (const { order } of world.magento.orders()) expect(letter?.text).not.toContain(order.customer_email)

  await world.configure({ settings: { vatGroups: { '22': 'S22', '9.5': 'S95' } } })
  await minutes(world, 5)
  expect(subjects(world)).toHaveLength(2)
  expect(subjects(world)[1]).toMatch(/^Test shop: over: No VAT group/)
  await minutes(world, 6)
  expect(subjects(world)).toHaveLength(2)
})

test('many orders are told of before the time, and what comes up meanwhile waits for the next mail', async () => {
  await using world = await createWorld({ store: { alerts: ALERTS }, settings: WITHOUT_REDUCED })
  for (let order = 0; order < 4; order += 1) world.place('two-vat-rates')
  await minutes(world, 2)
  expect(subjects(world)).toHaveLength(1)
  expect(lettersTo(world, 'it@shop.example')[0]?.text).toMatch(/^4 orders wait \(\d+, \d+, \d+ …\), since/m)
  const refused = 'The sales document is refused: Jane Doe, Main Street 1, is blocked'
  for (const [cause, title] of [
    ['refused:b1:sales_document.create:x', refused],
    ['stray:b1:7', 'Somebody wrote Jane Doe into a title.'],
  ] as const)
    await openProblem(
      { ...world.ctx, clock: { now: () => new Date(world.clock.now().getTime() - 3_600_000) } },
      { store: STORE, cause, title, remedy: 'mend it' },
    )
  await minutes(world, 2)
  expect(subjects(world)).toHaveLength(1)
  await minutes(world, 3)
  expect(subjects(world)[1]).toBe('Test shop: 2 problems')
  const text = lettersTo(world, 'it@shop.example')[1]?.text ?? ''
  expect(text).toContain('The sales document is refused.')
  expect(text).toContain('A problem needs a person.')
  expect(text).not.toContain('Jane')
})

test('a side that does not answer is told of without a single order, and that it answers again', async () => {
  await using world = await createWorld({ store: { alerts: ALERTS } })
  world.b1.faults.add({ kind: 'html502', times: 1_000, match: {} })
  await minutes(world, 10)
  expect(subjects(world)).toEqual(['Test shop: Connection b1 does not answer.'])
  world.b1.faults.clear()
  await minutes(world, 9)
  expect(subjects(world)[1]).toBe('Test shop: over: Connection b1 does not answer.')
  expect(subjects(world)).toHaveLength(2)
})

test.each([
  [
    'de',
    [
      'Für 9,5 % in SI ist keine Steuergruppe von SAP Business One gesetzt.',
      'Auftrag im ERP wird abgelehnt.',
      'Ein Problem braucht einen Menschen.',
    ],
    'Test shop: vorbei: Für 9,5 % in SI ist keine Steuergruppe',
  ],
  [
    'sl',
    [
      'Za 9,5 % v državi SI ni nastavljena skupina DDV v sistemu SAP Business One.',
      'Prodajni nalog – zavrnjeno.',
      'Za eno od težav je potreben človek.',
    ],
    'Test shop: končano: Za 9,5 % v državi SI',
  ],
])('the titles are said in the language of the letter: %s', async (locale, titles, over) => {
  const mail = { from: 'Test shop <orders@shop.example>', locale }
  await using world = await createWorld({ store: { alerts: ALERTS, mail }, settings: WITHOUT_REDUCED })
  for (let order = 0; order < 3; order += 1) world.place('two-vat-rates')
  for (const [cause, title] of [
    ['refused:b1:sales_document.create:x', 'The sales document is refused: Jane Doe is blocked'],
    ['stray:b1:7', 'Somebody wrote Jane Doe into a title.'],
  ] as const)
    await openProblem(world.ctx, { store: STORE, cause, title, remedy: 'mend it' })
  await minutes(world, 7)
  const text = lettersTo(world, 'it@shop.example')
    .map(letter => letter.text)
    .join('\n')
  for (const title of titles) expect(text).toContain(title)
  expect(text).not.toMatch(/Jane|is refused|No VAT/)
  await world.configure({ settings: { vatGroups: { '22': 'S22', '9.5': 'S95' } } })
  await minutes(world, 5)
  expect(subjects(world).at(-1)).toContain(over)
})

test('pausing the mails to customers silences no alert', async () => {
  await using world = await createWorld({ store: { alerts: ALERTS } })
  await pauseKind(world.ctx, { store: STORE, kind: 'mail.send', reason: 'wrong letterhead' })
  const id = world.place('customer')
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await openProblem(world.ctx, { store: STORE, cause: 'x:1', title: 'It was not done by itself.', remedy: 'look' })
  await minutes(world, 8)
  expect(world.mailbox.messages().map(mail => mail.to)).toEqual(expect.arrayContaining(ALERTS.to))
  expect(world.mailbox.messages()).toHaveLength(2)
  expect(await statesOf(world, id)).toContain('mail.send pending')
})

test('an alert whose answer is lost comes once, and one that is refused is over when the next one goes out', async () => {
  await using world = await createWorld({ store: { alerts: ALERTS } })
  const open = (cause: string) =>
    openProblem(world.ctx, { store: STORE, cause, title: 'Whether it was made cannot be found out.', remedy: 'look' })
  world.mailbox.faults.add({ kind: 'dropAfterData', times: 1 })
  await open('unknown_outcome:x:1')
  await minutes(world, 7)
  const [first] = lettersTo(world, 'it@shop.example')
  expect(subjects(world)).toHaveLength(1)
  expect(
    world.mailbox.messages().reduce((sum, { suppressed }) => sum + suppressed, 0),
    'sent again with the same Message-ID',
  ).toBe(1)
  expect(first?.messageId).toMatch(/@shop.example>$/)

  world.mailbox.faults.add({ kind: 'reject', times: 2 })
  await open('unknown_outcome:x:2')
  await minutes(world, 6)
  expect((await listOpenProblems(world.ctx, [STORE])).some(({ title }) => /mail is refused/.test(title))).toBe(true)
  await minutes(world, 9)
  expect((await listOpenProblems(world.ctx, [STORE])).some(({ title }) => /mail is refused/.test(title))).toBe(false)
})

test('two tasks at once tell once, nobody is told where nobody is named, and old alerts are forgotten', async () => {
  await using world = await createWorld()
  const problem = {
    store: STORE,
    cause: 'item_missing:b1:X',
    title: 'The ERP does not know item X.',
    remedy: 'create it',
  }
  await openProblem(world.ctx, problem)
  world.clock.pass(45 * MINUTE)
  expect(world.mailbox.messages()).toEqual([])
  await world.configure({ store: { alerts: { to: ['it@shop.example'] } } })
  const counts = await Promise.all([alertByMail(world.ctx, STORE), alertByMail(world.ctx, STORE)])
  expect(counts.map(({ mails }) => mails).sort()).toEqual([0, 1])
  await world.work()
  expect(subjects(world)).toHaveLength(1)
  await world.ctx.db.update(alerts).set({ overAt: world.clock.now() })
  world.clock.pass(31 * 24 * 3600)
  await forgetOld(world.ctx, STORE)
  expect(await world.ctx.db.select().from(alerts)).toEqual([])
  expect(await world.ctx.db.select().from(alertMails)).toEqual([])
  expect(await world.ctx.db.select().from(runs).where(eq(runs.task, 'alerts'))).toEqual([])
})
