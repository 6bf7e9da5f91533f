import type { FlowContext } from '../flows/context.ts'
import { claimOutbox, type Rooms } from '../flows/outbox/claim-outbox.ts'
import { deliverClaimed } from '../flows/outbox/deliver-outbox.ts'
import { wordsOf } from '../ops/words-of.ts'
import type { Pressure } from '../outbound/pressure.ts'

export interface Pump {
  /** Takes what there is room for and begins to deliver it. @returns how much that was. */
  fill(ctx: FlowContext): Promise<number>
  /** Ids of what is under way. */
  inFlight(): number[]
  /** Nothing is under way any more. */
  empty(): Promise<void>
}

const BATCH = 100
/**
 * Messages taken for each call that a far side gets at once. What an ERP is sent is looked up for a batch in one call,
 * so it pays to have several; a mail that was taken and not sent when the process dies is an unknown outcome.
 */
const AHEAD: Readonly<Record<string, number>> = { erp: 6, magento: 3, kafka: 3, mail: 1 }
const ROOM_AT_FIRST = 4

/**
 * Keeps every far side as busy as it may be: what has ended makes room for more while the rest is still under way, so
 * that the slowest of a batch keeps nobody waiting.
 * @param worker who holds the leases
 * @param wake called when there is room again
 */
export function createPump(worker: string, wake: () => void): Pump {
  const inFlight = new Map<number, string>()
  const deliveries = new Set<Promise<void>>()
  return {
    async fill(ctx) {
      const messages = await claimOutbox(ctx, worker, BATCH, roomsOf(ctx.remotes.pressure, [...inFlight.values()]))
      if (messages.length === 0) return 0
      for (const { id, farSide } of messages) inFlight.set(id, farSide)
      const delivery = deliverClaimed(ctx, messages, ({ id }) => {
        if (inFlight.delete(id)) wake()
      })
        .catch((error: unknown) => ctx.log.error({ task: 'outbox', error: wordsOf(error) }, 'step failed'))
        .finally(() => deliveries.delete(delivery))
      deliveries.add(delivery)
      return messages.length
    },
    inFlight: () => [...inFlight.keys()],
    async empty() {
      await Promise.all(deliveries)
    },
  }
}

/** A far side is filled up when half of what was taken for it is done: then a look-up serves several again. */
function roomsOf(pressure: Pressure, busy: readonly string[]): Rooms {
  const count = (key: string) => busy.filter(farSide => farSide === key).length
  const room = (key: string, places: number) => {
    // Without a share one message is taken all the same: its call is what asks for one.
    const most = Math.max(1, places * (AHEAD[key.split(':', 1)[0] ?? ''] ?? 1))
    return count(key) * 2 > most ? 0 : most - count(key)
  }
  const keys = new Set([...pressure.all().map(({ key }) => key), ...busy])
  return {
    known: new Map([...keys].map(key => [key, room(key, pressure.known(key)?.gate.limit ?? ROOM_AT_FIRST)])),
    others: ROOM_AT_FIRST,
  }
}
