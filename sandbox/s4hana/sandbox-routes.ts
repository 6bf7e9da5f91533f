import { z } from 'zod'
import type { BoundApp } from '../listen.ts'
import { planBody, switchesApp } from '../switches.ts'
import { cancelBilling } from './billing.ts'
import { type Books, transact } from './books.ts'
import { finishOrder, isRefusal, workOrder } from './clerk.ts'
import { enterMaterial } from './seed.ts'

const materialBody = z.strictObject({
  code: z.string().min(1).max(40),
  name: z.string().max(40),
  isReduced: z.boolean().default(false),
  isService: z.boolean().default(false),
})

/** Switches for people and tests, below /sandbox; they need the sandbox token. Not part of S/4. */
export function sandboxApp(books: Books, token: string): BoundApp {
  const app = switchesApp({ token, faults: books.faults, isRefusal })
  app.post('/materials', async context => {
    const material = materialBody.parse(await context.req.json())
    transact(books, work => enterMaterial(work, material))
    return context.json({ code: material.code }, 201)
  })
  app.post('/orders/:number/plan', async context => {
    const { plan, now } = planBody.parse(await context.req.json())
    const number = context.req.param('number')
    if (now) return context.json({ steps: finishOrder(books, number, plan) })
    workOrder(books, number, plan)
    return context.json({ plan }, 202)
  })
  app.post('/billing/:number/cancel', context => {
    const { number } = transact(books, work => cancelBilling(work, context.req.param('number')))
    return context.json({ counterDocument: number }, 201)
  })
  return app
}
