import type { Command } from 'commander'
import type { ResendOptions } from './invoice-resend.ts'
import type { OpenSession } from './session-type.ts'

/** `orderbridge invoice resend`. */
export function registerInvoice(program: Command, open: OpenSession): void {
  program
    .command('invoice')
    .description('Invoices of an order')
    .command('resend')
    .description('Mail an invoice again, stamped as a copy')
    .argument('<number>', 'order number as in Magento, or id:31')
    .option('--to <address>', "another address than the customer's")
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--document <id>', 'which one, when the order has several')
    .option('--store <code>', 'only in this store: numbers are unique only per store view')
    .addHelpText('after', '\nExample:\n  orderbridge invoice resend 000000012 --reason "asked for by telephone"')
    .action(async (number: string, options: ResendOptions, command: Command) => {
      const { resend } = await import('./invoice-resend.ts')
      await resend(open, number, options, command)
    })
}
