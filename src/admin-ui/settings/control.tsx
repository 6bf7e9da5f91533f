import type { FC } from 'hono/jsx'
import type { CellKind } from '../../flows/settings/field-kinds.ts'
import type { Offer, Offers } from '../../flows/settings/known-values.ts'
import { say } from '../language/say.tsx'
import { choiceWords } from './words.ts'

interface ControlProps {
  /** Of the field, for the words of its choices. */
  readonly place: string
  readonly kind: CellKind
  readonly name: string
  readonly value: string
  readonly disabled: boolean
  readonly offers: Offers
  /** In a row of a table: a list stands in one line. */
  readonly inRow?: boolean
  readonly id?: string
  readonly label?: string
  readonly describedBy?: string
  readonly isWrong?: boolean
}

/** One value to be filled in. */
export const Control: FC<ControlProps> = props => {
  const { place, kind, name, value, disabled, offers, inRow, id, label, describedBy, isWrong } = props
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
    case 'code':
      return <Code common={common} value={value} known={kind.known} offers={offers[kind.known] ?? []} />
    case 'day':
      return <input type="date" {...common} value={value} />
    default:
      return <Line common={common} value={value} more={kind.is === 'number' ? { inputmode: 'numeric' } : {}} />
  }
}

interface LineProps {
  readonly common: Readonly<Record<string, string | boolean>>
  readonly value: string
  readonly more: { readonly inputmode?: 'numeric'; readonly list?: string }
}

const Line: FC<LineProps> = ({ common, value, more }) => (
  <input type="text" {...common} value={value} maxlength={200} autocomplete="off" {...more} />
)

/** More are searched by typing than by scrolling. */
const MOST_OPTIONS = 200

interface CodeProps {
  readonly common: Readonly<Record<string, string | boolean>>
  readonly value: string
  readonly known: string | undefined
  readonly offers: readonly Offer[]
}

/** A code of the ERP or of Magento: chosen where there is a list of them, typed where there is none. */
export const Code: FC<CodeProps> = ({ common, value, known, offers }) =>
  offers.length === 0 || offers.length > MOST_OPTIONS ? (
    <Line common={common} value={value} more={known === undefined ? {} : { list: `known-${known}` }} />
  ) : (
    <select {...common}>
      <option value="">–</option>
      {value === '' || offers.some(offer => offer.value === value) ? null : (
        <option value={value} selected>
          {say('{code} (not there)', { code: value })}
        </option>
      )}
      {offers.map(offer => (
        <option value={offer.value} selected={offer.value === value}>
          {offer.name === undefined ? offer.value : `${offer.value} · ${offer.name}`}
        </option>
      ))}
    </select>
  )

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
