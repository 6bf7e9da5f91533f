import { z } from 'zod'

export const FAULT_KINDS = [
  'deadlock500',
  'deadlock400',
  'maintenance503',
  'html200',
  'redirect302',
  'slow',
  'commitThenDrop',
  'dropBefore',
] as const

export const faultSchema = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  /** How many requests it hits before it is gone. */
  times: z.int().min(1).max(1_000_000).default(1),
  match: z
    .strictObject({ method: z.string().max(10).optional(), path: z.string().max(200).optional() })
    .optional()
    .describe('path: a part of the address that has to occur, for example "/invoice"'),
  /** For slow. */
  ms: z.int().min(0).max(600_000).default(1000),
})

export type FaultInput = z.input<typeof faultSchema>
type Fault = z.output<typeof faultSchema>

export interface Faults {
  /** @throws ZodError for a fault that does not exist */
  add(fault: FaultInput): void
  list(): readonly Readonly<Fault>[]
  clear(): void
  /** The fault that hits this request, if any; it counts as used. */
  take(method: string, path: string): Readonly<Fault> | undefined
}

/** Troubles that people and tests switch on. Kept in memory: a restart ends them. */
export function createFaults(): Faults {
  let active: Fault[] = []
  return {
    add: fault => void active.push(faultSchema.parse(fault)),
    list: () => active,
    clear: () => {
      active = []
    },
    take(method, path) {
      const hit = active.find(
        ({ match }) => (!match?.method || match.method === method) && (!match?.path || path.includes(match.path)),
      )
      if (hit && --hit.times === 0) active = active.filter(fault => fault !== hit)
      return hit
    },
  }
}
