import { z } from 'zod'

/** Something that goes wrong with calls of a simulated ERP. */
export interface Fault<Kind extends string> {
  readonly kind: Kind
  /** How many calls it hits before it is gone; absent: one. */
  readonly times?: number | undefined
  /** For those that take time, in milliseconds. */
  readonly ms?: number | undefined
  /** Only calls of this method, and with this part in their address ("/orders"). */
  readonly match?: { readonly method?: string | undefined; readonly path?: string | undefined } | undefined
}

/** Troubles that people and tests switch on. Kept in memory: a restart ends them. */
export interface FaultsOf<Kind extends string> {
  /** @throws ZodError for a fault that does not exist */
  read(json: unknown): Fault<Kind>
  /** @throws ZodError as read does */
  add(fault: Fault<Kind>): void
  list(): readonly Fault<Kind>[]
  clear(): void
  /** @returns the first fault of one of these kinds that matches, used up by one. */
  take(kinds: readonly Kind[], method?: string, path?: string): Fault<Kind> | undefined
  /** Like take, but leaves it: for settings that count only when they bite. */
  peek(kind: Kind, method?: string, path?: string): boolean
}

/** @param kinds all that can go wrong with this ERP */
export function faultsOf<const Kind extends string>(kinds: readonly Kind[]): FaultsOf<Kind> {
  const schema = z.strictObject({
    kind: z.enum(kinds),
    times: z.int().min(1).max(1_000_000).default(1),
    ms: z.int().min(0).max(600_000).optional(),
    match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).optional(),
  })
  let active: z.output<typeof schema>[] = []
  const find = (wanted: readonly Kind[], method?: string, path?: string) =>
    active.find(
      ({ kind, match }) =>
        wanted.some(one => one === kind) &&
        (!match?.method || match.method === method) &&
        (!match?.path || path?.includes(match.path) === true),
    )
  return {
    read: json => schema.parse(json),
    add: fault => void active.push(schema.parse(fault)),
    list: () => active,
    clear: () => {
      active = []
    },
    peek: (kind, method, path) => find([kind], method, path) !== undefined,
    take(wanted, method, path) {
      const fault = find(wanted, method, path)
      if (!fault) return undefined
      active = active.flatMap(other =>
        other === fault ? (other.times > 1 ? [{ ...other, times: other.times - 1 }] : []) : [other],
      )
      return fault
    },
  }
}
