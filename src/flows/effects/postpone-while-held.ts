import { Postponed } from '../outbox/effect.ts'

/** Only a fallback: the message becomes due when the order's state changes (follow-magento.ts). */
const LOOK_AGAIN_MS = 3_600_000

/** By state of Magento. A Map, because a state is text from outside. */
const WAITS: ReadonlyMap<string, string> = new Map([
  ['holded', "Magento's order is on hold."],
  ['payment_review', "Magento's order is in payment review."],
])

/** Magento takes no documents for such an order and does not cancel it. @throws Postponed */
export function postponeWhileHeld(state: string | undefined): void {
  const why = WAITS.get(state ?? '')
  if (why) throw new Postponed(`${why} It goes on when that is over.`, LOOK_AGAIN_MS)
}
