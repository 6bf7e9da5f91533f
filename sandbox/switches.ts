import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { erpPlans } from './erp.ts'
import type { FaultsOf } from './faults.ts'
import type { BoundApp } from './listen.ts'
import { sameText } from './same-text.ts'

interface SwitchesOptions<Kind extends string> {
  readonly token: string
  readonly faults: FaultsOf<Kind>
  /** The ERP's own rules do not allow what was asked for: 400 with its words. */
  readonly isRefusal: (error: Error) => boolean
}

/** What the clerk does with an order. */
export const planBody = z.strictObject({
  plan: z.enum(erpPlans),
  now: z.boolean().default(false).describe('All steps at once, not in the rounds of the clerk'),
})

/** Switches for people and tests, below /sandbox of a simulated ERP; they need the sandbox token. Not part of the ERP. */
export function switchesApp<Kind extends string>(options: SwitchesOptions<Kind>): BoundApp {
  const { token, faults, isRefusal } = options
  const app: BoundApp = new Hono()
  app.use('*', bodyLimit({ maxSize: 64 * 1024 }))
  app.use('*', async (context, next) => {
    const sent = context.req.header('authorization') ?? ''
    return sameText(sent, `Bearer ${token}`) ? next() : context.json({ message: 'The sandbox token is missing' }, 401)
  })
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json({ message: z.prettifyError(error) }, 400)
    if (isRefusal(error) || error instanceof SyntaxError) return context.json({ message: error.message }, 400)
    throw error
  })
  app.get('/faults', context => context.json(faults.list()))
  app.post('/faults', async context => {
    faults.add(faults.read(await context.req.json()))
    return context.json(faults.list(), 201)
  })
  app.delete('/faults', context => {
    faults.clear()
    return context.body(null, 204)
  })
  return app
}
