import type { FC } from 'hono/jsx'
import type { Keep } from '../../config.ts'
import type { FieldKind, Known, Written, WrittenFields } from '../../flows/settings/field-kinds.ts'
import type { Offer, Offers } from '../../flows/settings/known-values.ts'
import type { FieldMistake } from '../../flows/settings/settings-mistakes.ts'
import { say } from '../language/say.tsx'
import { Control } from './control.tsx'
import type { FieldGroup, ShownField } from './groups.ts'
import { Wrong } from './mistakes.tsx'
import { Rows } from './rows.tsx'
import { choiceWords } from './words.ts'

/** What somebody filled in that cannot be used, and why. */
export interface RefusedForm {
  readonly fields: WrittenFields
  readonly mistakes: readonly FieldMistake[]
}

interface GroupProps {
  readonly group: FieldGroup
  readonly values: WrittenFields
  readonly refused: RefusedForm | undefined
  readonly offers: Offers
  /** How long the installation keeps things, for the fields that may ask for less. */
  readonly keep: Keep
  readonly mayChange: boolean
}

/** Some fields that belong together; each says what it does and what holds without it. */
export const Group: FC<GroupProps> = ({ group: { title, fields }, values, refused, ...rest }) => (
  <section class="card">
    <h2>{title}</h2>
    <div class="settings">
      {fields.map(field => (
        <Field
          field={field}
          written={refused?.fields[field.place] ?? values[field.place] ?? ''}
          mistakes={(refused?.mistakes ?? []).filter(mistake => mistake.field === field.place)}
          {...rest}
        />
      ))}
    </div>
  </section>
)

interface FieldProps {
  readonly field: ShownField
  readonly written: Written
  readonly mistakes: readonly FieldMistake[]
  readonly offers: Offers
  readonly keep: Keep
  readonly mayChange: boolean
}

const Field: FC<FieldProps> = props => {
  const { field, written, mistakes, offers, mayChange } = props
  const { place, kind, label } = field
  if (kind.is === 'table')
    return (
      <fieldset class="field full">
        <legend>{say(label)}</legend>
        <Rows field={field} kind={kind} written={written} mistakes={mistakes} offers={offers} mayChange={mayChange} />
        <Wrong id={`wrong-${place}`} mistakes={mistakes.filter(({ row }) => row === undefined)} />
        <About {...props} />
      </fieldset>
    )
  const isWrong = mistakes.length > 0
  const text = typeof written === 'string' ? written : ''
  if (kind.is === 'several')
    return (
      <fieldset class="field plain" aria-describedby={isWrong ? `wrong-${place} about-${place}` : `about-${place}`}>
        <legend>{say(label)}</legend>
        <Several place={place} of={kind.of} text={text} disabled={!mayChange} />
        <Wrong id={`wrong-${place}`} mistakes={mistakes} />
        <About {...props} />
      </fieldset>
    )
  return (
    <div class="field">
      <label for={place}>{say(label)}</label>
      <Control
        place={place}
        kind={kind}
        id={place}
        name={`field.${place}`}
        value={text}
        offers={offers}
        disabled={!mayChange}
        isWrong={isWrong}
        describedBy={isWrong ? `wrong-${place} about-${place}` : `about-${place}`}
      />
      <Wrong id={`wrong-${place}`} mistakes={mistakes} />
      <About {...props} />
    </div>
  )
}

interface SeveralProps {
  readonly place: string
  readonly of: readonly string[]
  readonly text: string
  readonly disabled: boolean
}

/** A box for each; that they were shown is said too, because an empty box is not sent. */
const Several: FC<SeveralProps> = ({ place, of, text, disabled }) => {
  const chosen = text.split('\n')
  return (
    <>
      {disabled ? null : <input type="hidden" name={`several.${place}`} value="shown" />}
      {of.map(one => (
        <label class="choice">
          <input
            type="checkbox"
            name={`box.${place}.${one}`}
            value="yes"
            checked={chosen.includes(one)}
            disabled={disabled}
          />
          {say(choiceWords(place, one))}
        </label>
      ))}
    </>
  )
}

const About: FC<FieldProps> = ({ field: { place, kind, about }, offers, keep }) => {
  const known = listedIn(kind).flatMap(list => offers[list] ?? [])
  return (
    <span class="under" id={`about-${place}`}>
      {say(about, { ...ABOUT_VALUES, attempts: keep.attemptsMonths, inbox: keep.inboxMonths })}
      {known.length > 0 ? ` ${say('In use: {values}.', { values: known.map(nameOf).join(', ') })}` : ''}
    </span>
  )
}

/** Lists, also those in rows, are typed: what there is stands below. */
const listedIn = (kind: FieldKind): readonly Known[] =>
  (kind.is === 'table' ? kind.columns.map(column => column.kind) : [kind]).flatMap(cell =>
    cell.is === 'list' ? (cell.known ?? []) : [],
  )

/** A number says nothing without its name; a code does. */
const nameOf = ({ value, name }: Offer): string =>
  name !== undefined && /^\d+$/.test(value) ? `${value} (${name})` : value

/** Written in braces in the sentence itself: they are the words that people type. */
const ABOUT_VALUES = { number: '{number}', store: '{store}' }
