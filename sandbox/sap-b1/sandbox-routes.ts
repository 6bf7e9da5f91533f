import { z } from 'zod'
import type { BoundApp } from '../listen.ts'
import { planBody, switchesApp } from '../switches.ts'
import { B1Error } from './b1-error.ts'
import { finishOrder, workOrder } from './clerk.ts'
import type { Company, Work } from './company.ts'
import type { B1Controls } from './controls.ts'

const itemBody = z.strictObject({
  itemCode: z.string().min(1).max(50),
  name: z.string().max(200),
  gross: z.number().min(0).default(10),
})
const rateBody = z.strictObject({ currency: z.string().length(3), rate: z.number().positive() })
/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of SAP Business One. */
export function sandboxApp(
  company: Company,
  token: string,
  controls: B1Controls,
  transact: <T>(act: (work: Work) => T) => T,
): BoundApp {
  const app = switchesApp({
    token,
    faults: company.faults,
    isRefusal: error => error instanceof B1Error,
  })
  const office = { company, transact }
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
