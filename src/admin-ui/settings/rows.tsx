import type { FC } from 'hono/jsx'
import type { FieldKind, Written } from '../../flows/settings/field-kinds.ts'
import type { Offers } from '../../flows/settings/known-values.ts'
import type { FieldMistake } from '../../flows/settings/settings-mistakes.ts'
import { say } from '../language/say.tsx'
import { Code, Control } from './control.tsx'
import type { ShownField } from './groups.ts'
import { sentenceOf } from './mistakes.tsx'

/** More than this is a file's matter: a form of thousands of rows cannot be used. */
export const MOST_ROWS = 500

type Table = Extract<FieldKind, { readonly is: 'table' }>

interface RowsProps {
  readonly field: ShownField
  readonly kind: Table
  readonly written: Written
  readonly mistakes: readonly FieldMistake[]
  readonly offers: Offers
  readonly mayChange: boolean
}

/** Rows that are added and removed; the first column is their key. browser/rows.js does it. */
export const Rows: FC<RowsProps> = ({ field, kind, written, mistakes, offers, mayChange }) => {
  const rows = typeof written === 'string' ? [] : written
  if (rows.length > MOST_ROWS)
    return <p>{say('{n} rows: too many for a form. Change them in the configuration file.', { n: rows.length })}</p>
  return (
    <div class="rows" data-rows data-next={rows.length}>
      {mayChange ? <input type="hidden" name={`table.${field.place}`} value="shown" /> : null}
      <div class="sideways">
        <table class="table mapping" aria-describedby={`about-${field.place}`}>
          <caption class="unseen">{say(field.label)}</caption>
          <thead>
            <tr>
              {(field.columns ?? []).map(column => (
                <th scope="col">{say(column)}</th>
              ))}
              {mayChange ? (
                <th scope="col">
                  <span class="unseen">{say('Actions')}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <Row
                field={field}
                kind={kind}
                cells={cells}
                number={String(index)}
                wrong={mistakes.filter(({ row }) => row === (cells[0] ?? '').trim())}
                offers={offers}
                mayChange={mayChange}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="under rows-none">{say('No rows.')}</p>
      {mayChange ? (
        <>
          <template>
            <Row field={field} kind={kind} cells={[]} number="new" wrong={[]} offers={offers} mayChange />
          </template>
          <div class="actions">
            <button type="button" class="small" data-add-row>
              {say('Add a row')}
              <span class="unseen"> {say('to {table}', { table: say(field.label) })}</span>
            </button>
          </div>
        </>
      ) : null}
    </div>
  )
}

interface RowProps extends Pick<RowsProps, 'field' | 'kind' | 'offers' | 'mayChange'> {
  readonly cells: readonly string[]
  readonly number: string
  readonly wrong: readonly FieldMistake[]
}

const Row: FC<RowProps> = ({
  field: { place, columns: [keyColumn = '', ...columns] = [] },
  kind,
  cells,
  number,
  wrong,
  offers,
  mayChange,
}) => {
  const [key = '', ...values] = cells
  const name = (column: number) => `row.${place}.${number}.${column}`
  const wrongId = `wrong-${place}-${number}`
  const marks = wrong.length > 0 ? { 'aria-invalid': 'true', 'aria-describedby': wrongId } : {}
  return (
    <tr>
      <th scope="row">
        <Code
          common={{ name: name(0), disabled: !mayChange, 'aria-label': say(keyColumn), ...marks }}
          value={key}
          known={kind.known}
          offers={kind.key === 'code' && kind.known ? (offers[kind.known] ?? []) : []}
        />
        {wrong.length > 0 ? (
          <span class="field-wrong" id={wrongId}>
            {wrong.map(({ text }) => sentenceOf(text)).join(' ')}
          </span>
        ) : null}
      </th>
      {kind.columns.map((column, index) => {
        const head = columns[index] ?? ''
        return (
          <td>
            <Control
              place={place}
              kind={column.kind}
              name={name(index + 1)}
              value={values[index] ?? ''}
              disabled={!mayChange}
              offers={offers}
              inRow
              label={say('{field} of {code}', { field: say(head), code: key === '' ? say('a new row') : key })}
            />
          </td>
        )
      })}
      {mayChange ? (
        <td class="number">
          <button type="button" class="small" data-remove-row>
            {say('Remove')}
            <span class="unseen"> {key === '' ? say('a new row') : key}</span>
          </button>
        </td>
      ) : null}
    </tr>
  )
}

/** What is offered while somebody types the key of a row. */
export const OfferLists: FC<{ readonly offers: Offers }> = ({ offers }) => (
  <>
    {Object.entries(offers).map(([known, values]) => (
      <datalist id={`known-${known}`}>
        {values.map(({ value, name }) => (
          <option value={value}>{name ?? ''}</option>
        ))}
      </datalist>
    ))}
  </>
)
