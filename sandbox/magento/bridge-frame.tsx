import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { SignJWT } from 'jose'
import { Page } from './admin-shell.tsx'
import type { HttpBindings } from './http-app.ts'
import type { Order } from './records.ts'
import type { Shop } from './shop.ts'
import { keepStaffMember, MAY, readStaffMember, type StaffMember, staffMember } from './staff.ts'

/** What pairing leaves in Magento's configuration: where the bridge is, and the key under which it says who looks. */
export interface PairedBridge {
  readonly url: string
  readonly storeCode: string
  readonly sessionKey: string
}

export interface Framing {
  readonly shop: Shop
  readonly bridge: () => PairedBridge | undefined
  /** Base address of this Magento. */
  readonly baseUrl: () => string
}

const TOKEN_SECONDS = 60
/** The companion module's own script: what works here with the bridge's page works there. */
const FRAME_SCRIPT = new URL('../../magento/view/adminhtml/web/js/frame.js', import.meta.url)
/** As much of RequireJS as that script needs; the options are where Magento puts them too. */
const LOADER = `
  window.FORM_KEY = 'simulated'
  window.define = (names, make) => {
    const start = make(text => text)
    for (const element of document.querySelectorAll('[data-mage-init]'))
      start(JSON.parse(element.dataset.mageInit)['Orderbridge_Connector/js/frame'], element)
  }`

/** "Sales > Orderbridge", and what its script asks for. */
export function bridgeRoutes(framing: Framing): Hono<HttpBindings> {
  const app = new Hono<HttpBindings>()
  app.get('/admin/*', async (c, next) => {
    const { host } = new URL(framing.baseUrl())
    const here = new URL(c.req.url)
    if (here.host === host) return await next()
    // As web/url/redirect_to_base does: the bridge lets itself be framed by this address only.
    here.host = host
    return c.redirect(here.href)
  })
  app.get('/admin/orderbridge', c => {
    const bridge = framing.bridge()
    if (!bridge) return c.notFound()
    return framed(
      c,
      <Page title="Orderbridge" here="orderbridge" staff={readStaffMember(c)} hasBridge>
        <BridgeFrame bridge={bridge} path="/admin" />
      </Page>,
    )
  })
  app.get('/admin/orders/:id{\\d+}/orderbridge', c => {
    const bridge = framing.bridge()
    const order = framing.shop.journal.get<Order>('orders', c.req.param('id'))
    if (!bridge || !order) return c.notFound()
    return framed(c, <OrderTab bridge={bridge} order={order} staff={readStaffMember(c)} />)
  })
  app.post('/admin/orderbridge/token', async c => {
    const bridge = framing.bridge()
    // The form key of a real one: no other site makes this browser say who sits here.
    if (!bridge || c.req.header('origin') !== new URL(framing.baseUrl()).origin) return c.json({ error: true }, 403)
    c.header('cache-control', 'no-store')
    return c.json({ token: await signToken(framing, bridge, c) })
  })
  app.post('/admin/account', async c => {
    const form = await c.req.parseBody()
    const from = c.req.header('referer')
    keepStaffMember(c, staffMember(form.may, form.locale))
    return c.redirect(from === undefined ? '/admin/orderbridge' : new URL(from).pathname, 303)
  })
  app.get('/admin/sales/order/view/order_id/:id{\\d+}/', c => c.redirect(`/admin/orders/${c.req.param('id')}`))
  const script = (text: string) => (c: Context) => c.body(text, 200, { 'content-type': 'text/javascript' })
  app.get('/admin/scripts/loader.js', script(LOADER))
  app.get('/admin/scripts/frame.js', script(readFileSync(FRAME_SCRIPT, 'utf8')))
  return app
}

function signToken({ shop, baseUrl }: Framing, bridge: PairedBridge, c: Context): Promise<string> {
  const { may, locale } = readStaffMember(c)
  const { name, roles } = MAY[may]
  const now = Math.floor(shop.clock.now().getTime() / 1000)
  return new SignJWT({ name, store: bridge.storeCode, roles, locale: locale.replace('_', '-') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(`${baseUrl()}/`)
    .setAudience('orderbridge')
    .setSubject(String(Object.keys(MAY).indexOf(may) + 1))
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .setJti(shop.randomHex(32))
    .sign(new TextEncoder().encode(bridge.sessionKey))
}

interface FrameProps {
  readonly bridge: PairedBridge
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
}

/** The markup of the companion module's frame.phtml. The address holds no token: addresses end up in logs. */
const BridgeFrame = ({ bridge, path, query = {} }: FrameProps) => {
  const options = {
    src: `${bridge.url}${path}?${new URLSearchParams({ store: bridge.storeCode, ...query })}`,
    origin: new URL(bridge.url).origin,
    tokenUrl: '/admin/orderbridge/token',
    orderUrl: '/admin/sales/order/view/order_id/0/',
  }
  return (
    <>
      <div class="orderbridge-frame" data-mage-init={JSON.stringify({ 'Orderbridge_Connector/js/frame': options })}>
        <div class="orderbridge-notes" role="status" aria-live="polite" />
        <iframe
          title="Orderbridge"
          loading="lazy"
          referrerpolicy="no-referrer"
          sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox"
        />
      </div>
      <script src="/admin/scripts/loader.js" defer />
      <script src="/admin/scripts/frame.js" defer />
    </>
  )
}

interface OrderTabProps {
  readonly bridge: PairedBridge
  readonly order: Order
  readonly staff: StaffMember
}

/** The order view's tab "Orderbridge": the bridge's own page of this order. */
const OrderTab = ({ bridge, order, staff }: OrderTabProps) => (
  <Page title={`Order ${order.increment_id}`} here="orders" staff={staff} hasBridge>
    <p>
      <a href="/">All orders</a> · <a href={`/admin/orders/${order.entity_id}`}>Information</a>
    </p>
    <BridgeFrame bridge={bridge} path="/admin/orders" query={{ q: order.increment_id }} />
  </Page>
)

const framed = (c: Context, page: Child) => c.html(`<!doctype html>${String(page)}`)
