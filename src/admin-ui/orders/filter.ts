import { ORDER_PHASE_NAMES, type OrderFilter } from '../../flows/view/order-filter.ts'
import { PHASES } from '../shell/state.tsx'
import { type AdminContext, codesOf, queryText, readMoment } from '../viewer.ts'

export const AGES = [
  { value: '15m', minutes: 15, label: 'longer than 15 minutes' },
  { value: '1h', minutes: 60, label: 'longer than 1 hour' },
  { value: '1d', minutes: 1_440, label: 'longer than 1 day' },
] as const

export const PERIODS = [
  { value: '1d', days: 1, label: 'placed in the last 24 hours' },
  { value: '7d', days: 7, label: 'placed in the last 7 days' },
  { value: '30d', days: 30, label: 'placed in the last 30 days' },
] as const

/** What the address asks for, with what of it was understood. */
export interface OrderQuery {
  readonly filter: OrderFilter
  readonly stores: readonly string[]
  readonly chosen: {
    readonly phase: string
    readonly store: string
    readonly age: string
    readonly period: string
    readonly search: string
    readonly problem: string
  }
  /** "waiting · longer than 15 minutes · store main"; empty when nothing is filtered. */
  readonly sentence: string
}

/** Reads the filters of an address. What makes no sense is left out: a link of last year still shows orders. */
export function readOrderQuery(c: AdminContext): OrderQuery {
  const viewer = c.get('viewer')
  const now = c.get('options').clock.now()
  const text = (name: string) => queryText(c, name)
  const phases = ORDER_PHASE_NAMES.filter(phase => text('phase').split(',').includes(phase))
  const store = viewer.stores.find(candidate => candidate.code === text('store'))
  const age = AGES.find(candidate => candidate.value === text('age'))
  const period = PERIODS.find(candidate => candidate.value === text('placed'))
  const hourStart = /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(text('hour')) ? readMoment(`${text('hour')}:00:00Z`) : undefined
  const fromMoment = readMoment(text('from'))
  const problem = /^\d{1,15}$/.test(text('problem')) ? Number(text('problem')) : undefined
  const search = text('q')
  const filter: OrderFilter = {
    ...(phases.length > 0 && { phases }),
    ...(age && { olderThanMinutes: age.minutes }),
    ...(period && { placedFrom: new Date(now.getTime() - period.days * 86_400_000) }),
    ...(fromMoment && { placedFrom: fromMoment }),
    ...(hourStart && { placedFrom: hourStart, placedTo: new Date(hourStart.getTime() + 3_600_000) }),
    ...(problem !== undefined && { problemId: problem }),
    ...(search && { search }),
  }
  const parts = [
    search && `“${search}”`,
    phases.map(phase => PHASES[phase].word.toLowerCase()).join(' or '),
    age?.label,
    hourStart ? 'placed within one hour' : fromMoment ? sinceText(fromMoment, now) : period?.label,
    problem !== undefined && 'waiting for one problem',
    store && viewer.stores.length > 1 && `store ${store.name}`,
  ]
  return {
    filter,
    stores: store ? [store.code] : codesOf(viewer),
    chosen: {
      phase: phases.join(','),
      store: store?.code ?? '',
      age: age?.value ?? '',
      period: hourStart || fromMoment ? '' : (period?.value ?? ''),
      search,
      problem: problem === undefined ? '' : String(problem),
    },
    sentence: parts.filter(Boolean).join(' · '),
  }
}

const sinceText = (from: Date, now: Date): string =>
  now.getTime() - from.getTime() < 25 * 3_600_000 ? 'placed today' : `placed since ${from.toISOString().slice(0, 10)}`
