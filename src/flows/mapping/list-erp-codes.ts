import type { ErpCode } from '../../erp/connector.ts'
import { wordsOf } from '../../ops/words-of.ts'
import type { FlowContext, Remotes } from '../context.ts'

/** What may be chosen from each list; or why the ERP did not say, and people type. */
export interface ErpCodeLists {
  readonly lists: ReadonlyMap<string, readonly ErpCode[]>
  readonly failure: string | undefined
}

/** What somebody waits for in front of a page. */
const PATIENCE_MS = 10_000
/** Code lists change once a month; people who make a new code come back a moment later and want to see it. */
const KEEP_MS = 60_000

interface Kept {
  readonly at: number
  readonly codes: readonly ErpCode[]
}
const kept = new WeakMap<Remotes, Map<string, Kept>>()

/** Asks the ERP for the codes of these lists. Whatever goes wrong, the answer is what came. */
export async function listErpCodes(
  ctx: Pick<FlowContext, 'remotes' | 'clock' | 'webOnly'>,
  connection: { readonly code: string; readonly revision: number },
  wanted: readonly string[],
): Promise<ErpCodeLists> {
  const lists = new Map<string, readonly ErpCode[]>()
  if (wanted.length === 0 || ctx.webOnly) return { lists, failure: undefined }
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const late = new Promise<string>(resolve => {
    patience.addEventListener('abort', () => resolve(`no answer after ${PATIENCE_MS / 1_000} seconds`))
  })
  const failure = await Promise.race([askAll(ctx, connection, wanted, lists).catch(wordsOf), late])
  return { lists: new Map(lists), failure } // what had come by then
}

async function askAll(
  ctx: Pick<FlowContext, 'remotes' | 'clock'>,
  connection: { readonly code: string; readonly revision: number },
  wanted: readonly string[],
  into: Map<string, readonly ErpCode[]>,
): Promise<undefined> {
  const { codes } = await ctx.remotes.erp(connection.code)
  const mine = kept.get(ctx.remotes) ?? new Map<string, Kept>()
  kept.set(ctx.remotes, mine)
  const now = ctx.clock.now().getTime()
  for (const list of new Set(wanted)) {
    if (!codes?.lists.includes(list)) continue
    const key = `${connection.code}:${connection.revision}:${list}`
    const known = mine.get(key)
    const fresh = known && now - known.at < KEEP_MS ? known.codes : await codes.list(list)
    mine.set(key, { at: known && fresh === known.codes ? known.at : now, codes: fresh })
    into.set(list, fresh)
  }
  return undefined
}
