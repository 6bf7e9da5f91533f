import type { FC } from 'hono/jsx'
import { LONGEST_BODY, LONGEST_SUBJECT, placeholdersIn } from '../../documents/mail-placeholders.ts'
import type { MailTemplate } from '../../documents/shipped-mails.ts'
import type { TemplatePreview } from '../../flows/mail/preview-template.ts'
import type { TemplateState } from '../../flows/mail/read-templates.ts'
import { say } from '../language/say.tsx'
import { placeholderMeaning } from './names.ts'
import { Preview } from './preview.tsx'

interface EditorProps {
  readonly address: string
  readonly template: TemplateState
  /** What stands in the fields: the newest words, or those of an older version. */
  readonly shown: MailTemplate
  readonly preview: TemplatePreview
  readonly mayConfigure: boolean
}

/** The words to write in, and beside them the mail as it will read. */
export const Editor: FC<EditorProps> = ({ address, template, shown, preview, mayConfigure }) => (
  <form class="two">
    <section class="card mail-editor">
      <input type="hidden" name="seen" value={template.version} />
      <div class="field">
        <label for="subject">{say('Subject')}</label>
        <input
          id="subject"
          name="subject"
          type="text"
          value={shown.subject}
          maxlength={LONGEST_SUBJECT + 50}
          autocomplete="off"
          {...(mayConfigure ? live(address) : { readonly: true })}
        />
      </div>
      <div class="field">
        <label for="body">{say('Text; an empty line makes a new paragraph')}</label>
        <textarea
          id="body"
          name="body"
          rows={16}
          maxlength={LONGEST_BODY + 200}
          {...(mayConfigure ? live(address) : { readonly: true })}
        >
          {shown.body}
        </textarea>
      </div>
      <Placeholders language={template.language} />
      {mayConfigure ? <Saving address={address} changed={template.changed} /> : <Asking />}
    </section>
    <section class="card">
      <h2>{say('As it will read')}</h2>
      <div id="mail-preview" aria-live="polite">
        <Preview preview={preview} />
      </div>
    </section>
  </form>
)

const live = (address: string) => ({
  'hx-post': `${address}/preview`,
  'hx-trigger': 'input delay:300ms',
  'hx-target': '#mail-preview',
  'hx-swap': 'innerHTML',
  'hx-sync': 'closest form:replace',
})

const Placeholders: FC<{ readonly language: string }> = ({ language }) => (
  <details open>
    <summary>{say('Placeholders')}</summary>
    <dl class="placeholders">
      {placeholdersIn(language).map(name => (
        <div>
          <dt class="code">{`{${name}}`}</dt>
          <dd>{placeholderMeaning(name)}</dd>
        </div>
      ))}
    </dl>
  </details>
)

const Saving: FC<{ readonly address: string; readonly changed: boolean }> = ({ address, changed }) => (
  <>
    <div class="field">
      <label for="reason">{say('Why it is changed')}</label>
      <input id="reason" name="reason" type="text" maxlength={300} autocomplete="off" />
    </div>
    <div class="actions">
      <button
        type="submit"
        class="primary"
        hx-post={`${address}/save`}
        hx-target="#toasts"
        hx-swap="innerHTML"
        hx-disable="this"
      >
        {say('Save')}
      </button>
      {changed ? (
        <button type="button" hx-get={`${address}/shipped`} hx-target="#dialog" hx-swap="innerHTML">
          {say('Back to the shipped words…')}
        </button>
      ) : null}
    </div>
    <div class="with-button">
      <div class="field">
        <label for="recipient">{say('Send a test of these words, saved or not, to')}</label>
        <input id="recipient" name="recipient" type="email" maxlength={254} autocomplete="email" />
      </div>
      <button type="submit" hx-post={`${address}/test`} hx-target="#toasts" hx-swap="innerHTML" hx-disable="this">
        {say('Send the test')}
      </button>
    </div>
    <p class="under">{say('A test speaks of a made-up order and carries no PDF.')}</p>
  </>
)

const Asking: FC = () => <p class="under">{say('To change the words, ask for the role “configure”.')}</p>
