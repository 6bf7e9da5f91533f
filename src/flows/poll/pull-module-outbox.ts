import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { moduleHint } from '../inbox/expand-delivery.ts'
import { receiveHints } from '../inbox/receive-hints.ts'
import { openProblem } from '../problem/open-problem.ts'
import { cursorMoved, readCursor } from './cursor.ts'

const TASK = 'magento-outbox'
const position = z.object({ sequence: z.number() })
const LIMIT = 500

/**
 * Reads the companion module's outbox: what its pushes could not bring here arrives all the same. Sequences have no
 * gaps (companion-module), so a gap means that rows were deleted in Magento: said aloud, and the sweep finds the orders.
 */
export async function pullModuleOutbox(ctx: FlowContext, store: string): Promise<Record<string, number>> {
  const magento = await ctx.remotes.magento(store)
  let after = (await readCursor(ctx, store, TASK, position))?.sequence ?? 0
  const counts = { read: 0, new: 0, gaps: 0 }
  for (;;) {
    const page = await magento.readOutbox(after, LIMIT)
    const last = page?.events.at(-1)
    if (!page || !last) return counts
    const expected = page.events.map((_, index) => after + 1 + index)
    const gap = page.events.findIndex((event, index) => event.sequence !== expected[index])
    if (gap >= 0 && after > 0) {
      counts.gaps += 1
      await reportGap(ctx, store, expected[gap] ?? after, page.events[gap]?.sequence ?? last.sequence)
    }
    const hints = page.events.flatMap(event =>
      moduleHint({ id: event.id, type: event.type, entity_type: event.entityType, entity_id: event.entityId }),
    )
    counts.read += page.events.length
    counts.new += await receiveHints(ctx, store, hints, cursorMoved(ctx, store, TASK, { sequence: last.sequence }))
    after = last.sequence
    if (page.events.length < LIMIT) return counts
  }
}

async function reportGap(ctx: FlowContext, store: string, from: number, next: number): Promise<void> {
  await openProblem(ctx, {
    store,
    cause: `outbox_gap:${from}`,
    title: `Magento's outbox of store ${store} jumps from ${from - 1} to ${next}: events in between were deleted.`,
    remedy:
      'Nothing is lost if the sweep runs: it compares all recent orders. Find out who deletes rows of orderbridge_outbox.',
  })
}
