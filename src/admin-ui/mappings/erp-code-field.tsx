import type { FC } from 'hono/jsx'
import type { ErpField } from '../../domain/mapping-hints.ts'
import type { ErpCode } from '../../erp/connector.ts'
import { say } from '../language/say.tsx'

/** More are searched by typing than by scrolling. */
const MOST_OPTIONS = 200

type Lists = ReadonlyMap<string, readonly ErpCode[]>

interface ErpCodeFieldProps {
  readonly field: ErpField
  readonly name: string
  readonly id?: string
  /** Where no label stands beside it. */
  readonly label?: string
  readonly value: string
  readonly codes: Lists
  readonly mayChange: boolean
}

/** A code of the ERP: chosen where the ERP lists them, typed where it does not. */
export const ErpCodeField: FC<ErpCodeFieldProps> = ({ field, name, id, label, value, codes, mayChange }) => {
  const list = field.list === undefined ? undefined : codes.get(field.list)
  const common = {
    name,
    disabled: !mayChange,
    ...(id !== undefined && { id }),
    ...(label !== undefined && { 'aria-label': label }),
  }
  if (!list || list.length > MOST_OPTIONS)
    return (
      <input
        type="text"
        {...common}
        value={value}
        maxlength={80}
        autocomplete="off"
        {...(list && { list: listId(field.list) })}
        {...(field.type === 'number' && { inputmode: 'numeric' })}
      />
    )
  const isKnown = value === '' || list.some(({ code }) => code === value)
  return (
    <select {...common}>
      <option value="">–</option>
      {isKnown ? null : (
        <option value={value} selected>
          {say('{code} (not in the ERP)', { code: value })}
        </option>
      )}
      {list.map(({ code, name: words }) => (
        <option value={code} selected={code === value}>
          {words === '' || words === code ? code : `${code} · ${words}`}
        </option>
      ))}
    </select>
  )
}

const listId = (list: string | undefined) => `codes-${list ?? ''}`

/** The long lists, once for all fields. */
export const CodeLists: FC<{ readonly lists: Lists }> = ({ lists }) => (
  <>
    {[...lists]
      .filter(([, codes]) => codes.length > MOST_OPTIONS)
      .map(([list, codes]) => (
        <datalist id={listId(list)}>
          {codes.map(({ code, name }) => (
            <option value={code}>{name}</option>
          ))}
        </datalist>
      ))}
  </>
)
