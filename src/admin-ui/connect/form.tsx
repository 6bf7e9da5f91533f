import type { Child, FC } from 'hono/jsx'
import type { FormField } from '../../domain/start-fields.ts'
import type { ConnectForm as Form } from '../../flows/connect/describe-start.ts'
import { EXAMINED, TryButton } from '../connections/try-button.tsx'
import { say } from '../language/say.tsx'
import { nameIn } from '../mappings/names.ts'
import { connectAddress } from './kinds.tsx'
import { NamedSecrets, TextPart } from './text-part.tsx'

interface FormProps {
  readonly store: string
  readonly form: Form
  /** Servers of a private network may be called by those who configure all stores. */
  readonly mayGoPrivate: boolean
}

/** Everything without which the ERP cannot be spoken with; the rest has a default or is mapped afterwards. */
export const ConnectForm: FC<FormProps> = ({ store, form, mayGoPrivate }) => {
  const address = connectAddress(store, form.kind)
  return (
    // What was filled in stays when the page refreshes itself.
    <form class="stack" hx-morph-skip="" autocomplete="off" hx-post={address} hx-target={`#${EXAMINED}`}>
      <section class="card">
        <h2>{say('How it is called here')}</h2>
        <div class="settings">
          <Text
            of="name"
            label={say('Name')}
            about={say('As people know it: it stands on every page.')}
            value={form.text === undefined || form.shipped ? nameIn(form.name) : 'ERP'}
            max={80}
          />
          <Text
            of="code"
            label={say('Code')}
            about={say('Letters a to z, digits and "-". It stays: orders are remembered with it.')}
            value={form.code}
            max={40}
          />
        </div>
      </section>
      {form.text === undefined ? null : (
        <TextPart address={address} text={form.text} isReady={form.shipped !== undefined} />
      )}
      <section class="card stack">
        <h2>{form.text === undefined ? say('Where it is, and who we are there') : say('Who we are there')}</h2>
        {form.text === undefined ? <Fields form={form} /> : <NamedSecrets names={form.named} />}
        <Network mayGoPrivate={mayGoPrivate} />
      </section>
      {form.hasErp ? <Views views={form.views} /> : null}
      <Doing address={address} />
    </form>
  )
}

const Doing: FC<{ readonly address: string }> = ({ address }) => (
  <section class="card stack">
    <p>
      {say(
        'The test asks the ERP with what stands here, which takes up to half a minute. It keeps and changes nothing.',
      )}{' '}
      {say('Saved, it waits: nothing is sent to it before somebody says so. Its codes are mapped next.')}
    </p>
    <div class="actions">
      <TryButton address={address} />
      <button type="submit" class="primary" hx-disable="this">
        {say('Save, without sending yet')}
      </button>
    </div>
    <div id={EXAMINED} aria-live="polite" />
  </section>
)

const Fields: FC<{ readonly form: Form }> = ({ form: { settings, secrets } }) => {
  const rare = settings.filter(field => field.rare)
  return (
    <>
      <div class="settings">
        {settings
          .filter(field => !field.rare)
          .map(field => (
            <Setting field={field} part="settings" />
          ))}
        {secrets.map(field => (
          <Setting field={field} part="secrets" />
        ))}
      </div>
      {rare.length > 0 ? (
        <details>
          <summary>{say('What only some need')}</summary>
          <div class="settings">
            {rare.map(field => (
              <Setting field={field} part="settings" />
            ))}
          </div>
        </details>
      ) : null}
    </>
  )
}

interface SettingProps {
  readonly field: FormField
  readonly part: 'settings' | 'secrets'
  /** Instead of what the kind says. */
  readonly about?: string
}

export const Setting: FC<SettingProps> = ({ field, part, about = nameIn(field.about) }) => {
  const name = `${part}.${field.of}`
  return (
    <Labelled of={name} label={nameIn(field.name)} about={about}>
      <Control field={field} name={name} isSecret={part === 'secrets' && !field.legible} />
    </Labelled>
  )
}

const Control: FC<{ readonly field: FormField; readonly name: string; readonly isSecret: boolean }> = ({
  field: { type, choices, initial, example, required, long },
  name,
  isSecret,
}) => {
  const common = {
    id: name,
    name,
    'aria-describedby': `about-${name}`,
    ...(required && { required: true }),
    ...(example !== undefined && { placeholder: example }),
  }
  if (type === 'choice')
    return (
      <select {...common}>
        {choices.map(choice => (
          <option value={choice} selected={choice === initial}>
            {choice}
          </option>
        ))}
      </select>
    )
  if (long)
    return (
      <textarea {...common} class="code" rows={4} maxlength={20_000} spellcheck={false}>
        {initial}
      </textarea>
    )
  // Neither filled in from what the browser knows of this page, nor offered to be kept by it.
  if (isSecret) return <input type="password" {...common} maxlength={4_000} autocomplete="new-password" />
  return (
    <input
      type={type === 'address' ? 'url' : 'text'}
      {...common}
      value={initial}
      maxlength={400}
      autocomplete="off"
      spellcheck={false}
      {...(type === 'number' && { inputmode: 'numeric', pattern: '[0-9]*' })}
    />
  )
}

const Labelled: FC<{
  readonly of: string
  readonly label: string
  readonly about: string
  readonly children: Child
}> = ({ of, label, about, children }) => (
  <div class="field">
    <label for={of}>{label}</label>
    {children}
    <span class="under" id={`about-${of}`}>
      {about}
    </span>
  </div>
)

interface TextProps {
  readonly of: string
  readonly label: string
  readonly about: string
  readonly value: string
  readonly max: number
}

const Text: FC<TextProps> = ({ of, label, about, value, max }) => (
  <Labelled of={of} label={label} about={about}>
    <input
      id={of}
      name={of}
      type="text"
      required
      value={value}
      maxlength={max}
      autocomplete="off"
      spellcheck={false}
      aria-describedby={`about-${of}`}
    />
  </Labelled>
)

const Network: FC<{ readonly mayGoPrivate: boolean }> = ({ mayGoPrivate }) =>
  mayGoPrivate ? (
    <div>
      <label class="choice">
        <input type="checkbox" name="private" value="yes" /> {say('The ERP stands in a private network')}
      </label>
      <span class="under">{say('Otherwise private addresses are not called.')}</span>
    </div>
  ) : (
    <p class="under">
      {say(
        'Private addresses are not called. For an ERP in a private network, ask whoever runs Orderbridge for a login link for all stores.',
      )}
    </p>
  )

const Views: FC<{ readonly views: readonly string[] }> = ({ views }) => (
  <section class="card">
    <fieldset class="stack plain">
      <legend>{say('Whose orders go there')}</legend>
      <p>
        {say(
          'This store has an ERP already. Orders of the store views that are chosen here wait for the new one from the moment it is saved; without any it gets no orders yet.',
        )}
      </p>
      {views.map(view => (
        <label class="choice">
          <input type="checkbox" name={`view.${view}`} value="yes" /> {view}
        </label>
      ))}
      {views.length === 0 ? <p class="nothing">{say('The store views of Magento are not known yet.')}</p> : null}
    </fieldset>
  </section>
)
