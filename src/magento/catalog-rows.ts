import { setTimeout as pause } from 'node:timers/promises'
import { RemoteError } from '../domain/errors.ts'
import type { Refusal } from './catalog-contract.ts'
import { chunks } from './lists.ts'

/** What a store takes in one call; becomes less when it says so (recordings limits-on-*). */
export interface Limits {
  /** Rows of a price or stock call. A row is 60 to 120 bytes. */
  rows: number
  /** Products of a list. */
  page: number
}

export const createLimits = (): Limits => ({ rows: 1_000, page: 500 })

/** Texts of Webapi's input limits: 'Maximum items of type "…" is 20', 'Maximum SearchCriteria pageSize is 100'. */
const LIMIT_TEXT = /^Maximum (items of type .*|SearchCriteria pageSize) is (\d{1,9})$/

const TRIES = 4
const PAUSE_MS = 150
/** Calls spent on finding the bad rows of one chunk; what is still in doubt then is refused together. */
const MOST_SPLITS = 40

/** Sends rows and says which were refused. @throws RemoteError when the call as a whole failed. */
export type SendRows<Row> = (rows: readonly Row[]) => Promise<readonly Refusal<Row>[]>

/**
 * Writes rows in as few calls as the store allows. A call that is refused as a whole is halved until the bad rows stand
 * alone. @throws RemoteError transient or auth: nothing is known of the rows that are left; writing them again is safe.
 */
export async function writeRows<Row>(
  rows: readonly Row[],
  limits: Limits,
  send: SendRows<Row>,
): Promise<readonly Refusal<Row>[]> {
  const refused: Refusal<Row>[] = []
  let waiting = [...rows]
  while (waiting.length > 0) {
    const [chunk = [], ...rest] = chunks(waiting, limits.rows)
    const budget = { left: MOST_SPLITS }
    const result = await writeChunk(chunk, limits, send, budget)
    if (result === 'smaller') continue
    refused.push(...result)
    waiting = rest.flat()
  }
  return refused
}

async function writeChunk<Row>(
  rows: readonly Row[],
  limits: Limits,
  send: SendRows<Row>,
  budget: { left: number },
): Promise<readonly Refusal<Row>[] | 'smaller'> {
  try {
    return await repeatRolledBack(() => send(rows))
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent' || isDenied(error)) throw error
    if (lowered(limits, 'rows', error)) return 'smaller'
    budget.left -= 1
    if (rows.length === 1 || budget.left < 0)
      return rows.map(row => ({ row, code: error.code, message: error.message }))
    const middle = Math.ceil(rows.length / 2)
    const halves = []
    for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
      const result = await writeChunk(half, limits, send, budget)
      if (result === 'smaller') return 'smaller'
      halves.push(...result)
    }
    return halves
  }
}

/** It is the integration that may not, whatever the rows. */
const isDenied = (error: RemoteError): boolean => error.status === 401 || error.status === 404

/** @returns true when the store has told its limit, which holds from now on. */
export function lowered(limits: Limits, which: keyof Limits, error: unknown): boolean {
  const most = error instanceof RemoteError ? Number(LIMIT_TEXT.exec(error.message)?.[2]) : Number.NaN
  if (!(most >= 1 && most < limits[which])) return false
  limits[which] = most
  return true
}

/** A deadlock is a 400 or 500 that passes (recording _race-two-product-puts-at-once); absolute values may be sent twice. */
export async function repeatRolledBack<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      const passes =
        error instanceof RemoteError &&
        (error.errorClass === 'transient' || error.errorClass === 'unknown') &&
        error.retryAfterMs === undefined
      if (!passes || attempt === TRIES) throw error
      await pause(PAUSE_MS * attempt)
    }
  }
}
