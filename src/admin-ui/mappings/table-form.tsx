import type { FC } from 'hono/jsx'
import { ANY_CODE } from '../../domain/mapping-hints.ts'
import { fieldId, type LoneValue, type MappingRow } from '../../flows/mapping/mapping-rows.ts'
import type { MappingTablePage } from '../../flows/mapping/read-mappings.ts'
import { say, spokenLanguage } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { may, type Viewer } from '../viewer.ts'
import { CodeLists, ErpCodeField } from './erp-code-field.tsx'
import { nameIn } from './names.ts'

/** Empty rows at the end, for codes that no order has had yet. */
const SPARE_ROWS = 2

interface TableFormProps {
  readonly page: MappingTablePage
  readonly viewer: Viewer
}

/** Left Magento's codes with how many orders have them, right the ERP's to choose from. */
export const TableForm: FC<TableFormProps> = ({ page, viewer }) => {
  const { connection, name, id, table, rows, lone, version, inUse, erpCodes, failure } = page
  const mayChange = may(viewer, 'configure')
  const address = `/admin/mappings/${connection}/${id}`
  return (
    <>
      <div class="head">
        <div>
          <h1>{nameIn(table.name)}</h1>
          <p class="lead">
            <a href={`/admin/mappings/${connection}`}>{say('Mappings of {name}', { name })}</a>
          </p>
        </div>
      </div>
      {failure === undefined ? null : (
        <p class="under">
          {say('{name} could not be asked for its codes ({failure}). Type them.', { name, failure: told(failure) })}
        </p>
      )}
      {/* Another version is another form: what was filled in before does not stay in its fields when the page refreshes. */}
      <form
        id={`mapping-${version}`}
        class="stack"
        hx-post={`${address}/preview`}
        hx-target="#dialog"
        hx-swap="innerHTML"
        hx-disable="find button"
      >
        <input type="hidden" name="base" value={version} />
        <section class="card">
          <div class="sideways">
            <table class="table mapping">
              <Head page={page} />
              <tbody>
                {rows.map((row, index) => (
                  <Row page={page} row={row} index={index} mayChange={mayChange} />
                ))}
                {mayChange
                  ? Array.from({ length: SPARE_ROWS }, (_, index) => (
                      <Row page={page} row={undefined} index={rows.length + index} mayChange />
                    ))
                  : null}
              </tbody>
            </table>
          </div>
          {lone.map(one => (
            <Lone page={page} lone={one} mayChange={mayChange} />
          ))}
        </section>
        <CodeLists lists={erpCodes} />
        <p class="under">
          {say('Orders of the last {days} days. Version {version} of the settings.', { days: inUse.days, version })}
          {spokenLanguage() === 'en' ? ` ${table.about}` : ''}
        </p>
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
    </>
  )
}

const Head: FC<{ readonly page: MappingTablePage }> = ({ page: { table } }) => (
  <thead>
    <tr>
      <th scope="col">{say('In Magento')}</th>
      <th scope="col" class="number">
        {say('Orders')}
      </th>
      {table.fields.map(field => (
        <th scope="col">{nameIn(field.name)}</th>
      ))}
      {isPlain(table) ? null : <th scope="col">{say('Mapped')}</th>}
    </tr>
  </thead>
)

/** One code stands for the other: with nothing chosen there is no row. */
const isPlain = ({ fields }: MappingTablePage['table']): boolean => fields.every(({ path }) => path.length === 0)

interface RowProps {
  readonly page: MappingTablePage
  /** undefined: an empty one to write in. */
  readonly row: MappingRow | undefined
  readonly index: number
  readonly mayChange: boolean
}

const Row: FC<RowProps> = ({ page, row, index, mayChange }) => (
  <tr>
    <th scope="row">{row ? <Code page={page} row={row} index={index} /> : <NewCode index={index} />}</th>
    <td class="number">{row && row.orders > 0 ? row.orders : ''}</td>
    {page.table.fields.map(field => (
      <td>
        <ErpCodeField
          field={field}
          name={`value.${index}.${fieldId(field)}`}
          label={say('{field} of {code}', { field: nameIn(field.name), code: row?.code ?? say('another code') })}
          value={row?.values[fieldId(field)] ?? ''}
          codes={page.erpCodes}
          mayChange={mayChange}
        />
      </td>
    ))}
    {isPlain(page.table) ? null : (
      <td>
        <label class="choice">
          <input
            type="checkbox"
            name={`mapped.${index}`}
            value="yes"
            checked={row?.mapped === true}
            disabled={!mayChange}
            aria-label={say('{code} is mapped', { code: row?.code ?? say('another code') })}
          />
        </label>
      </td>
    )}
  </tr>
)

const NewCode: FC<{ readonly index: number }> = ({ index }) => (
  <input
    type="text"
    name={`code.${index}`}
    maxlength={80}
    autocomplete="off"
    placeholder={say('another code')}
    aria-label={say('another code')}
  />
)

const Code: FC<Pick<RowProps, 'page' | 'index'> & { readonly row: MappingRow }> = ({ page, row, index }) => {
  const { code, state, waiting } = row
  const name = page.names.get(code)
  return (
    <>
      <input type="hidden" name={`code.${index}`} value={code} />
      {code === ANY_CODE ? say('All others (*)') : code}
      {name === undefined ? null : <span class="under">{name}</span>}
      {state === 'missing' ? (
        <span class="under">
          <State
            tone="person"
            word={
              waiting > 0
                ? say('{waiting, plural, one {# order waits} other {# orders wait}}', { waiting })
                : say('not mapped')
            }
          />
        </span>
      ) : null}
      {state === 'others' ? <span class="under">{say('as all others')}</span> : null}
    </>
  )
}

const Lone: FC<{ readonly page: MappingTablePage; readonly lone: LoneValue; readonly mayChange: boolean }> = ({
  page,
  lone: { field, value, waiting },
  mayChange,
}) => {
  const name = `lone.${field.path.join('.')}`
  return (
    <div class="field lone">
      <label for={name}>{nameIn(field.name)}</label>
      <ErpCodeField field={field} name={name} id={name} value={value} codes={page.erpCodes} mayChange={mayChange} />
      {waiting > 0 ? (
        <span class="under">
          <State
            tone="person"
            word={say('{waiting, plural, one {# order waits} other {# orders wait}}', { waiting })}
          />
        </span>
      ) : null}
      {spokenLanguage() === 'en' && field.about ? <span class="under">{field.about}</span> : null}
    </div>
  )
}
