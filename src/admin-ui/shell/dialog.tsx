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
