import { Hono } from 'hono'
import { requireRole } from '../../flows/require-role.ts'
import { retryTransfer } from '../../flows/transfer/retry-transfer.ts'
import { countOpenTransfers, listTransfers } from '../../flows/view/list-transfers.ts'
import { readTransfer, type TransferPage } from '../../flows/view/read-transfer.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { type AdminContext, type AdminEnv, codesOf, queryText, Refusal } from '../viewer.ts'
import { Doors, Filters, Transfers } from './list.tsx'
import { Transfer } from './page.tsx'
import { isTransferState } from './state.tsx'

/** Orders that come from another system than the shop: where they are, and what keeps them. */
export const transferRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const stores = codesOf(viewer)
    const [state, search] = [queryText(c, 'state'), queryText(c, 'q')]
    const wanted = { stores, search, paging: pagingOf(c), ...(isTransferState(state) && { state }) }
    const [page, counts] = await Promise.all([
      listTransfers(viewer.ctx, wanted),
      countOpenTransfers(viewer.ctx, stores),
    ])
    const isFiltered = state !== '' || search !== ''
    return renderPage(
      c,
      { title: say('Transfers'), place: 'transfers', everySeconds: 10 },
      <>
        <div class="head">
          <div>
            <h1>{say('Transfers')}</h1>
            <p class="under">{say('Orders of other systems than the shop, on their way into the ERP.')}</p>
          </div>
        </div>
        {page.rows.length > 0 || isFiltered ? (
          <>
            <Doors counts={counts} />
            <Filters state={state} search={search} />
          </>
        ) : null}
        {page.rows.length > 0 ? (
          <Transfers transfers={page.rows} viewer={viewer} />
        ) : (
          <Nothing isFiltered={isFiltered} />
        )}
        <Pager c={c} page={page} label={say('Pages of transfers')} />
      </>,
    )
  })
  .get('/:id{\\d{1,15}}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const transfer = await ownTransfer(c)
    const title = say('Order {number}', { number: transfer.number })
    return renderPage(
      c,
      { title, place: 'transfers', everySeconds: 5 },
      <Transfer transfer={transfer} viewer={viewer} />,
    )
  })
  .post('/:id{\\d{1,15}}/retry', async c => {
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'operate')
    const { store, id } = await ownTransfer(c)
    return answerAction(c, async () => {
      const { number } = await retryTransfer(ctx, { store, transferId: id })
      return say('Order {number} is looked at again within seconds.', { number })
    })
  })

/** The transfer of the address, when it is of one of the viewer's stores. */
async function ownTransfer(c: AdminContext): Promise<TransferPage> {
  const viewer = c.get('viewer')
  const transfer = await readTransfer(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
  if (!transfer) throw new Refusal(404, say('There is no such order of another system in your stores.'))
  return transfer
}

const Nothing = ({ isFiltered }: { readonly isFiltered: boolean }) => (
  <div class="empty">
    <h2>{isFiltered ? say('Nothing fits here') : say('No order of another system yet')}</h2>
    <p>
      {isFiltered
        ? say('No order of another system has this state and number.')
        : say(
            'A connection whose settings name a source (source.waiting) fetches the orders that wait there, writes each into the ERP once, and acknowledges it where it waited. They stand here with their story.',
          )}
    </p>
  </div>
)
