import { MAX_UNKNOWN } from '../../../src/flows/outbox/decide-next.ts'
import { checkBooks } from './books.ts'
import type { Variant } from './configuration.ts'
import { type Evidence, foundItems, gather, isLive, isOpen, type Message, readRows, wantedItems } from './evidence.ts'
import type { People } from './people.ts'
import type { Surroundings } from './worker.ts'

interface Scene extends Surroundings {
  readonly people: People
  /** Customers that the ERP had at the beginning. */
  readonly subjectsBefore: number
}

/** Compares both sides after the bad day. @returns what is wrong; empty when every promise was kept. */
export async function checkInvariants(scene: Scene, variant: Variant): Promise<string[]> {
  const { admin } = scene.connections
  const rows = await readRows(admin)
  const wrong: string[] = []
  const all = scene.people.orders.map(orderId => gather(scene, rows, orderId))
  for (const evidence of all) {
    const orderId = evidence.order.entity_id
    const found = [
      ...existence(evidence),
      ...documents(evidence, variant),
      ...mails(evidence, variant),
      ...messages(evidence),
    ]
    // People worked against each other: what does not fit has to be on the screen, that is all.
    const isOnScreen = scene.people.canceledByHand.has(orderId) && evidence.problems.length > 0
    wrong.push(
      ...phase(evidence),
      ...canceledForNothing(evidence),
      ...(isOnScreen ? [] : found).map(text => `order ${orderId}: ${text}`),
    )
  }
  wrong.push(
    ...subjects(scene, rows.messages),
    ...(await sequence(scene)),
    ...(await leftOver(scene, rows.orders)),
    ...(await checkBooks(scene.connections, all)),
  )
  return wrong
}

/** Exactly one live sales document, or none and a reason. */
function existence({ row, order, salesDocuments }: Evidence): string[] {
  if (!row) return ['the bridge has never heard of it']
  const live = salesDocuments.filter(isLive)
  if (salesDocuments.length > 1) return [`${salesDocuments.length} sales documents, ${live.length} of them live`]
  const isDue = row.phase === 'open' || row.phase === 'done'
  if (isDue && salesDocuments.length === 0) return [`${row.phase}, and no sales document`]
  if (row.phase === 'skipped' || row.phase === 'canceled')
    return live.some(isOpen) ? [`${row.phase}, and live in the ERP`] : []
  if (order.state === 'canceled' && live.some(isOpen)) return ['cancelled in Magento, live in the ERP']
  if (order.state !== 'canceled' && salesDocuments.length > 0 && live.length === 0)
    return [`cancelled in the ERP, ${order.state} in Magento`]
  return []
}

/** No order stands where nothing will move it. */
function phase({ row, order, problems, messages }: Evidence): string[] {
  if (!row) return []
  const at = `order ${order.entity_id}: ${row.phase} (${row.phase_reason})`
  const isOwed = messages.some(({ state }) => !['delivered', 'superseded'].includes(state))
  switch (row.phase) {
    case 'preparing':
    case 'pushing':
      return [`${at} when all is quiet`]
    case 'held':
      return problems.length > 0 ? [] : [`${at} without a problem`]
    case 'waiting':
      return ['holded', 'pending_payment', 'payment_review'].includes(order.state)
        ? []
        : [`${at}, Magento: ${order.state}`]
    case 'open':
      return ['complete', 'closed', 'canceled'].includes(order.state) && !isOwed
        ? [`${at}, though Magento's order is ${order.state} and nothing is owed`]
        : []
    default:
      return []
  }
}

/** What people were told to cancel, and did, is no problem any more. */
function canceledForNothing({ order, salesDocuments, problems }: Evidence): string[] {
  if (order.state !== 'canceled' || salesDocuments.some(isLive)) return []
  return problems
    .filter(cause => cause.includes('sales_document.cancel'))
    .map(cause => `order ${order.entity_id}: cancelled on both sides, and problem ${cause} is open`)
}

/** Every document of the ERP is one of Magento's, line by line. */
function documents(evidence: Evidence, { module }: Variant): string[] {
  const { erp, shipments, invoices, creditmemos, files, order } = evidence
  const wrong: string[] = []
  const compare = (noun: string, wanted: readonly string[], found: readonly string[]) => {
    if (wanted.join(' | ') !== found.join(' | '))
      wrong.push(`${noun}: the ERP has [${wanted.join(' | ')}], Magento [${found.join(' | ')}]`)
  }
  compare('shipments', wantedItems(evidence, erp.shipment, true), foundItems(evidence, shipments))
  // An order that the shop has charged or that costs nothing has its invoice from checkout.
  const atCheckout = invoices.some(invoice => invoice.created_at === order.created_at)
  if (!atCheckout) compare('invoices', wantedItems(evidence, erp.invoice, false), foundItems(evidence, invoices))
  compare('credit memos', wantedItems(evidence, erp.credit_note, false), foundItems(evidence, creditmemos))
  const pdfs = files.filter(file => file.kind === 'invoice').length
  if (module && pdfs !== erp.invoice.length)
    wrong.push(`${erp.invoice.length} invoices in the ERP, ${pdfs} PDFs in Magento`)
  if (evidence.payments > 1) wrong.push(`${evidence.payments} incoming payments`)
  return wrong
}

/** One mail per invoice: never two, and one unless a person decides: by the connection's rule, or after so many silent tries. */
function mails({ erp, mails, order, messages }: Evidence, { policies }: Variant): string[] {
  const wrong: string[] = []
  const stopped = messages.filter(({ kind, state }) => kind === 'mail.send' && state === 'held')
  const held = stopped.length
  const decided = policies.unknownMail === 'hold' ? held : stopped.filter(one => one.attempts >= MAX_UNKNOWN).length
  if (policies.unknownMail === 'hold' && mails.some(mail => mail.suppressed > 0)) wrong.push('a mail went out twice')
  const fewest = erp.invoice.length - decided
  if (mails.length > erp.invoice.length || mails.length < fewest)
    wrong.push(`${erp.invoice.length} invoices, ${mails.length} mails, ${held} held`)
  if (mails.some(mail => mail.to !== order.customer_email)) wrong.push('a mail to somebody else')
  const contents = new Set(mails.flatMap(mail => mail.attachments.map(file => file.sha256)))
  if (contents.size !== mails.length) wrong.push('the same invoice in two mails')
  return wrong
}

/** Nothing is stuck without a problem, and nothing is dead that a healthy far side would have taken. */
function messages({ messages, problems, row }: Evidence): string[] {
  return messages.flatMap(({ id, kind, state, reason }) => {
    if (state === 'delivered' || state === 'superseded') return []
    const text = `message ${id} ${kind} is ${state} (${reason})`
    if (state === 'held' && kind === 'mail.send' && problems.some(cause => cause.startsWith('unknown_outcome')))
      return []
    if (state === 'pending' && row?.phase === 'held' && problems.length > 0) return []
    return [text]
  })
}

/** A customer is made once. */
function subjects({ farSides, subjectsBefore }: Scene, all: readonly Message[]): string[] {
  const made = all.filter(({ kind, state }) => kind === 'subject.create' && state === 'delivered').length
  const ours = farSides.erp.subjects().length - subjectsBefore
  const stuck = all
    .filter(({ kind, state }) => kind === 'subject.create' && state !== 'delivered')
    .map(({ id, state, reason }) => `message ${id} subject.create is ${state} (${reason})`)
  return ours > made && stuck.length === 0 ? [`${ours} customers in the ERP, ${made} were to be made`] : stuck
}

/** Within a queue nothing overtakes. Attempts get their numbers in the order in which they were written down. */
async function sequence({ connections }: Scene): Promise<string[]> {
  const rows = await connections.admin<{ queue: string; outbox_id: string }[]>`
    select o.queue, a.outbox_id from attempts a join outbox o on o.id = a.outbox_id order by a.id`
  const wrong: string[] = []
  const last = new Map<string, number>()
  for (const { queue, outbox_id } of rows) {
    const id = Number(outbox_id)
    if (id < (last.get(queue) ?? 0)) wrong.push(`queue ${queue}: message ${id} after message ${last.get(queue)}`)
    last.set(queue, id)
  }
  return wrong
}

/** Causes that people made or have to judge; others close themselves when the far sides are well again. */
const FOR_PEOPLE = /^(unknown_outcome|by_hand|canceled_in_erp|totals_differ|outbox_gap|item_missing)/

async function leftOver(
  { connections, people }: Scene,
  orders: readonly { magento_id: number; id: number }[],
): Promise<string[]> {
  const { admin } = connections
  const inbox = await admin<{ text: string }[]>`
    select concat_ws(' ', id, source, entity, entity_key, outcome) as text from inbox where due_at is not null`
  const problems = await admin<{ cause: string; waiting: string[] | null }[]>`
    select p.cause, (select array_agg(w.order_id::text) from problem_orders w where w.problem_id = p.id) as waiting
    from problems p where p.closed_at is null`
  const byHand = new Set(
    orders.filter(order => people.canceledByHand.has(order.magento_id)).map(order => String(order.id)),
  )
  return [
    ...inbox.map(({ text }) => `inbox message ${text} is not processed`),
    ...problems
      .filter(({ cause, waiting }) => !FOR_PEOPLE.test(cause) && !waiting?.some(id => byHand.has(id)))
      .map(({ cause, waiting }) => `problem ${cause} is open for ${waiting?.join(', ') ?? 'nobody'}`),
  ]
}
