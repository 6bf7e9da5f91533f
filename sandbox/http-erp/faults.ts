import { z } from 'zod'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const faultSchema = z.strictObject({
  kind: z.enum([
    'html502', // the proxy in front answers
    'html500',
    'html200', // a log-in page or a maintenance page, with 200
    'slow', // the answer takes `ms`
    'commitThenDrop', // the work is done and stored, then the connection breaks
    'dropBefore', // the connection breaks before anything is done
    'noAnswer', // nothing is done and no answer ever comes
    'commitThenCut', // the work is done, half of the answer comes
    'cut', // half of the answer comes
    'tokenLost', // 401 although the token is young
    'tooMany', // 429 with Retry-After
    'commitsLate', // the answer says 500, the work is done `ms` later
    'pdfMissing', // there is no PDF yet
  ]),
  times: z.int().min(1).max(1_000_000).default(1),
  ms: z.int().min(0).max(600_000).optional(),
  match: z
    .strictObject({ method: z.string().optional(), path: z.string().optional() })
    .optional()
    .describe('path: a part of the address that has to occur, for example "/orders"'),
})
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  add(fault: z.input<typeof faultSchema>): void
  list(): readonly Fault[]
  clear(): void
  /** @returns the first fault of one of these kinds that matches, used up by one. */
  take(kinds: readonly Fault['kind'][], method?: string, path?: string): Fault | undefined
}

export function createFaults(): Faults {
  let active: Fault[] = []
  return {
    add: fault => void active.push(faultSchema.parse(fault)),
    list: () => active,
    clear: () => {
      active = []
    },
    take(kinds, method, path) {
      const fault = active.find(
        ({ kind, match }) =>
          kinds.includes(kind) &&
          (!match?.method || match.method === method) &&
          (!match?.path || path?.includes(match.path) === true),
      )
      if (!fault) return undefined
      active = active.flatMap(other =>
        other === fault ? (other.times > 1 ? [{ ...other, times: other.times - 1 }] : []) : [other],
      )
      return fault
    },
  }
}
