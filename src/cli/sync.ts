import type { Command } from 'commander'
import { UserError } from '../domain/errors.ts'
import { runTaskNow } from '../flows/schedule/run-task-now.ts'
import { tasksOf } from '../flows/schedule/tasks.ts'
import { storesFor } from './find-order.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'

/** `orderbridge sync TASK`: one run of a task now; without a task, which there are. */
export function registerSync(program: Command, open: OpenSession): void {
  program
    .command('sync')
    .description('Run a scheduled task once, now; without a task: list them')
    .argument('[task]', 'name of the task, such as magento-orders or erp-changes:b1')
    .option('--store <code>', 'the store it is run for, when several are configured')
    .addHelpText('after', '\nExamples:\n  orderbridge sync\n  orderbridge sync magento-orders --store main')
    .action((task: string | undefined, { store }: { readonly store?: string }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const stores = await storesFor(ctx, store)
        const all = (await Promise.all(stores.map(code => tasksOf(ctx, code)))).flat()
        const row = (each: (typeof all)[number]) => [each.store, each.name, `${each.everySeconds} s`, each.label]
        if (task === undefined) return print(command, table(['store', 'task', 'every', 'what it does'], all.map(row)))
        const found = all.filter(({ name }) => name === task)
        const [first, ...others] = found
        const names = [...new Set(all.map(({ name }) => name))].join(', ')
        if (!first) throw new UserError(`There is no task "${task}". There are: ${names}.`)
        if (others.length > 0)
          throw new UserError(
            `Several stores have the task ${task}: ${found.map(each => each.store).join(', ')}. Choose one with --store.`,
          )
        const { message } = await runTaskNow(ctx, { store: first.store, task })
        print(command, [message])
      }),
    )
}
