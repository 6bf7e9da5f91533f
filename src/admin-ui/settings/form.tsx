import type { FC } from 'hono/jsx'
import type { Written, WrittenFields } from '../../flows/settings/editable.ts'
import type { Offers } from '../../flows/settings/known-values.ts'
import type { SettingsPage } from '../../flows/settings/read-settings.ts'
import type { FieldMistake } from '../../flows/settings/settings-mistakes.ts'
import { say } from '../language/say.tsx'
import { may, type Viewer } from '../viewer.ts'
import { Control } from './control.tsx'
import { groupsOf, type ShownField } from './groups.ts'
import { Summary, Wrong } from './mistakes.tsx'
import { OfferLists, Rows } from './rows.tsx'

interface FormProps {
  readonly page: SettingsPage
  readonly address: string
  readonly viewer: Viewer
  readonly refused?: RefusedForm
}

/** What somebody filled in that cannot be used, and why. */
export interface RefusedForm {
  readonly fields: WrittenFields
  readonly mistakes: readonly FieldMistake[]
}

/** Another revision is another form: what was filled in before does not stay in its fields when the page refreshes. */
export const formId = ({ revision }: Pick<SettingsPage, 'revision'>): string => `settings-${revision}`

/** The settings that people change without a file, in groups; each field says what it does and what holds without it. */
export const SettingsForm: FC<FormProps> = ({ page, address, viewer, refused }) => {
  const mayChange = may(viewer, 'configure')
  const groups = groupsOf(page.of)
  const { fields: typed = {}, mistakes = [] } = refused ?? {}
  return (
    <form
      id={formId(page)}
      class="stack"
      hx-post={`${address}/preview`}
      hx-target="#dialog"
      hx-swap="innerHTML"
      hx-disable="find button.primary"
    >
      <input type="hidden" name="base" value={page.revision} />
      <Summary mistakes={mistakes} shown={groups.flatMap(({ fields }) => fields.map(({ place }) => place))} />
      {groups.map(({ title, fields }) => (
        <section class="card">
          <h2>{title}</h2>
          <div class="settings">
            {fields.map(field => (
              <Field
                field={field}
                written={typed[field.place] ?? page.values[field.place] ?? ''}
                mistakes={mistakes.filter(mistake => mistake.field === field.place)}
                offers={page.offers}
                mayChange={mayChange}
              />
            ))}
          </div>
        </section>
      ))}
      <OfferLists offers={page.offers} />
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

interface FieldProps {
  readonly field: ShownField
  readonly written: Written
  readonly mistakes: readonly FieldMistake[]
  readonly offers: Offers
  readonly mayChange: boolean
}

const Field: FC<FieldProps> = props => {
  const { field, written, mistakes, mayChange } = props
  const { place, kind, label } = field
  if (kind.is === 'table')
    return (
      <fieldset class="field full">
        <legend>{say(label)}</legend>
        <Rows field={field} kind={kind} written={written} mistakes={mistakes} mayChange={mayChange} />
        <About {...props} />
      </fieldset>
    )
  const isWrong = mistakes.length > 0
  return (
    <div class="field">
      <label for={place}>{say(label)}</label>
      <Control
        place={place}
        kind={kind}
        id={place}
        name={`field.${place}`}
        value={typeof written === 'string' ? written : ''}
        disabled={!mayChange}
        isWrong={isWrong}
        describedBy={isWrong ? `wrong-${place} about-${place}` : `about-${place}`}
      />
      <Wrong id={`wrong-${place}`} mistakes={mistakes} />
      <About {...props} />
    </div>
  )
}

const About: FC<FieldProps> = ({ field: { place, kind, about }, offers }) => {
  const known = kind.is === 'list' && kind.known ? (offers[kind.known] ?? []) : []
  return (
    <span class="under" id={`about-${place}`}>
      {say(about, ABOUT_VALUES)}
      {known.length > 0 ? ` ${say('In use: {values}.', { values: known.map(({ value }) => value).join(', ') })}` : ''}
    </span>
  )
}

/** Written in braces in the sentence itself: they are the words that people type. */
const ABOUT_VALUES = { number: '{number}', store: '{store}' }
