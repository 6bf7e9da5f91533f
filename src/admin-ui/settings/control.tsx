import type { FC } from 'hono/jsx'
import type { CellKind } from '../../flows/settings/editable.ts'
import { say } from '../language/say.tsx'
import { choiceWords } from './words.ts'

interface ControlProps {
  /** Of the field, for the words of its choices. */
  readonly place: string
  readonly kind: CellKind
  readonly name: string
  readonly value: string
  readonly disabled: boolean
  /** In a row of a table: a list stands in one line. */
  readonly inRow?: boolean
  readonly id?: string
  readonly label?: string
  readonly describedBy?: string
  readonly isWrong?: boolean
}

/** One value to be filled in. */
export const Control: FC<ControlProps> = props => {
  const { place, kind, name, value, disabled, inRow, id, label, describedBy, isWrong } = props
  const common = {
    name,
    disabled,
    ...(id !== undefined && { id }),
    ...(label !== undefined && { 'aria-label': label }),
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(isWrong && { 'aria-invalid': 'true' }),
  }
  switch (kind.is) {
    case 'yes_no':
    case 'flag':
      return <Choice common={common} value={value} choices={yesNo(kind.is === 'flag')} />
    case 'choice':
      return (
        <Choice
          common={common}
          value={value}
          choices={kind.of.map(choice => [choice, say(choiceWords(place, choice))] as const)}
        />
      )
    case 'list':
      return inRow ? (
        <input type="text" {...common} value={value.replaceAll('\n', ', ')} maxlength={400} autocomplete="off" />
      ) : (
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
          maxlength={200}
          autocomplete="off"
          {...(kind.is === 'number' && { inputmode: 'numeric' })}
        />
      )
  }
}

const yesNo = (mayBeEmpty: boolean): (readonly [string, string])[] => [
  ...(mayBeEmpty ? [['', '–'] as const] : []),
  ['yes', say('yes')],
  ['no', say('no')],
]

interface ChoiceProps {
  readonly common: Readonly<Record<string, string | boolean>>
  readonly value: string
  readonly choices: readonly (readonly [string, string])[]
}

/** What a file has set and the page has no word for stays what it is until somebody chooses. */
const Choice: FC<ChoiceProps> = ({ common, value, choices }) => (
  <select {...common}>
    {choices.some(([choice]) => choice === value) ? null : (
      <option value={value} selected>
        {value === '' ? '–' : value}
      </option>
    )}
    {choices.map(([choice, words]) => (
      <option value={choice} selected={choice === value}>
        {words}
      </option>
    ))}
  </select>
)
