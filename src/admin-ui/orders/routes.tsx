import { Hono } from 'hono'
import { cancelInMagento } from '../../flows/order/cancel-in-magento.ts'
import { pushOrderNow } from '../../flows/order/push-order-now.ts'
import { retryOrder } from '../../flows/order/retry-order.ts'
import { requireRole } from '../../flows/require-role.ts'
import { readAttempt } from '../../flows/view/read-attempt.ts'
import { readOrder } from '../../flows/view/read-order.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { exportRoutes } from './export-routes.ts'
import { handRoutes } from './hand-routes.tsx'
import { orderListRoutes } from './list-routes.tsx'
import { messageRoutes } from './message-routes.tsx'
import { ownOrder, reasonForm } from './own-order.ts'
import { OrderView } from './page.tsx'
import { stuckRoutes } from './stuck-routes.tsx'
import { Exchanges } from './timeline.tsx'
import { viewRoutes } from './view-routes.tsx'

export const orderRoutes = new Hono<AdminEnv>()
  .route('/', orderListRoutes)
  .route('/', exportRoutes)
  .route('/views', viewRoutes)
  .route('/stuck', stuckRoutes)
  .route('/messages', messageRoutes)
  .route('/', handRoutes)
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
  .post('/:id{\\d{1,15}}/push', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => (await pushOrderNow(c.get('viewer').ctx, { store, orderId: id })).message)
  })
  .post('/:id{\\d{1,15}}/retry', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => (await retryOrder(c.get('viewer').ctx, { store, orderId: id })).message)
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
