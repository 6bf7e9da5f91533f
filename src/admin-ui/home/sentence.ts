import type { HomeStore } from '../../flows/view/read-home.ts'
import { message, say, sayWith } from '../language/say.tsx'
import { durationText } from '../shell/words.tsx'
import { healthOf } from './health.ts'

/** A piece of a sentence; a number in it is a door to what it counts. */
export interface Piece {
  readonly text: string
  readonly href?: string
}

type Day = Pick<
  HomeStore,
  | 'store'
  | 'midnight'
  | 'placed'
  | 'inErp'
  | 'leftOut'
  | 'medianSeconds'
  | 'late'
  | 'needPerson'
  | 'lastOrder'
  | 'farSides'
>

/** How a store is, in one sentence: "All 25 orders of today are in the ERP, usually after 4 s; 2 need a person." */
export function storeSentence(day: Day): Piece[] {
  const clauses = [[...orders(day), ...leftOut(day), ...speed(day)], late(day), ...unwell(day), people(day)]
  const said = clauses.filter(clause => clause.length > 0)
  return [...said.flatMap((clause, index) => (index === 0 ? clause : [{ text: '; ' }, ...clause])), { text: '.' }]
}

const list = (day: Day, query: string): string => `/admin/orders?store=${encodeURIComponent(day.store)}&${query}`
const sinceMidnight = (day: Day): string => `from=${day.midnight.toISOString()}`

/** A message with doors in it. */
const pieces = (text: string, values: Readonly<Record<string, string | number | Piece>>): Piece[] =>
  sayWith(text, values).map(part => (typeof part === 'string' ? { text: part } : part))

/** "in SAP"; with several ERPs, or none, "in the ERP". */
function placeOf(day: Day): string {
  const [erp, ...others] = day.farSides.filter(side => side.connection !== undefined)
  return erp && others.length === 0 ? say('in {system}', { system: erp.name }) : say('in the ERP')
}

const SOME_ARRIVED = {
  orders: message('{inErp} of {n, plural, one {# order} other {# orders}}'),
  sentence: message('{orders} of today {inErp, plural, one {is} other {are}} {place}'),
}
const NONE_ARRIVED = {
  orders: message('{n, plural, =1 {The one order} other {None of the # orders}}'),
  sentence: message('{orders} of today is {n, plural, =1 {not } other {}}{place} yet'),
}
const ALL_ARRIVED = {
  orders: message('{n, plural, =1 {The one order} other {All # orders}}'),
  sentence: message('{orders} of today {n, plural, one {is} other {are}} {place}'),
}

function orders(day: Day): Piece[] {
  const { placed, inErp, lastOrder } = day
  if (placed === 0)
    return [
      {
        text: lastOrder
          ? say('No order today yet; the last one was {number}', { number: lastOrder.number })
          : say('No order yet'),
      },
    ]
  const n = placed - day.leftOut
  if (n === 0)
    return [
      {
        text: say(
          '{n, plural, =1 {The one order of today was} other {All # orders of today were}} left out on purpose',
          {
            n: placed,
          },
        ),
        href: list(day, `phase=skipped,canceled&${sinceMidnight(day)}`),
      },
    ]
  const words = inErp === 0 ? NONE_ARRIVED : inErp < n ? SOME_ARRIVED : ALL_ARRIVED
  const counted = { text: say(words.orders, { n, inErp }), href: list(day, sinceMidnight(day)) }
  return pieces(words.sentence, { orders: counted, n, inErp, place: placeOf(day) })
}

function leftOut(day: Day): Piece[] {
  if (day.leftOut === 0 || day.leftOut === day.placed) return []
  const text = say('{n} left out on purpose', { n: day.leftOut })
  const href = list(day, `phase=skipped,canceled&${sinceMidnight(day)}`)
  return [{ text: ' (' }, { text, href }, { text: ')' }]
}

const speed = ({ medianSeconds, inErp }: Day): Piece[] =>
  medianSeconds === null || inErp === 0
    ? []
    : [{ text: `, ${say('usually after {duration}', { duration: durationText(medianSeconds * 1_000) })}` }]

const late = (day: Day): Piece[] =>
  day.late === 0
    ? []
    : pieces('{orders} on the way for more than 15 minutes', {
        orders: {
          text: say('{n, plural, one {# order} other {# orders}}', { n: day.late }),
          href: list(day, 'phase=preparing,pushing&age=15m'),
        },
      })

/** What is paused or does not get through, each a clause of its own. */
function unwell({ farSides }: Day): Piece[][] {
  return farSides.flatMap(side => {
    const { tone } = healthOf(side)
    if (tone !== 'failed' && tone !== 'skipped') return []
    const message =
      tone === 'failed'
        ? say('{system} is failing', { system: side.name })
        : say('{system} is paused', { system: side.name })
    return [[{ text: message, href: '/admin/runs' }]]
  })
}

/** That nothing needs a person calms; it is not said next to a far side that is failing or paused. */
const people = (day: Day): Piece[] =>
  day.needPerson === 0
    ? unwell(day).length > 0
      ? []
      : [{ text: say('nothing needs a person') }]
    : pieces('{count} {n, plural, one {needs} other {need}} a person', {
        count: { text: String(day.needPerson), href: '/admin/problems' },
        n: day.needPerson,
      })
