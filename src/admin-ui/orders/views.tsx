import type { FC } from 'hono/jsx'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import type { SavedView } from '../../flows/view/list-saved-views.ts'
import { say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import type { ColumnName } from './column-names.ts'
import { type OrderQuery, writeQuery } from './filter.ts'

/** A view of everybody is changed by who may configure its store, or all stores for "*". */
export function mayConfigure(viewer: Viewer, store: string): boolean {
  const { actor } = viewer.ctx
  const reaches = actor.kind !== 'admin_user' || (actor.stores?.includes(store) ?? true)
  return reaches && may(viewer, 'configure')
}

/** A view belongs to the one store that it shows, or to all of them. */
export const storeOf = ({ stores }: Viewer, query: OrderQuery): string =>
  query.chosen.store || (stores.length === 1 ? (stores[0]?.code ?? EVERY_STORE) : EVERY_STORE)

/** What is kept of an address: the store is that of the view. */
export const viewQuery = ({ chosen }: OrderQuery, columns: readonly ColumnName[]): string =>
  writeQuery({ ...chosen, store: '' }, columns)

/** For who sees several stores, a view of one of them says which. */
const addressOf = ({ store, query }: SavedView, { stores }: Viewer): string =>
  `/admin/orders?${query}${store !== EVERY_STORE && stores.length > 1 ? `&store=${encodeURIComponent(store)}` : ''}`

function isShown(view: SavedView, query: OrderQuery, viewer: Viewer): boolean {
  if (!query.columns || view.query !== viewQuery(query, query.columns)) return false
  return view.store === EVERY_STORE ? query.chosen.store === '' : view.store === storeOf(viewer, query)
}

interface ViewsProps {
  readonly views: readonly SavedView[]
  readonly query: OrderQuery
  /** That the page shows now, whether the address names them or not. */
  readonly columns: readonly ColumnName[]
  readonly viewer: Viewer
}

/** Saved views as doors; the one that the page shows is marked, and may be removed here. */
export const Views: FC<ViewsProps> = ({ views, query, columns, viewer }) => {
  const now = writeQuery(query.chosen, columns)
  const current = views.find(view => isShown(view, query, viewer))
  const plain = writeQuery(query.chosen, query.columns) === ''
  const removable = current && (!current.shared || mayConfigure(viewer, current.store))
  return (
    <div class="views">
      {views.length > 0 ? (
        <nav aria-label={say('Views')}>
          <ul>
            <li>
              <a href="/admin/orders" {...(plain && { 'aria-current': 'page' })}>
                {say('All orders')}
              </a>
            </li>
            {views.map(view => (
              <li>
                <a href={addressOf(view, viewer)} {...(view === current && { 'aria-current': 'page' })}>
                  {view.name}
                  {view.shared ? <span class="under-inline"> {say('for everybody')}</span> : null}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <div class="actions">
        <Opens address={`/admin/orders/views/columns?${now}`} label={say('Columns…')} />
        <Opens address={`/admin/orders/views/new?${now}`} label={say('Save view…')} />
        {removable ? <Opens address={`/admin/orders/views/${current.id}/remove`} label={say('Remove view…')} /> : null}
        <a class="button small" href={`/admin/orders/export.csv?${now}`} hx-boost="false" data-download>
          {say('Export CSV')}
        </a>
      </div>
    </div>
  )
}

const Opens: FC<{ readonly address: string; readonly label: string }> = ({ address, label }) => (
  <button type="button" class="small" hx-get={address} hx-target="#dialog" hx-swap="innerHTML">
    {label}
  </button>
)

/** The filter as a sentence, each part of which can be taken out of it. */
export const FilterSentence: FC<{ readonly query: OrderQuery }> = ({ query }) =>
  query.parts.length === 0 ? null : (
    <p class="filter-sentence">
      {query.parts.map(({ text, at, without }) => (
        <span class="part">
          <span>
            {text}
            {at ? (
              <>
                {' '}
                <Moment at={at} as="moment" />
              </>
            ) : null}
          </span>
          <a href={without}>
            <span class="unseen">{say('Take out: {part}', { part: text })}</span>
            <span aria-hidden="true">✕</span>
          </a>
        </span>
      ))}
      <a href="/admin/orders">{say('Show all')}</a>
    </p>
  )
