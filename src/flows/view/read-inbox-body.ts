import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { maskBody } from './mask.ts'
import { readRows } from './rows.ts'

/** A larger one is not shown: it would have to be read whole before it is masked. */
const MOST_BYTES = 1024 * 1024
const MOST_SHOWN = 20_000

const row = z.object({
  isDelivery: z.boolean(),
  size: z.number().nullable(),
  body: z.instanceof(Uint8Array).nullable(),
})

export type InboxBody =
  | { readonly kind: 'shown'; readonly text: string; readonly isCut: boolean; readonly size: number }
  /** A hint names what to look at and brings no body; of a delivery the body goes with its first reading. */
  | { readonly kind: 'none' | 'dropped' }
  | { readonly kind: 'too large'; readonly size: number }

/**
 * What came in by a webhook, as long as it was not read, with personal data masked.
 * @returns undefined when there is no such message in these stores.
 */
export async function readInboxBody(
  ctx: Pick<FlowContext, 'db'>,
  input: { readonly stores: readonly string[]; readonly id: number },
): Promise<InboxBody | undefined> {
  const [found] = await readRows(
    ctx.db,
    row,
    sql`select i.entity = 'delivery' as "isDelivery", octet_length(i.body) as size,
        case when octet_length(i.body) <= ${MOST_BYTES} then i.body end as body
      from inbox i where i.id = ${input.id} and i.store = any(${sql.param([...input.stores])}::text[])`,
  )
  if (!found) return undefined
  const { isDelivery, size, body } = found
  if (size === null) return { kind: isDelivery ? 'dropped' : 'none' }
  if (body === null) return { kind: 'too large', size }
  const text = maskBody(Buffer.from(body).toString('utf8'))
  return { kind: 'shown', text: text.slice(0, MOST_SHOWN), isCut: text.length > MOST_SHOWN, size }
}
