import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { Rejection } from './answer.ts'
import { finishOrder, workOrder } from './clerk.ts'
import { plans } from './clerk-plans.ts'
import type { Company, DocumentKey, Work } from './company.ts'
import type { ICenterControls } from './controls.ts'
import { faultSchema } from './faults.ts'
import { printInvoice } from './invoices.ts'
import { sameText } from './same-text.ts'

const itemBody = z.strictObject({
  itemCode: z.string().min(1).max(50),
  name: z.string().max(200),
  gross: z.number().min(0).default(10),
})
const stockBody = z.strictObject({ item: z.string(), warehouse: z.string(), quantity: z.number() })
const planBody = z.strictObject({
  plan: z.enum(plans),
  now: z.boolean().default(false).describe('All steps at once, not in the rounds of the clerk'),
})

/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of SAOP iCenter. */
export function sandboxApp(
  company: Company,
  token: string,
  controls: ICenterControls,
  transact: <T>(act: (work: Work) => T) => T,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const office = { company, transact }
  app.use('*', bodyLimit({ maxSize: 64 * 1024 }))
  app.use('*', async (context, next) => {
    const sent = context.req.header('authorization') ?? ''
    return sameText(sent, `Bearer ${token}`) ? next() : context.json({ message: 'The sandbox token is missing' }, 401)
  })
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ message: z.prettifyError(error) }, 400)
    if (error instanceof Rejection || error instanceof SyntaxError) return context.json({ message: error.message }, 400)
    throw error
  })
  app.get('/faults', context => context.json(company.faults.list()))
  app.post('/faults', async context => {
    company.faults.add(faultSchema.parse(await context.req.json()))
    return context.json(company.faults.list(), 201)
  })
  app.delete('/faults', context => {
    company.faults.clear()
    return context.body(null, 204)
  })
  app.post('/items', async context => {
    const { itemCode, name, gross } = itemBody.parse(await context.req.json())
    controls.createItem(itemCode, name, gross)
    return context.json({ itemCode }, 201)
  })
  app.post('/stock', async context => {
    const { item, warehouse, quantity } = stockBody.parse(await context.req.json())
    controls.setStock(item, warehouse, quantity)
    return context.body(null, 204)
  })
  app.post('/orders/:year/:book/:number/plan', async context => {
    const { plan, now } = planBody.parse(await context.req.json())
    const key = keyOf(context.req.param())
    if (now) return context.json({ steps: finishOrder(office, key, plan) })
    workOrder(office, key, plan)
    return context.json({ plan }, 202)
  })
  app.post('/invoices/:year/:book/:number/print', context =>
    context.json({ documentId: transact(work => printInvoice(work, keyOf(context.req.param()))) }),
  )
  return app
}

const keyOf = ({ year, book, number }: Record<'year' | 'book' | 'number', string>): DocumentKey => ({
  year: Number(year),
  book,
  number: Number(number),
})
