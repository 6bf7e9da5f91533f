import type { FC } from 'hono/jsx'
import type { SavedView } from '../../flows/view/list-saved-views.ts'
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
  <Dialog title="Columns" action={`/admin/orders/views/columns${search}`} submit="Show these">
    <p>The order number always stands in front. Your list keeps these columns until you choose others.</p>
    <fieldset class="reasons columns">
      <legend>Show</legend>
      {COLUMN_NAMES.map((name, index) => (
        <label>
          <input
            type="checkbox"
            name={name}
            value="on"
            checked={chosen.includes(name)}
            {...(index === 0 && { 'data-first-focus': '' })}
          />
          {ORDER_COLUMNS[name].label}
        </label>
      ))}
    </fieldset>
  </Dialog>
)

interface SaveDialogProps {
  readonly query: OrderQuery
  readonly search: string
  readonly columns: readonly ColumnName[]
  /** Who would get it; absent: the viewer may not share. */
  readonly everybody: string | undefined
}

export const SaveDialog: FC<SaveDialogProps> = ({ query, search, columns, everybody }) => (
  <Dialog title="Save view" action={`/admin/orders/views${search}`} submit="Save">
    <p>
      {query.sentence ? `Orders: ${query.sentence}` : 'All orders'}; with the columns{' '}
      {columns.map(name => ORDER_COLUMNS[name].label).join(', ')}.
    </p>
    <div class="field">
      <label for="view-name">Name</label>
      <input id="view-name" name="name" type="text" required maxlength={60} autocomplete="off" data-first-focus />
    </div>
    {everybody ? (
      <label class="choice">
        <input type="checkbox" name="shared" value="on" />
        For {everybody}
      </label>
    ) : null}
    <p class="under">A view of that name is replaced.</p>
  </Dialog>
)

export const RemoveDialog: FC<{ readonly view: SavedView }> = ({ view }) => (
  <Dialog title={`Remove “${view.name}”`} action={`/admin/orders/views/${view.id}/remove`} submit="Remove">
    <p>
      {view.shared ? 'Nobody of the store finds it in their list any more.' : 'It leaves your list.'} The orders stay as
      they are.
    </p>
  </Dialog>
)
