import type { OrderPage } from '../flows/view/read-order.ts'
import { moment } from './words.ts'

const NOT_IN_ERP: Readonly<Record<OrderPage['phase'], string>> = {
  waiting: 'Not sent yet',
  preparing: 'Being prepared',
  pushing: 'On its way to the ERP',
  open: 'In the ERP',
  held: 'Held',
  done: 'Done',
  canceled: 'Cancelled',
  skipped: 'Left out on purpose',
}

/** The answer before the evidence: where the order is, in one sentence. */
export function orderSentence(order: OrderPage): string {
  const [problem] = order.problems
  if (problem) return `Waits for a person since ${moment(problem.since)}: ${problem.title} ${problem.remedy}`
  const live = order.salesDocuments.filter(document => document.state !== 'canceled' && document.erpNumber !== null)
  if (live.length === 0) return `${NOT_IN_ERP[order.phase]}: ${order.phaseReason.replace(/\.\s*$/, '')}.`
  const places = live.map(document => `${document.connectionName} as ${document.erpNumber}`).join(' and ')
  return [`In ${places}`, ...afterwards(order)].join(', ').concat('.')
}

function afterwards(order: OrderPage): string[] {
  const numbers = (kind: 'shipment' | 'invoice' | 'credit_note') =>
    order.followUps.filter(each => each.kind === kind && !each.canceled).map(each => each.erpNumber)
  const told = (word: string, found: readonly string[]) => (found.length > 0 ? [`${word} ${found.join(', ')}`] : [])
  const last = order.mails.at(-1)
  return [
    ...told('shipped as', numbers('shipment')),
    ...told('invoiced as', numbers('invoice')),
    ...told('credited by', numbers('credit_note')),
    ...(last?.state === 'sent' ? ['mailed to the customer'] : []),
    ...(last?.state === 'failed' ? ['but the mail did not go out'] : []),
  ]
}
