import { z } from 'zod'
import type { BoundApp } from '../listen.ts'
import { planBody, switchesApp } from '../switches.ts'
import { type Books, BooksError } from './books.ts'
import { finishOrder, workOrder } from './clerk.ts'
import type { Controls } from './controls.ts'

const itemBody = z.strictObject({
  code: z.string().min(1).max(64),
  name: z.string().max(100),
  gross: z.number().min(0).default(10),
})
const stockBody = z.strictObject({ code: z.string(), onHand: z.number().min(0) })
/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of the ERP. */
export function sandboxApp(books: Books, token: string, controls: Controls): BoundApp {
  const app = switchesApp({
    token,
    faults: books.faults,
    isRefusal: error => error instanceof BooksError,
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
