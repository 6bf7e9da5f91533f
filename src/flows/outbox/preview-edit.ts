import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { checkEdit, type MessageEdit } from './check-edit.ts'

/** Whether an edit would be taken, and what it stands in place of; nothing is written. @throws EditRefused */
export async function previewEdit(
  ctx: FlowContext,
  edit: Omit<MessageEdit, 'reason'>,
): Promise<{ readonly before: unknown; readonly difference: string | undefined }> {
  requireRole(ctx, 'operate', edit.store)
  return await inTransaction(ctx, async tx => {
    const { before, edited } = await checkEdit(tx, edit)
    return { before, difference: edited?.difference }
  })
}
