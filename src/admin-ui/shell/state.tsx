import type { FC } from 'hono/jsx'
import type { OrderRow } from '../../flows/view/list-orders.ts'
import { message, say } from '../language/say.tsx'

/** What every state looks like, everywhere: a colour, an icon and a word. */
export type Tone = 'waiting' | 'moving' | 'done' | 'person' | 'failed' | 'skipped' | 'over'

const ICONS: Readonly<Record<Tone, string>> = {
  waiting: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  moving: 'M3 8h9M8.5 4.5 12 8l-3.5 3.5',
  done: 'M3.5 8.5 6.5 11.5 12.5 5',
  person: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.5c.5-2.7 2.4-4 5-4s4.5 1.3 5 4',
  failed: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  skipped: 'M3 4.5 7 8l-4 3.5M8.5 4.5l4 3.5-4 3.5',
  over: 'M4 8h8',
}

export const Icon: FC<{ readonly tone: Tone }> = ({ tone }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={ICONS[tone]} />
  </svg>
)

/** @param word in the viewer's language. */
export const State: FC<{ readonly tone: Tone; readonly word: string }> = ({ tone, word }) => (
  <span class={`state tone-${tone}`}>
    <Icon tone={tone} />
    {word}
  </span>
)

export type OrderPhase = OrderRow['phase']

/** The words are messages. */
export const PHASES: Readonly<Record<OrderPhase, { readonly tone: Tone; readonly word: string }>> = {
  waiting: { tone: 'waiting', word: message('Waiting') },
  preparing: { tone: 'moving', word: message('Preparing') },
  pushing: { tone: 'moving', word: message('Sending') },
  open: { tone: 'moving', word: message('In the ERP') },
  held: { tone: 'person', word: message('Needs a person') },
  done: { tone: 'done', word: message('Done') },
  canceled: { tone: 'over', word: message('Cancelled') },
  skipped: { tone: 'skipped', word: message('Skipped') },
}

/** An order that waits for a problem needs a person, whatever its phase is. */
export const OrderState: FC<{ readonly phase: OrderPhase; readonly problem?: boolean }> = ({
  phase,
  problem = false,
}) => {
  const { tone, word } = problem ? PHASES.held : PHASES[phase]
  return <State tone={tone} word={say(word)} />
}
