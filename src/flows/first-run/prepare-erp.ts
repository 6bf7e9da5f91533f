import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { examineFarSide, whileWaiting } from '../config/examine-far-side.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { keepFirstRun } from './first-run.ts'

/** What a finding says that this makes; in the words of the connectors. */
export const canBeMade = ({ ok, remedy }: { readonly ok: boolean; readonly remedy?: string | undefined }): boolean =>
  !ok && remedy?.includes('orderbridge doctor --fix') === true

/** As "orderbridge doctor --fix": makes in the ERP what it lacks and may be made, such as fields; changes nothing that is there. */
export async function prepareErp(
  ctx: FlowContext,
  input: { readonly store: string; readonly connection: string },
): Promise<void> {
  const { store, connection: code } = input
  requireRole(ctx, 'configure', store)
  const own = await ctx.remotes.connectionsOf(store)
  if (!own.some(connection => connection.code === code))
    throw new UserError(`Store ${store} has no connection "${code.slice(0, 40)}".`)
  // Written down before it is done: it may be done although no answer comes back.
  await inTransaction(ctx, inside =>
    writeAudit(inside, { store, action: 'connection.prepare', subject: `connection ${code}`, after: null }),
  )
  const findings = await whileWaiting(ctx, () => examineFarSide(ctx, { kind: 'connection', code, fix: true }))
  await keepFirstRun(ctx, store, { check: { of: code, findings: [...findings] } })
}
