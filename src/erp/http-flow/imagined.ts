import type { HttpAnswer, HttpSend } from '../../domain/http.ts'

/** The one answer of the imagined ERP. Known by being this very object: no far side can pretend to be none. */
const NOBODY: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  cookies: ['imagined=1'],
  body: new TextEncoder().encode('{}'),
}

/**
 * An ERP that has every item that is asked for and nothing else, for previews. What its answers look like only the flow
 * knows, so the steps take this answer for what it means; nothing leaves the process.
 */
export const imaginedErp = (): HttpSend => async () => NOBODY

export const isImagined = (answer: HttpAnswer): boolean => answer === NOBODY
