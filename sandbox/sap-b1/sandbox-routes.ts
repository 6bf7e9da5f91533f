import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { B1Error } from './b1-error.ts'
import { finishOrder, workOrder } from './clerk.ts'
import { plans } from './clerk-plans.ts'
import type { Company, Work } from './company.ts'
import type { B1Controls } from './controls.ts'
import { faultSchema } from './faults.ts'
import { sameText } from './session.ts'

const itemBody = z.strictObject({
  itemCode: z.string().min(1).max(50),
  name: z.string().max(200),
  gross: z.number().min(0).default(10),
})
const rateBody = z.strictObject({ currency: z.string().length(3), rate: z.number().positive() })
const planBody = z.strictObject({
  plan: z.enum(plans),
  now: z.boolean().default(false).describe('All steps at once, not in the rounds of the clerk'),
})

/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of SAP Business One. */
export function sandboxApp(
  company: Company,
  token: string,
  controls: B1Controls,
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
    if (error instanceof B1Error || error instanceof SyntaxError) return context.json({ message: error.message }, 400)
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
  app.post('/exchange-rates', async context => {
    const { currency, rate } = rateBody.parse(await context.req.json())
    controls.setExchangeRate(currency, rate)
    return context.body(null, 204)
  })
  app.post('/orders/:entry/plan', async context => {
    const { plan, now } = planBody.parse(await context.req.json())
    const entry = Number(context.req.param('entry'))
    if (now) return context.json({ steps: finishOrder(office, entry, plan) })
    workOrder(office, entry, plan)
    return context.json({ plan }, 202)
  })
  app.post('/drafts/:entry/approve', context =>
    context.json({ DocEntry: controls.approveDraft(Number(context.req.param('entry'))).DocEntry }),
  )
  app.post('/drafts/:entry/reject', context => {
    controls.rejectDraft(Number(context.req.param('entry')))
    return context.body(null, 204)
  })
  return app
}
