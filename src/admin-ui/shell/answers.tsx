import type { FC } from 'hono/jsx'
import { UserError } from '../../domain/errors.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import type { AdminContext } from '../viewer.ts'

type Tone = 'good' | 'bad'

/** Takes back what was just done; what is asked for checks whether that is still possible. */
export interface Undo {
  readonly address: string
  readonly fields?: Readonly<Record<string, string>>
}

export interface Done {
  readonly text: string
  readonly undo?: Undo
}

const Toast: FC<{ readonly tone: Tone; readonly text: string; readonly undo?: Undo | undefined }> = ({
  tone,
  text,
  undo,
}) => (
  <div class={`toast toast-${tone}`} data-toast={tone} {...(tone === 'bad' && { role: 'alert' })}>
    <p>{text}</p>
    {undo ? (
      <button
        type="button"
        hx-post={undo.address}
        hx-vals={JSON.stringify(undo.fields ?? {})}
        hx-target="#toasts"
        hx-swap="innerHTML"
        hx-disable="this"
        data-undo
      >
        {say('Undo')}
      </button>
    ) : null}
    <button type="button" class="quiet" data-close-toast aria-label={say('Close this message')}>
      ✕
    </button>
  </div>
)

/**
 * Runs what a button asked for and answers with what came of it. A success closes the dialog, if one is open, and lets
 * the page refresh itself; a failure that a person can do something about goes where the button points (hx-target).
 * @param act returns the sentence that says what was done, as a flow tells it or already in the viewer's language, and how
 * it is taken back where it can be.
 */
export async function answerAction(c: AdminContext, act: () => Promise<string | Done>): Promise<Response> {
  try {
    const done = await act()
    const { text, undo } = typeof done === 'string' ? { text: done } : done
    c.header('HX-Trigger', 'refresh, done')
    return await c.html(
      <hx-partial hx-target="#toasts" hx-swap="innerHTML">
        <Toast tone="good" text={told(text)} undo={undo} />
      </hx-partial>,
    )
  } catch (error) {
    if (error instanceof UserError) return await c.html(<Toast tone="bad" text={told(error.message)} />, 422)
    throw error
  }
}

/**
 * Any failure that htmx is waiting for: shown as a toast, whatever the element wanted to swap. What a dialog asked for is
 * answered in it: behind it nothing is read out or can be pressed.
 */
export async function answerFailure(
  c: AdminContext,
  status: 400 | 401 | 403 | 404 | 422 | 500,
  text: string,
): Promise<Response> {
  c.header('HX-Retarget', c.req.header('hx-target')?.endsWith('#dialog-error') ? '#dialog-error' : '#toasts')
  c.header('HX-Reswap', 'innerHTML')
  c.header('HX-Reselect', '.toast')
  c.header('HX-Push-Url', 'false')
  return c.html(<Toast tone="bad" text={text} />, status)
}

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'hx-partial': { readonly 'hx-target': string; readonly 'hx-swap': string; readonly children?: unknown }
    }
  }
}
