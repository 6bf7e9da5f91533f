import type { Command } from 'commander'
import { UserError } from '../domain/errors.ts'
import { resendInvoice } from '../flows/document/resend-invoice.ts'
import { type OrderPage, readOrder } from '../flows/view/read-order.ts'
import { findOrder } from './find-order.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

export interface ResendOptions {
  readonly to?: string
  readonly reason: string
  readonly document?: string
  readonly store?: string
}

/** @throws UserError when there is no such invoice, or several and none was named. */
export const resend = (open: OpenSession, number: string, options: ResendOptions, command: Command): Promise<void> =>
  runInSession(open, async ({ ctx }) => {
    const { id, store, customerEmail } = await findOrder(ctx, number, options.store)
    const order = await readOrder(ctx, { stores: [store], id })
    const documentId = chooseInvoice(order?.documents ?? [], options.document, number)
    const recipient = options.to ?? customerEmail
    const { message } = await resendInvoice(ctx, { store, documentId, recipient, reason: options.reason })
    print(command, [message])
  })

function chooseInvoice(documents: OrderPage['documents'], wanted: string | undefined, number: string): number {
  const invoices = documents.filter(({ kind }) => kind === 'invoice')
  const fitting = wanted === undefined ? invoices : invoices.filter(({ id }) => String(id) === wanted)
  const [first, ...others] = fitting
  if (first && others.length === 0) return first.id
  const lines = invoices.map(({ id, number: name, filename }) => `  ${id}  ${name}  ${filename}`)
  if (invoices.length === 0) throw new UserError(`Order ${number} has no invoice yet.`)
  throw new UserError(
    wanted === undefined
      ? `Order ${number} has ${invoices.length} invoices:\n${lines.join('\n')}\nChoose one with --document.`
      : `Order ${number} has no invoice document ${wanted}. It has:\n${lines.join('\n')}`,
  )
}
