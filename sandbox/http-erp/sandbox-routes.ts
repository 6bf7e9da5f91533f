import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { type Books, BooksError } from './books.ts'
import { finishOrder, workOrder } from './clerk.ts'
import { plans } from './clerk-plans.ts'
import type { Controls } from './controls.ts'
import { faultSchema } from './faults.ts'
import { isSame } from './tokens.ts'

const itemBody = z.strictObject({
  code: z.string().min(1).max(64),
  name: z.string().max(100),
  gross: z.number().min(0).default(10),
})
const stockBody = z.strictObject({ code: z.string(), onHand: z.number().min(0) })
const planBody = z.strictObject({
  plan: z.enum(plans),
  now: z.boolean().default(false).describe('All steps at once, not in the rounds of the clerk'),
})

/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of the ERP. */
export function sandboxApp(books: Books, token: string, controls: Controls): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', bodyLimit({ maxSize: 64 * 1024 }))
  app.use('*', async (context, next) =>
    isSame(context.req.header('authorization') ?? '', `Bearer ${token}`)
      ? next()
      : context.json({ message: 'The sandbox token is missing' }, 401),
  )
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ message: z.prettifyError(error) }, 400)
    if (error instanceof BooksError || error instanceof SyntaxError)
      return context.json({ message: error.message }, 400)
    throw error
  })
  app.get('/faults', context => context.json(books.faults.list()))
  app.post('/faults', async context => {
    books.faults.add(faultSchema.parse(await context.req.json()))
    return context.json(books.faults.list(), 201)
  })
  app.delete('/faults', context => {
    books.faults.clear()
    return context.body(null, 204)
  })
  app.post('/items', async context => {
    const { code, name, gross } = itemBody.parse(await context.req.json())
    controls.createItem(code, name, gross)
    return context.json({ code }, 201)
  })
  app.post('/stock', async context => {
    const { code, onHand } = stockBody.parse(await context.req.json())
    controls.setStock(code, onHand)
    return context.body(null, 204)
  })
  app.post('/orders/:id/plan', async context => {
    const { plan, now } = planBody.parse(await context.req.json())
    const id = Number(context.req.param('id'))
    if (now) return context.json({ steps: finishOrder(books, id, plan) })
    workOrder(books, id, plan)
    return context.json({ plan }, 202)
  })
  return app
}
