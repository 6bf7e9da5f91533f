import type { Command } from 'commander'
import { UserError } from '../domain/errors.ts'
import { readOrder } from '../flows/view/read-order.ts'
import { findOrder } from './find-order.ts'
import { orderSentence } from './order-sentence.ts'
import { describeOrderPage } from './order-text.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

export interface ShowOptions {
  readonly store?: string
  readonly json?: boolean
}

/** `orderbridge order show`. */
export const showOrder = (open: OpenSession, number: string, options: ShowOptions, command: Command): Promise<void> =>
  runInSession(open, async ({ ctx }) => {
    const { id, store } = await findOrder(ctx, number, options.store)
    const order = await readOrder(ctx, { stores: [store], id })
    if (!order) throw new UserError(`Order ${number} is gone from store ${store}.`)
    if (options.json) printJson(command, { sentence: orderSentence(order), ...order })
    else print(command, describeOrderPage(order))
  })
