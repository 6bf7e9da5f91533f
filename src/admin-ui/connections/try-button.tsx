import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'

/** Where it stands what a test has found, or what is wrong with the form. */
export const EXAMINED = 'examined'

/** Sends what is filled in to be tested; nothing of it is kept. @param lenient also what the browser would not send */
export const TryButton: FC<{ readonly address: string; readonly lenient?: boolean }> = ({
  address,
  lenient = false,
}) => (
  <button
    type="submit"
    formnovalidate={lenient}
    hx-post={`${address}/test`}
    hx-target={`#${EXAMINED}`}
    hx-swap="innerHTML"
    hx-disable="this"
    hx-indicator={`#${EXAMINED}`}
  >
    {say('Test')}
  </button>
)
