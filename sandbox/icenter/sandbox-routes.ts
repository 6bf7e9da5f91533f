import { z } from 'zod'
import type { BoundApp } from '../listen.ts'
import { planBody, switchesApp } from '../switches.ts'
import { Rejection } from './answer.ts'
import { finishOrder, workOrder } from './clerk.ts'
import type { Company, DocumentKey, Work } from './company.ts'
import type { ICenterControls } from './controls.ts'
import { printInvoice } from './invoices.ts'

const itemBody = z.strictObject({
  itemCode: z.string().min(1).max(50),
  name: z.string().max(200),
  gross: z.number().min(0).default(10),
})
const stockBody = z.strictObject({ item: z.string(), warehouse: z.string(), quantity: z.number() })
/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of SAOP iCenter. */
export function sandboxApp(
  company: Company,
  token: string,
  controls: ICenterControls,
  transact: <T>(act: (work: Work) => T) => T,
): BoundApp {
  const app = switchesApp({
    token,
    faults: company.faults,
    isRefusal: error => error instanceof Rejection,
  })
  const office = { company, transact }
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
