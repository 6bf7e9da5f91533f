import { Hono } from 'hono'
import { ZodError, z } from 'zod'
import { same } from './auth.ts'
import { type Faults, faultSchema } from './faults.ts'
import type { HttpBindings } from './http-app.ts'
import type { Shop } from './shop.ts'
import { isOrderKind, ORDER_KINDS, placeOrder } from './shopper.ts'

const orderSchema = z.strictObject({
  kind: z.string().refine(isOrderKind, `use one of ${Object.keys(ORDER_KINDS).join(', ')}`),
  at: z.iso.datetime().optional(),
})

/** What a real Magento does not have: placing recorded orders and switching troubles on. Needs the sandbox token. */
export function sandboxRoutes(shop: Shop, faults: Faults, token: string): Hono<HttpBindings> {
  const app = new Hono<HttpBindings>().basePath('/sandbox')
  app.use(async (c, next) => {
    if (!same(c.req.header('authorization') ?? '', `Bearer ${token}`))
      return c.json({ message: 'The sandbox token is missing or wrong.' }, 401)
    return await next()
  })
  app.onError((error, c) => {
    if (error instanceof ZodError) return c.json({ message: z.prettifyError(error) }, 400)
    if (error instanceof SyntaxError) return c.json({ message: error.message }, 400)
    throw error
  })
  app.get('/kinds', c => c.json(ORDER_KINDS))
  app.post('/orders', async c => {
    const { kind, at } = orderSchema.parse(await c.req.json())
    return c.json(placeOrder(shop, kind, at === undefined ? undefined : new Date(at)), 201)
  })
  app.get('/faults', c => c.json(faults.list()))
  app.post('/faults', async c => {
    faults.add(faultSchema.parse(await c.req.json()))
    return c.json(faults.list(), 201)
  })
  app.delete('/faults', c => {
    faults.clear()
    return c.body(null, 204)
  })
  return app
}
