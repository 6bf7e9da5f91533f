import { Hono } from 'hono'
import { z } from 'zod'
import { cancelInMagento } from '../../flows/order/cancel-in-magento.ts'
import { pushOrderNow } from '../../flows/order/push-order-now.ts'
import { retryOrder } from '../../flows/order/retry-order.ts'
import { skipOrder } from '../../flows/order/skip-order.ts'
import { requireRole } from '../../flows/require-role.ts'
import { readAttempt } from '../../flows/view/read-attempt.ts'
import { readOrder } from '../../flows/view/read-order.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { message, say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { exportRoutes } from './export-routes.ts'
import { orderListRoutes } from './list-routes.tsx'
import { messageRoutes } from './message-routes.tsx'
import { OrderView } from './page.tsx'
import { SkipDialog } from './skip-dialog.tsx'
import { stuckRoutes } from './stuck-routes.tsx'
import { Exchanges } from './timeline.tsx'
import { viewRoutes } from './view-routes.tsx'

const reasonForm = z.object({
  reason: z.string().trim().min(1, message('Say why, so that others understand it later.')).max(300),
})

export const orderRoutes = new Hono<AdminEnv>()
  .route('/', orderListRoutes)
  .route('/', exportRoutes)
  .route('/views', viewRoutes)
  .route('/stuck', stuckRoutes)
  .route('/messages', messageRoutes)
  .get('/attempts/:id{\\d{1,15}}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const exchanges = await readAttempt(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
    if (!exchanges) throw new Refusal(404, say('There is no such attempt in your stores.'))
    return c.html(<Exchanges exchanges={exchanges} />)
  })
  .get('/:id{\\d{1,15}}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const order = await readOrder(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
    if (!order) throw new Refusal(404, say('There is no such order in your stores.'))
    return renderPage(
      c,
      { title: say('Order {number}', { number: order.number }), place: 'orders', everySeconds: 3 },
      <OrderView order={order} viewer={viewer} />,
    )
  })
  .get('/:id{\\d{1,15}}/skip', async c => {
    const { id, number } = await ownOrder(c)
    return c.html(<SkipDialog id={id} number={number} />)
  })
  .post('/:id{\\d{1,15}}/push', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => (await pushOrderNow(c.get('viewer').ctx, { store, orderId: id })).message)
  })
  .post('/:id{\\d{1,15}}/retry', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => (await retryOrder(c.get('viewer').ctx, { store, orderId: id })).message)
  })
  .post('/:id{\\d{1,15}}/skip', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, reasonForm)
      return (await skipOrder(c.get('viewer').ctx, { store, orderId: id, reason })).message
    })
  })
  .get('/:id{\\d{1,15}}/cancel', async c => {
    const { id, number } = await ownOrder(c)
    return c.html(<CancelDialog id={id} number={number} />)
  })
  .post('/:id{\\d{1,15}}/cancel', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, reasonForm)
      return (await cancelInMagento(c.get('viewer').ctx, { store, orderId: id, reason })).message
    })
  })

/** The order of the address, when the viewer may act on it. */
async function ownOrder(c: AdminContext) {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const owner = await readOwner(viewer.ctx, { stores: codesOf(viewer), kind: 'order', id: Number(c.req.param('id')) })
  if (!owner) throw new Refusal(404, say('There is no such order in your stores.'))
  return owner
}
