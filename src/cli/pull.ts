import { type Command, Option } from 'commander'
import { askToPull, PULLS, type Pull, pullAgain } from '../flows/poll/pull-again.ts'
import { momentOfDay } from '../flows/reconcile/moment-of-day.ts'
import { storesFor } from './find-order.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

interface Options {
  readonly since: string
  readonly store?: string
  readonly what: Pull
}

const HELP = `
Reads which orders changed in Magento and which documents in the ERP, and has each of them looked at again by the worker.
What is known already comes to nothing; the polls go on where they are.

Example:
  orderbridge pull --since 2026-11-01 --store main --what orders`

/** `orderbridge pull`: hears everything again that changed since a day. */
export function registerPull(program: Command, open: OpenSession): void {
  program
    .command('pull')
    .description('Hear everything again that changed since a day')
    .requiredOption('--since <day>', "in the store's time zone: 2026-11-01")
    .option('--store <code>', 'only of this store')
    .addOption(
      new Option('--what <what>', 'orders of Magento, documents of the ERP, or both').choices(PULLS).default('both'),
    )
    .addHelpText('after', HELP)
    .action(({ since, store: only, what }: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        for (const store of await storesFor(ctx, only)) {
          await askToPull(ctx, { store, since: await momentOfDay(ctx, store, since), what })
          const sum = { read: 0, new: 0 }
          for (let left = 1; left > 0; ) {
            const counts = await pullAgain(ctx, store)
            sum.read += counts.read ?? 0
            sum.new += counts.new ?? 0
            left = counts.left ?? 0
          }
          print(command, [`store ${store}: ${sum.read} read, ${sum.new} to be looked at again by the worker`])
        }
      }),
    )
}
