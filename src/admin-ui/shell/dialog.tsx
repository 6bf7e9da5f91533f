import type { Child, FC } from 'hono/jsx'
import { say } from '../language/say.tsx'

interface DialogProps {
  readonly title: string
  /** Where the form is sent. */
  readonly action: string
  readonly submit: string
  readonly children?: Child
}

/** Fills the page's one dialog. What goes wrong is said inside; success closes it. */
export const Dialog: FC<DialogProps> = ({ title, action, submit, children }) => (
  <form class="dialog" hx-post={action} hx-target="#dialog-error" hx-swap="innerHTML" hx-disable="find button.primary">
    <h2 id="dialog-title">{title}</h2>
    {children}
    <div id="dialog-error" aria-live="assertive" />
    <div class="actions">
      <button type="button" data-close-dialog>
        {say('Cancel')}
      </button>
      <button type="submit" class="primary">
        {submit}
      </button>
    </div>
  </form>
)

/** In place of the form, what came of it and is shown this once: Enter makes no second one. The answer goes to #dialog. */
export const ShownOnce: FC<{ readonly title: string; readonly children?: Child }> = ({ title, children }) => (
  <div class="dialog">
    <h2 id="dialog-title">{title}</h2>
    {children}
    <div class="actions">
      <button type="button" class="primary" data-close-dialog>
        {say('Close')}
      </button>
    </div>
  </div>
)
