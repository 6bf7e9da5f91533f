import { and, eq, isNull } from 'drizzle-orm'
import { drifts } from '../../db/schema/ledger.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { tellStory } from '../order/tell-story.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'

/** A person knows of the difference and leaves it so; it comes back when a value changes. */
export async function acceptDrift(
  ctx: FlowContext,
  input: { readonly store: string; readonly driftId: number; readonly note: string },
): Promise<{ readonly message: string }> {
  requireRole(ctx, 'operate', input.store)
  const note = maskText(input.note.trim().slice(0, 500))
  if (!note) throw new UserError('A reason is needed: it is what others will read later.')
  return await inTransaction(ctx, async tx => {
    const [row] = await tx.db
      .update(drifts)
      .set({ acceptedAt: tx.clock.now(), acceptedBy: nameOf(tx.actor), acceptedNote: note })
      .where(and(eq(drifts.store, input.store), eq(drifts.id, input.driftId), isNull(drifts.closedAt)))
      .returning()
    if (!row) throw new UserError(`There is no open drift ${input.driftId} in store ${input.store}: it may be gone.`)
    if (row.orderId !== null)
      await tellStory(tx, {
        store: row.store,
        orderId: row.orderId,
        stage: 'person',
        text: `${nameOf(tx.actor)} accepts a difference (${row.text}): ${note}`,
      })
    await writeAudit(tx, {
      store: row.store,
      action: 'drift.accept',
      subject: row.subject,
      after: { what: row.what, magento: row.magentoValue, erp: row.erpValue },
      reason: note,
    })
    return { message: 'Accepted. It comes back when one of the values changes.' }
  })
}
