import type { FC } from 'hono/jsx'
import { CONNECTION_FIELDS, type FieldKind, STORE_FIELDS } from '../../flows/settings/editable.ts'
import type { SettingsPage } from '../../flows/settings/read-settings.ts'
import { say } from '../language/say.tsx'
import { may, type Viewer } from '../viewer.ts'
import { CHOICE_WORDS, CONNECTION_WORDS, STORE_WORDS } from './words.ts'

interface Shown {
  readonly place: string
  readonly kind: FieldKind
  readonly label: string
  readonly about: string
}

const shownFields = <Field extends string>(
  kinds: Readonly<Record<Field, FieldKind>>,
  words: Readonly<Record<Field, { readonly label: string; readonly about: string }>>,
  places: readonly Field[],
): Shown[] => places.map(place => ({ place, kind: kinds[place], ...words[place] }))

const STORE_GROUPS = () => [
  {
    title: say('Which orders are sent'),
    fields: shownFields(STORE_FIELDS, STORE_WORDS, ['orders.since', 'orders.holdMinutes', 'orders.statuses']),
  },
  {
    title: say('Alerts by mail'),
    fields: shownFields(STORE_FIELDS, STORE_WORDS, [
      'alerts.to',
      'alerts.afterMinutes',
      'alerts.orders',
      'alerts.digestMinutes',
    ]),
  },
]

const CONNECTION_GROUPS = () => [
  {
    title: say('Statuses in Magento'),
    fields: shownFields(CONNECTION_FIELDS, CONNECTION_WORDS, ['statuses.draft', 'statuses.open', 'statuses.confirmed']),
  },
  {
    title: say('When something does not fit'),
    fields: shownFields(CONNECTION_FIELDS, CONNECTION_WORDS, [
      'tolerance',
      'missingSubjects',
      'refused.action',
      'refused.afterHours',
    ]),
  },
  {
    title: say('Mails to customers'),
    fields: shownFields(CONNECTION_FIELDS, CONNECTION_WORDS, ['mailInvoices', 'notifyShipment']),
  },
]

interface FormProps {
  readonly page: SettingsPage
  readonly address: string
  readonly viewer: Viewer
}

/** The settings that people change without a file, in groups; each field says what it does and what holds without it. */
export const SettingsForm: FC<FormProps> = ({ page, address, viewer }) => {
  const mayChange = may(viewer, 'configure')
  const groups = page.of === 'store' ? STORE_GROUPS() : CONNECTION_GROUPS()
  return (
    // Another revision is another form: what was filled in before does not stay in its fields when the page refreshes.
    <form
      id={`settings-${page.revision}`}
      class="stack"
      hx-post={`${address}/preview`}
      hx-target="#dialog"
      hx-swap="innerHTML"
      hx-disable="find button"
    >
      <input type="hidden" name="base" value={page.revision} />
      {groups.map(({ title, fields }) => (
        <section class="card">
          <h2>{title}</h2>
          <div class="settings">
            {fields.map(field => (
              <Field field={field} page={page} mayChange={mayChange} />
            ))}
          </div>
        </section>
      ))}
      {mayChange ? (
        <div class="actions">
          <button type="submit" class="primary">
            {say('Show what changes…')}
          </button>
        </div>
      ) : (
        <p class="under">{say('To change it, ask for the role “configure”.')}</p>
      )}
    </form>
  )
}

const Field: FC<{ readonly field: Shown; readonly page: SettingsPage; readonly mayChange: boolean }> = ({
  field: { place, kind, label, about },
  page,
  mayChange,
}) => (
  <div class="field">
    <label for={place}>{say(label)}</label>
    <Control place={place} kind={kind} value={page.values[place] ?? ''} disabled={!mayChange} />
    <span class="under" id={`about-${place}`}>
      {say(about)}
      {place === 'orders.statuses' && page.statuses.length > 0
        ? ` ${say('In use: {statuses}.', { statuses: page.statuses.join(', ') })}`
        : ''}
    </span>
  </div>
)

const Control: FC<{
  readonly place: string
  readonly kind: FieldKind
  readonly value: string
  readonly disabled: boolean
}> = ({ place, kind, value, disabled }) => {
  const common = { id: place, name: `field.${place}`, disabled, 'aria-describedby': `about-${place}` }
  switch (kind.is) {
    case 'yes_no':
      return (
        <select {...common}>
          <option value="yes" selected={value === 'yes'}>
            {say('yes')}
          </option>
          <option value="no" selected={value !== 'yes'}>
            {say('no')}
          </option>
        </select>
      )
    case 'choice':
      return (
        <select {...common}>
          {kind.of.map(choice => {
            const meaning = CHOICE_WORDS[choice] ?? choice
            return (
              <option value={choice} selected={choice === value}>
                {say(meaning)}
              </option>
            )
          })}
        </select>
      )
    case 'list':
      return (
        <textarea {...common} rows={3} spellcheck={false}>
          {value}
        </textarea>
      )
    case 'day':
      return <input type="date" {...common} value={value} />
    default:
      return (
        <input
          type="text"
          {...common}
          value={value}
          maxlength={80}
          autocomplete="off"
          {...(kind.is === 'number' && { inputmode: 'numeric' })}
        />
      )
  }
}
