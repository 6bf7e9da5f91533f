import { z } from 'zod'
import { toJsonNumber } from '../../domain/amount.ts'
import type { PaymentInput } from '../connector.ts'
import type { B1Client } from './client.ts'
import { refused, unreadable } from './errors.ts'
import { quote } from './odata.ts'
import { cutText } from './text.ts'

/** Money that was captured in the shop, as an incoming payment by bank transfer (contract §4.5). */

const payment = z.object({ DocEntry: z.int() })

/** Against the invoice when there is one, else on the customer's account. */
export async function createPayment(client: B1Client, input: PaymentInput): Promise<{ erpId: string }> {
  const { payments, paymentAccount, localCurrency, branch, subjects } = client.settings
  const account = (input.method === undefined ? undefined : payments[input.method]?.account) ?? paymentAccount
  if (account === undefined) {
    throw refused(
      'payment-account',
      `No G/L account is set for payments${input.method ? ` by "${input.method}"` : ''}. Set paymentAccount of the connection.`,
    )
  }
  const sum = toJsonNumber(input.amount)
  const applied = input.currency === localCurrency ? { SumApplied: sum } : { AppliedFC: sum }
  const body = {
    DocType: 'rCustomer',
    CardCode: input.subjectId || subjects.collective,
    DocDate: input.date,
    DocCurrency: input.currency,
    TransferAccount: account,
    TransferSum: sum,
    TransferDate: input.date,
    // 27 characters: the bank statement is searched by it.
    ...(input.reference ? { TransferReference: cutText(input.reference, 27) } : {}),
    // Our key alone, because findPayment compares the whole field.
    Remarks: input.key,
    ...(branch === undefined ? {} : { BPLID: branch }),
    ...(input.invoiceId === undefined
      ? {}
      : { PaymentInvoices: [{ DocEntry: Number(input.invoiceId), InvoiceType: 'it_Invoice', ...applied }] }),
  }
  const parsed = payment.safeParse(await client.write('POST', 'IncomingPayments', body))
  if (!parsed.success) throw unreadable('the new incoming payment', true)
  return { erpId: String(parsed.data.DocEntry) }
}

export async function findPayment(client: B1Client, key: string): Promise<{ erpId: string } | undefined> {
  const filter = `Remarks eq ${quote(key)} and Cancelled eq 'tNO'`
  const [found] = await client.list(
    'IncomingPayments',
    { select: ['DocEntry'], filter, orderBy: 'DocEntry', top: 1 },
    payment,
  )
  return found ? { erpId: String(found.DocEntry) } : undefined
}
