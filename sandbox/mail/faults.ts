import { z } from 'zod'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const faultSchema = z.strictObject({
  kind: z.enum([
    'greylist', // 451 to the recipient: come back later
    'reject', // 550 to the recipient: no such mailbox
    'dropAfterData', // the mail is kept, then the connection breaks before the server says so
    'slow', // the answer to the mail takes `ms`
  ]),
  times: z.int().min(1).max(1_000_000).default(1),
  ms: z.int().min(0).max(600_000).default(5000),
})
export type Fault = z.infer<typeof faultSchema>

export interface Faults {
  add(fault: z.input<typeof faultSchema>): void
  list(): readonly Fault[]
  clear(): void
  /** @returns the first fault of this kind, used up by one. */
  take(kind: Fault['kind']): Fault | undefined
}

export function createFaults(): Faults {
  let active: Fault[] = []
  return {
    add: fault => void active.push(faultSchema.parse(fault)),
    list: () => active,
    clear: () => {
      active = []
    },
    take(kind) {
      const fault = active.find(candidate => candidate.kind === kind)
      if (!fault) return undefined
      const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []
      active = active.flatMap(other => (other === fault ? rest : [other]))
      return fault
    },
  }
}
