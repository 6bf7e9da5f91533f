import { RemoteError, UserError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/finding.ts'
import type { FlowContext } from '../context.ts'
import { PRIVATE_REMEDIES, withPrivateRemedy } from './private-network.ts'

export type ExaminedKind = 'store' | 'connection'

/** What a store's Magento, or an ERP, says to everything that we need of it. Nothing is changed without `fix`. */
export async function examineFarSide(
  ctx: Pick<FlowContext, 'remotes'>,
  input: { readonly kind: ExaminedKind; readonly code: string; readonly fix: boolean },
): Promise<readonly Finding[]> {
  const findings =
    input.kind === 'store'
      ? await (await ctx.remotes.magento(input.code)).diagnose()
      : await (await ctx.remotes.erp(input.code)).diagnose({ fix: input.fix })
  return withPrivateRemedy(findings, PRIVATE_REMEDIES[input.kind])
}

/** An examination that came to no end is a finding as well. */
export function failedExamination(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  const finding = { check: 'examination', ok: false, detail }
  return error instanceof RemoteError ? { ...finding, remedy: 'Check the address and the credentials' } : finding
}

/** What a page waits for at most; some ERPs take minutes for a list. */
const PATIENCE_MS = 25_000

/**
 * The same for somebody who waits for it in front of a page: ends in time, and whatever goes wrong is a finding.
 * @param ctx.webOnly this process calls nobody (Cloudflare)
 */
export const examineWhileWaiting = (
  ctx: Pick<FlowContext, 'remotes' | 'webOnly'>,
  input: { readonly kind: ExaminedKind; readonly code: string },
): Promise<readonly Finding[]> => whileWaiting(ctx, () => examineFarSide(ctx, { ...input, fix: false }))

/** Any examination for somebody who waits: what has no end in time goes on, and nobody hears of it. */
export async function whileWaiting(
  ctx: Pick<FlowContext, 'webOnly'>,
  examine: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  if (ctx.webOnly)
    throw new UserError('This part of Orderbridge calls nobody. Run "orderbridge doctor" where the workers run.')
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const late = new Promise<readonly Finding[]>(resolve => {
    patience.addEventListener('abort', () =>
      resolve([
        {
          check: 'examination',
          ok: false,
          detail: `no end after ${PATIENCE_MS / 1_000} seconds`,
          remedy: 'Run "orderbridge doctor", which waits for as long as it takes',
        },
      ]),
    )
  })
  const examined = examine().catch((error: unknown) => [failedExamination(error)])
  return await Promise.race([examined, late])
}
