import type { HomeStore } from '../../flows/view/read-home.ts'
import { durationText, plural } from '../shell/words.tsx'

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
  const erps = day.farSides.filter(side => side.connection !== undefined)
  const erp = erps.length === 1 && erps[0] ? erps[0].name : 'the ERP'
  return [...orders(day, erp), ...speed(day), ...late(day), ...people(day), { text: '.' }]
}

const list = (day: Day, query: string): string => `/admin/orders?store=${encodeURIComponent(day.store)}&${query}`

function orders(day: Day, erp: string): Piece[] {
  const expected = day.placed - day.leftOut
  if (day.placed === 0)
    return [{ text: day.lastOrder ? `No order today yet; the last one was ${day.lastOrder.number}` : 'No order yet' }]
  const leftOut: Piece[] =
    day.leftOut > 0
      ? [
          { text: ' (' },
          {
            text: `${day.leftOut} left out on purpose`,
            href: list(day, `phase=skipped,canceled&from=${day.midnight.toISOString()}`),
          },
          { text: ')' },
        ]
      : []
  if (expected === 0)
    return [
      {
        text: `${day.placed === 1 ? 'The one order' : `All ${day.placed} orders`} of today ${day.placed === 1 ? 'was' : 'were'} left out on purpose`,
        href: list(day, `phase=skipped,canceled&from=${day.midnight.toISOString()}`),
      },
    ]
  const today = list(day, `from=${day.midnight.toISOString()}`)
  if (day.inErp === 0)
    return [
      { text: expected === 1 ? 'The one order' : `None of the ${expected} orders`, href: today },
      { text: ` of today is ${expected === 1 ? 'not ' : ''}in ${erp} yet` },
      ...leftOut,
    ]
  if (day.inErp < expected)
    return [
      { text: `${day.inErp} of ${plural(expected, 'order')}`, href: today },
      { text: ` of today ${expected === 1 ? 'is' : 'are'} in ${erp}` },
      ...leftOut,
    ]
  if (expected === 1) return [{ text: 'The one order', href: today }, { text: ` of today is in ${erp}` }, ...leftOut]
  return [{ text: `All ${expected} orders`, href: today }, { text: ` of today are in ${erp}` }, ...leftOut]
}

const speed = (day: Day): Piece[] =>
  day.medianSeconds === null || day.inErp === 0
    ? []
    : [{ text: `, usually after ${durationText(day.medianSeconds * 1_000)}` }]

const late = (day: Day): Piece[] =>
  day.late === 0
    ? []
    : [
        { text: '; ' },
        { text: plural(day.late, 'order'), href: list(day, 'phase=preparing,pushing&age=15m') },
        { text: ` on the way for more than 15 minutes` },
      ]

const people = (day: Day): Piece[] =>
  day.needPerson === 0
    ? [{ text: '; nothing needs a person' }]
    : [
        { text: '; ' },
        { text: String(day.needPerson), href: '/admin/problems' },
        { text: day.needPerson === 1 ? ' needs a person' : ' need a person' },
      ]
