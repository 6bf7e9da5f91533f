import { ORDER_PHASE_NAMES, type OrderFilter } from '../../flows/view/order-filter.ts'
import { inSentence, listText, message, say } from '../language/say.tsx'
import { PHASES } from '../shell/state.tsx'
import { type AdminContext, codesOf, queryText, readMoment } from '../viewer.ts'
import { type ColumnName, readColumns } from './column-names.ts'

/** Labels are messages. */
export const AGES = [
  { value: '15m', minutes: 15, label: message('longer than 15 minutes') },
  { value: '1h', minutes: 60, label: message('longer than 1 hour') },
  { value: '1d', minutes: 1_440, label: message('longer than 1 day') },
] as const

export const PERIODS = [
  { value: '1d', days: 1, label: message('placed in the last 24 hours') },
  { value: '7d', days: 7, label: message('placed in the last 7 days') },
  { value: '30d', days: 30, label: message('placed in the last 30 days') },
] as const

/** A part of the filter as a person reads it, and the address of the list without it. */
export interface FilterPart {
  readonly text: string
  /** Follows the text, in the viewer's zone. */
  readonly at?: Date
  readonly without: string
}

/** What of an address was understood, under the names that an address has for it; empty: not asked for. */
export interface Chosen {
  readonly q: string
  readonly phase: string
  readonly age: string
  /** One of PERIODS, an hour ("2026-03-10T12"), what was before one ("before-2026-03-10T12"), or a moment from which on. */
  readonly placed: string
  readonly mailed: string
  readonly problem: string
  readonly store: string
}

export interface OrderQuery {
  readonly filter: OrderFilter
  readonly stores: readonly string[]
  readonly chosen: Chosen
  /** Absent: those that the person sees every day. */
  readonly columns: readonly ColumnName[] | undefined
  readonly parts: readonly FilterPart[]
  /** As a text without elements: "waiting · longer than 15 minutes · store main"; empty when nothing is filtered. */
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
  const placed = readPlaced(text('hour') || text('from') || text('placed'), now)
  const mailed = readHour(text('mailed'))
  const problem = /^\d{1,15}$/.test(text('problem')) ? Number(text('problem')) : undefined
  const columns = readColumns(text('columns'))
  const search = text('q')
  const chosen: Chosen = {
    q: search,
    phase: phases.join(','),
    age: age?.value ?? '',
    placed: placed?.value ?? '',
    mailed: mailed ? writeHour(mailed) : '',
    problem: problem === undefined ? '' : String(problem),
    store: store && viewer.stores.length > 1 ? store.code : '',
  }
  const part = (name: keyof Chosen, said: string | undefined, at?: Date): readonly FilterPart[] =>
    said ? [{ text: said, without: listAddress({ ...chosen, [name]: '' }, columns), ...(at && { at }) }] : []
  const parts = [
    ...part('q', search && `“${search}”`),
    ...part(
      'phase',
      listText(
        phases.map(phase => inSentence(say(PHASES[phase].word))),
        'disjunction',
      ),
    ),
    ...part('age', age && say(age.label)),
    ...part('placed', placed?.label, placed?.at),
    ...part('mailed', mailed && say('mailed in the hour from'), mailed),
    ...part('problem', problem === undefined ? '' : say('waiting for one problem')),
    ...part('store', chosen.store && say('store {name}', { name: store?.name ?? '' })),
  ]
  return {
    filter: {
      ...(phases.length > 0 && { phases }),
      ...(age && { olderThanMinutes: age.minutes }),
      ...placed?.filter,
      ...(mailed && { mailedFrom: mailed, mailedTo: hourAfter(mailed) }),
      ...(problem !== undefined && { problemId: problem }),
      ...(search && { search }),
    },
    stores: store ? [store.code] : codesOf(viewer),
    chosen,
    columns,
    parts,
    sentence: parts.map(said).join(' · '),
  }
}

const said = ({ text, at }: FilterPart): string =>
  at ? `${text} ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : text

interface Placed {
  readonly value: string
  readonly label: string
  readonly at?: Date
  readonly filter: Pick<OrderFilter, 'placedFrom' | 'placedTo'>
}

function readPlaced(text: string, now: Date): Placed | undefined {
  const period = PERIODS.find(candidate => candidate.value === text)
  if (period)
    return {
      value: period.value,
      label: say(period.label),
      filter: { placedFrom: new Date(now.getTime() - period.days * 86_400_000) },
    }
  const hour = readHour(text)
  const label = say('placed in the hour from')
  if (hour) return { value: writeHour(hour), label, at: hour, filter: { placedFrom: hour, placedTo: hourAfter(hour) } }
  const before = text.startsWith('before-') ? readHour(text.slice('before-'.length)) : undefined
  if (before)
    return { value: writeBefore(before), label: say('placed before'), at: before, filter: { placedTo: before } }
  const from = /^\d{4}-\d{2}-\d{2}/.test(text) ? readMoment(text) : undefined
  if (!from) return undefined
  return { value: from.toISOString(), ...since(from, now), filter: { placedFrom: from } }
}

const since = (from: Date, now: Date): { readonly label: string; readonly at?: Date } =>
  now.getTime() - from.getTime() < 25 * 3_600_000
    ? { label: say('placed today') }
    : { label: say('placed since'), at: from }

const readHour = (text: string): Date | undefined =>
  /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(text) ? readMoment(`${text}:00:00Z`) : undefined
export const writeHour = (hour: Date): string => hour.toISOString().slice(0, 13)
export const writeBefore = (hour: Date): string => `before-${writeHour(hour)}`
const hourAfter = (hour: Date): Date => new Date(hour.getTime() + 3_600_000)

/** The part of an address that makes this list, always written the same way: "phase=held&columns=customer,total". */
export function writeQuery(chosen: Chosen, columns: readonly ColumnName[] | undefined): string {
  const fields = Object.entries({ ...chosen, columns: columns?.join(',') ?? '' }).filter(([, value]) => value !== '')
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&')
}

export function listAddress(chosen: Chosen, columns: readonly ColumnName[] | undefined): string {
  const query = writeQuery(chosen, columns)
  return query ? `/admin/orders?${query}` : '/admin/orders'
}
