import { ORDER_PHASE_NAMES } from '../../flows/view/order-filter.ts'
import { inSentence, message, say } from '../language/say.tsx'
import { statusText } from '../language/standing.ts'
import { told } from '../language/told.ts'
import { PHASES } from '../shell/state.tsx'

/** What flows write down of an inbox message that is through (flows/inbox, order/hear-orders, erp/hear-erp-changes). */
export const OUTCOMES: Readonly<Record<string, string>> = {
  known: message('Nothing new.'),
  'not in Magento': message('Magento has no such order.'),
  'not an order id': message('It names no order.'),
  'heard elsewhere': message('It was heard by another way in the same moment.'),
  'older than what is known': message('Older than what is known: nothing changed.'),
  'waits: whether it is in the ERP has to be found out first': message(
    'Nothing changed yet: whether the order is in the ERP has to be found out first.',
  ),
  'unreadable now; what is known stays': message('The order cannot be read as it is now. What is known of it stays.'),
  'held by a person': message('Nothing changed: a person holds the order.'),
  refused: message('The order cannot be read. A problem says why.'),
  'the body is not what this source sends; the next poll reads what it was about': message(
    'Its body is not what is sent this way. The next poll reads what it was about.',
  ),
  'not in the ERP': message('The ERP has no such document.'),
  'not ours': message('It belongs to no order of the shop.'),
  'ours, but the order was skipped': message('It belongs to an order that was skipped.'),
  'ours, but cancelled before it was linked': message('It was cancelled before its order knew of it.'),
  'followed as the document it became': message('It became another document, which is followed.'),
  'carries our key and is not the one that we made': message('A copy that somebody made in the ERP: left alone.'),
  'its new total is remembered': message('Its new total is remembered.'),
  'the order cannot be read': message('Its order cannot be read.'),
  followed: message('The order went on by it.'),
  'cancelled before it was heard of': message('It was cancelled before it was heard of.'),
  'its cancellation is followed': message('The order follows its cancellation.'),
  'its tracking numbers are followed': message('Its tracking numbers went to the order.'),
  draft: message('The sales document is a draft.'),
  open: message('The sales document is open.'),
  confirmed: message('The sales document is confirmed.'),
  closed: message('The sales document is closed.'),
  canceled: message('The sales document is cancelled.'),
}

/** In a sentence. What is not known here is said as it was written down. */
export function outcomeText(outcome: string): string {
  const sentence = OUTCOMES[outcome]
  if (sentence !== undefined) return say(sentence)
  const [, events] = /^(\d+) events?$/.exec(outcome) ?? []
  if (events !== undefined)
    return say('It told of {n, plural, =0 {no order} one {# event} other {# events}}.', { n: Number(events) })
  const [, how, where = ''] = /^(new:|now|follows Magento:) (\w+)$/.exec(outcome) ?? []
  if (how === 'follows Magento:') return say('The order follows Magento: {state}.', { state: statusText(where) })
  const phase = ORDER_PHASE_NAMES.find(name => name === where)
  if (how === undefined || phase === undefined) return told(outcome)
  const state = inSentence(say(PHASES[phase].word))
  return how === 'new:' ? say('A new order: {state}.', { state }) : say('The order goes on: {state}.', { state })
}

/** Why one waits that was tried already. */
export function waitsText(outcome: string): string {
  const [, error] = /^could not be read: ([\s\S]*)$/.exec(outcome) ?? []
  if (error !== undefined) return say('It could not be read: {error}', { error: told(error) })
  return outcome === 'its sales document is not linked yet, or changed meanwhile'
    ? say('Its sales document is not linked yet, or changed meanwhile.')
    : told(outcome)
}
