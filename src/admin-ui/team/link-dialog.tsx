import type { FC } from 'hono/jsx'
import { mayAddStores } from '../connections/pairing.tsx'
import { Say, say } from '../language/say.tsx'
import { Dialog, ShownOnce } from '../shell/dialog.tsx'
import { Moment } from '../shell/words.tsx'
import type { Viewer } from '../viewer.ts'

const TIMES = [
  { value: '900', text: () => say('15 minutes') },
  { value: '3600', text: () => say('an hour') },
  { value: '28800', text: () => say('8 hours') },
  { value: '86400', text: () => say('a day') },
] as const
export const SECONDS = TIMES.map(({ value }) => value)

/** What the one who makes it may hand out: rights and stores that they have. */
export const LinkDialog: FC<{ readonly viewer: Viewer }> = ({ viewer }) => (
  <Dialog title={say('Make a login link')} action="/admin/team/links" submit={say('Make the link')}>
    <p>{say('Whoever has the link can open it once and is signed in for twelve hours. Treat it as a password.')}</p>
    <div class="field">
      <label for="name">{say('Who it is for; stands in stories and in the audit')}</label>
      <input id="name" name="name" type="text" required maxlength={80} autocomplete="off" data-first-focus />
    </div>
    <fieldset class="choices">
      <legend>{say('What they may do')}</legend>
      {viewer.roles.map(role => (
        <label class="choice">
          <input type="checkbox" name={`may-${role}`} value="yes" checked={role === 'view'} /> {EXPLAINED[role]()}
        </label>
      ))}
    </fieldset>
    <fieldset class="choices">
      <legend>{say('Where')}</legend>
      {mayAddStores(viewer) ? (
        <label class="choice">
          <input type="checkbox" name="all" value="yes" /> {say('all stores, also those that are added later')}
        </label>
      ) : null}
      {viewer.stores.map(({ code, name }, index) => (
        <label class="choice">
          <input type="checkbox" name={`store-${code}`} value="yes" checked={index === 0} /> {name}
        </label>
      ))}
    </fieldset>
    <div class="field">
      <label for="seconds">{say('It can be opened within')}</label>
      <select id="seconds" name="seconds">
        {TIMES.map(({ value, text }) => (
          <option value={value}>{text()}</option>
        ))}
      </select>
    </div>
  </Dialog>
)

const EXPLAINED = {
  view: () => say('look at everything'),
  operate: () => say('act on orders, problems and documents'),
  configure: () => say('change the configuration'),
} as const

export const MadeLink: FC<{ readonly name: string; readonly link: string; readonly until: Date }> = ({
  name,
  link,
  until,
}) => (
  <ShownOnce title={say('Login link for {name}', { name })}>
    <p>{say('Hand it over now: it is shown this once and kept nowhere.')}</p>
    <p class="verbatim taken-whole">{link}</p>
    <p class="under">
      <Say text="It opens the page once, until {when}." when={<Moment at={until} as="moment" />} />
    </p>
  </ShownOnce>
)
