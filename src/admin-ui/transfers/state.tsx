import type { FC } from 'hono/jsx'
import type { TransferListed } from '../../flows/view/list-transfers.ts'
import { say } from '../language/say.tsx'
import { State, type Tone } from '../shell/state.tsx'

type TransferState = TransferListed['state']

interface Look {
  readonly tone: Tone
  readonly word: () => string
}

/** In the order in which an order goes through them. */
export const STATES: Readonly<Record<TransferState, Look>> = {
  heard: { tone: 'waiting', word: () => say('Heard') },
  planned: { tone: 'moving', word: () => say('On its way') },
  held: { tone: 'person', word: () => say('Held') },
  written: { tone: 'moving', word: () => say('In the ERP, not acknowledged') },
  acknowledged: { tone: 'done', word: () => say('Acknowledged') },
  gone: { tone: 'over', word: () => say('Gone') },
}

export const isTransferState = (text: string): text is TransferState => Object.hasOwn(STATES, text)

/** One that is gone and waits for a problem needs a person. */
export const TransferPhase: FC<{ readonly state: TransferState }> = ({ state }) => (
  <State tone={STATES[state].tone} word={STATES[state].word()} />
)
