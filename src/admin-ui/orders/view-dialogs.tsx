import type { FC } from 'hono/jsx'
import type { SavedView } from '../../flows/view/list-saved-views.ts'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { COLUMN_NAMES, type ColumnName } from './column-names.ts'
import { ORDER_COLUMNS } from './columns.tsx'
import type { OrderQuery } from './filter.ts'

interface ColumnsDialogProps {
  readonly chosen: readonly ColumnName[]
  /** What the page shows: "?phase=held&columns=total". */
  readonly search: string
}

export const ColumnsDialog: FC<ColumnsDialogProps> = ({ chosen, search }) => (
  <Dialog title={say('Columns')} action={`/admin/orders/views/columns${search}`} submit={say('Show these')}>
    <p>{say('The order number always stands in front. Your list keeps these columns until you choose others.')}</p>
    <fieldset class="reasons columns">
      <legend>{say('Show')}</legend>
      {COLUMN_NAMES.map((name, index) => (
        <label>
          <input
            type="checkbox"
            name={name}
            value="on"
            checked={chosen.includes(name)}
            {...(index === 0 && { 'data-first-focus': '' })}
          />
          {say(ORDER_COLUMNS[name].label)}
        </label>
      ))}
    </fieldset>
  </Dialog>
)

const columnsText = (columns: readonly ColumnName[]): string =>
  columns.map(name => say(ORDER_COLUMNS[name].label)).join(', ')

interface SaveDialogProps {
  readonly query: OrderQuery
  readonly search: string
  readonly columns: readonly ColumnName[]
  /** For whom it would be as well; absent: the viewer may not share. */
  readonly everybody: string | undefined
}

export const SaveDialog: FC<SaveDialogProps> = ({ query, search, columns, everybody }) => (
  <Dialog title={say('Save view')} action={`/admin/orders/views${search}`} submit={say('Save')}>
    <p>
      {query.sentence
        ? say('Orders: {filter}; with the columns {columns}.', {
            filter: query.sentence,
            columns: columnsText(columns),
          })
        : say('All orders; with the columns {columns}.', { columns: columnsText(columns) })}
    </p>
    <div class="field">
      <label for="view-name">{say('Name')}</label>
      <input id="view-name" name="name" type="text" required maxlength={60} autocomplete="off" data-first-focus />
    </div>
    {everybody ? (
      <label class="choice">
        <input type="checkbox" name="shared" value="on" />
        {everybody}
      </label>
    ) : null}
    <p class="under">{say('A view of that name is replaced.')}</p>
  </Dialog>
)

export const RemoveDialog: FC<{ readonly view: SavedView }> = ({ view }) => (
  <Dialog
    title={say('Remove “{name}”', { name: view.name })}
    action={`/admin/orders/views/${view.id}/remove`}
    submit={say('Remove')}
  >
    <p>
      {view.shared
        ? say('Nobody of the store finds it in their list any more. The orders stay as they are.')
        : say('It leaves your list. The orders stay as they are.')}
    </p>
  </Dialog>
)
