import type { FC } from 'hono/jsx'
import {
  listCatalogValues,
  listMissingProducts,
  type ValuesPage,
  type ValuesWanted,
  valuePlace,
} from '../../flows/view/list-catalog-values.ts'
import { type Catalogue, listCatalogues } from '../../flows/view/list-catalogues.ts'
import { Say, say } from '../language/say.tsx'
import { renderPage } from '../shell/page.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { type AdminContext, codesOf, queryText, Refusal } from '../viewer.ts'
import { MissingProducts, Values } from './values.tsx'

const SHOWS = ['refused', 'missing', 'all'] as const
type Show = (typeof SHOWS)[number]

/** Values of one catalogue, fifty at a time: what was refused, what the shop does not have, or all of a SKU. */
export async function valuesPage(c: AdminContext): Promise<Response> {
  const { ctx, ...viewer } = c.get('viewer')
  const stores = codesOf({ ctx, ...viewer })
  const catalogues = await listCatalogues(ctx, stores)
  const connection = queryText(c, 'connection') || catalogues[0]?.connection || ''
  const catalogue = catalogues.find(one => one.connection === connection)
  if (!catalogue) throw new Refusal(404, say('There is no such catalogue in your stores.'))
  const show = SHOWS.find(one => one === c.req.query('show')) ?? 'all'
  const [search, code] = [queryText(c, 'q'), queryText(c, 'code')]
  const wanted = { stores, connection, search, after: placeOf(c) }
  const content = await readContent(ctx, show, code, wanted)
  const isEmpty = content.page.rows.length === 0
  return renderPage(
    c,
    { title: say('Catalogue'), place: 'catalogue' },
    <>
      <nav class="crumbs" aria-label={say('Where this is')}>
        <a href="/admin/catalogue">{say('Catalogue')}</a>
      </nav>
      <div class="head">
        <div>
          <h1>{titleOf(show, catalogue)}</h1>
          {show === 'missing' && catalogue.leavesNew ? (
            <p class="under">
              {say(
                'The policy leaves new products to people (catalog.newProducts). Create the product in Magento with this SKU; price and stock then come by themselves.',
              )}
            </p>
          ) : null}
        </div>
      </div>
      <SkuSearch catalogues={catalogues} connection={connection} show={show} search={search} />
      {isEmpty ? <Nothing search={search} /> : content.table}
      <More c={c} next={content.page.next} isFirst={wanted.after === undefined} />
    </>,
  )
}

async function readContent(
  ctx: Parameters<typeof listCatalogValues>[0],
  show: Show,
  code: string,
  wanted: ValuesWanted,
): Promise<{ readonly page: ValuesPage<unknown>; readonly table: unknown }> {
  if (show === 'missing') {
    const page = await listMissingProducts(ctx, wanted)
    return { page, table: <MissingProducts products={page.rows} /> }
  }
  const refused = show === 'all' ? {} : { refused: code === '' ? ('all' as const) : { code } }
  const page = await listCatalogValues(ctx, { ...wanted, ...refused })
  return { page, table: <Values values={page.rows} /> }
}

function placeOf(c: AdminContext) {
  try {
    return valuePlace.safeParse(JSON.parse((c.req.query('after') ?? 'null').replaceAll('\0', ''))).data
  } catch {
    return undefined
  }
}

const TITLES: Readonly<Record<Show, (name: string) => string>> = {
  refused: name => say('Refused products of {name}', { name }),
  missing: name => say('What the shop does not have of {name}', { name }),
  all: name => say('Products of {name}', { name }),
}
const titleOf = (show: Show, { name }: Catalogue): string => TITLES[show](name)

interface SearchProps {
  readonly catalogues: readonly Catalogue[]
  readonly connection: string
  readonly show: Show
  readonly search: string
}

export const SkuSearch: FC<SearchProps> = ({ catalogues, connection, show, search }) => (
  <search aria-label={say('Catalogue')}>
    <form class="filters" action="/admin/catalogue/values" method="get">
      {catalogues.length > 1 ? (
        <div class="field">
          <label for="connection">{say('Connection')}</label>
          <select id="connection" name="connection">
            {catalogues.map(one => (
              <option value={one.connection} selected={one.connection === connection}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <input type="hidden" name="connection" value={connection} />
      )}
      <div class="field">
        <label for="show">{say('Show')}</label>
        <select id="show" name="show">
          <option value="all" selected={show === 'all'}>
            {say('everything')}
          </option>
          <option value="refused" selected={show === 'refused'}>
            {say('what was refused')}
          </option>
          <option value="missing" selected={show === 'missing'}>
            {say('what the shop does not have')}
          </option>
        </select>
      </div>
      <SearchField value={search} maxlength={64} label={say('SKU, or a part of it')} />
    </form>
  </search>
)

const Nothing: FC<{ readonly search: string }> = ({ search }) => (
  <div class="empty">
    <h2>{say('Nothing here')}</h2>
    <p>
      {search ? (
        <Say text="No SKU with {search} is among them." search={`“${search}”`} />
      ) : (
        say('Nothing of this kind is known. A run of the catalogue brings it to light.')
      )}
    </p>
  </div>
)

const More: FC<{ readonly c: AdminContext; readonly next: unknown; readonly isFirst: boolean }> = ({
  c,
  next,
  isFirst,
}) => {
  if (!next && isFirst) return null
  const [first, more] = [new URL(c.req.url), new URL(c.req.url)]
  first.searchParams.delete('after')
  more.searchParams.set('after', JSON.stringify(next))
  return (
    <nav class="pager" aria-label={say('Pages of products')}>
      {isFirst ? null : (
        <a class="button" href={first.pathname + first.search}>
          {say('← From the beginning')}
        </a>
      )}
      {next ? (
        <a class="button" href={more.pathname + more.search} rel="next">
          {say('More →')}
        </a>
      ) : null}
    </nav>
  )
}
