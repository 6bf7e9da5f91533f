import { z } from 'zod'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const faultSchema = z.strictObject({
  kind: z.enum([
    'html502', // the Apache in front answers in place of a worker
    'slow', // the answer takes `ms`
    'commitThenDrop', // the work is done and stored, then the connection breaks
    'dropBefore', // the connection breaks before anything is done
    'noAnswer', // nothing is done and no answer ever comes
    'sessionLost', // 401/301 although the session is young
    'staleNode407', // a node with an old metadata cache
    'commitError1116', // "Could not commit transaction"
    'html500', // the same, with another status
    'html413', // body too large for the proxy
    'approvalDraft', // a new order becomes a draft that waits for approval
    'numAtCardUnique', // the company setting that blocks a second document with the same NumAtCard
    'pdfFailure', // the reporting service answers a text in place of a PDF
    'webhookDuplicate', // a notification is delivered twice
  ]),
  times: z.int().min(1).max(1_000_000).default(1),
  ms: z.int().min(0).max(600_000).optional(),
  match: z
    .strictObject({ method: z.string().optional(), path: z.string().optional() })
    .optional()
    .describe('path: a part of the address that has to occur, for example "/Orders"'),
})
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  add(fault: z.input<typeof faultSchema>): void
  list(): readonly Fault[]
  clear(): void
  /** @returns the first fault of one of these kinds that matches, used up by one. */
  take(kinds: readonly Fault['kind'][], method?: string, path?: string): Fault | undefined
  /** Like take, but leaves it: for settings that count only when they bite. */
  peek(kind: Fault['kind'], method?: string, path?: string): boolean
}

export function createFaults(): Faults {
  let active: Fault[] = []
  const find = (kinds: readonly Fault['kind'][], method?: string, path?: string) =>
    active.find(
      ({ kind, match }) =>
        kinds.includes(kind) &&
        (!match?.method || match.method === method) &&
        (!match?.path || path?.includes(match.path) === true),
    )
  return {
    add: fault => void active.push(faultSchema.parse(fault)),
    list: () => active,
    clear: () => {
      active = []
    },
    peek: (kind, method, path) => find([kind], method, path) !== undefined,
    take(kinds, method, path) {
      const fault = find(kinds, method, path)
      if (!fault) return undefined
      active = active.flatMap(other =>
        other === fault ? (other.times > 1 ? [{ ...other, times: other.times - 1 }] : []) : [other],
      )
      return fault
    },
  }
}
