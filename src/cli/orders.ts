import { type Command, InvalidArgumentError, Option } from 'commander'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { type ActedOn, retryStuck, skipStuck } from '../flows/order/act-on-stuck.ts'
import { momentOfDay } from '../flows/reconcile/moment-of-day.ts'
import { ORDER_PHASE_NAMES, type OrderFilter } from '../flows/view/order-filter.ts'
import { previewStuck, type StuckPreview } from '../flows/view/preview-stuck.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { indent, money } from './words.ts'

interface Options {
  readonly store?: string
  readonly problem?: number
  readonly phase?: (typeof ORDER_PHASE_NAMES)[number]
  readonly since?: string
  readonly search?: string
  readonly reason?: string
  readonly yes?: boolean
  readonly json?: boolean
}

const HELP = `
Only orders that need a person are touched: held ones, and those that wait for an open problem. Without --yes nothing is
done: what would be is printed.

Examples:
  orderbridge orders retry --problem 7
  orderbridge orders retry --phase held --store main --since 2026-11-01 --yes
  orderbridge orders skip --search TEST-001 --reason "test orders" --yes`

/** `orderbridge orders`: acts on all orders that match. */
export function registerOrders(program: Command, open: OpenSession): void {
  const orders = program.command('orders').description('Act on all orders that match and need a person')
  for (const action of ['retry', 'skip'] as const) {
    const command = orders
      .command(action)
      .description(action === 'retry' ? 'Take them up again where they stopped' : 'Leave them out on purpose')
      .option('--store <code>', 'only of this store')
      .option('--problem <id>', 'only those that wait for this problem', problemId)
      .addOption(new Option('--phase <phase>', 'only those in this phase').choices(ORDER_PHASE_NAMES))
      .option('--since <day>', "only those placed on this day or later, in the store's time zone: 2026-11-01")
      .option('--search <text>', 'as in the list: a number, an e-mail address, the start of a name, a SKU')
      .option('--yes', 'do it; without it the orders are only counted')
      .option('--json', 'print as JSON')
      .addHelpText('after', HELP)
      .action((options: Options, command: Command) =>
        runInSession(open, ({ ctx }) => run(ctx, action, options, command)),
      )
    if (action === 'skip') command.requiredOption('--reason <text>', 'why; others will read it later')
  }
}

function problemId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give the number that "orderbridge problems" prints.')
  return Number(text)
}

async function run(ctx: FlowContext, action: 'retry' | 'skip', options: Options, command: Command): Promise<void> {
  if (options.search?.trim() === '') throw new UserError('--search is empty. Leave it out to mean all orders.')
  const asked = []
  // A day begins at another moment in each store.
  for (const store of await storesFor(ctx, options.store))
    asked.push({ store, stores: [store], filter: await filterOf(ctx, store, options) })
  if (!options.yes) {
    const previews = []
    for (const { store, ...which } of asked) previews.push({ store, ...(await previewStuck(ctx, which)) })
    if (options.json) return printJson(command, previews)
    const all = previews.reduce((sum, { orders }) => sum + orders, 0)
    const end = all === 0 ? 'No order that matches needs a person.' : 'Nothing was done. Add --yes to do it.'
    return print(command, [...previews.filter(({ orders }) => orders > 0).flatMap(describePreview), end])
  }
  const results = []
  for (const { store, ...which } of asked) {
    const result =
      action === 'retry'
        ? await retryStuck(ctx, which)
        : await skipStuck(ctx, { ...which, reason: options.reason ?? '' })
    results.push({ store, ...result })
  }
  if (options.json) printJson(command, results)
  else
    print(
      command,
      results.map(result => describeResult(action, result)),
    )
}

const filterOf = async (ctx: FlowContext, store: string, options: Options): Promise<OrderFilter> => ({
  ...(options.problem !== undefined && { problemId: options.problem }),
  ...(options.phase && { phases: [options.phase] }),
  ...(options.since !== undefined && { placedFrom: await momentOfDay(ctx, store, options.since) }),
  ...(options.search !== undefined && { search: options.search.trim() }),
})

function describePreview(preview: StuckPreview & { readonly store: string }): string[] {
  const { store, orders, amounts, causes, messages, first } = preview
  const sums = amounts.map(({ total, currency }) => `${money(total)} ${currency}`).join(' + ')
  const more = orders > first.length ? ` and ${orders - first.length} more` : ''
  return [
    `store ${store}: ${counted(orders, 'order')}, ${sums}`,
    ...indent(causes.map(({ title, orders }) => `${orders}  wait for: ${title}`)),
    ...indent(messages.map(({ noun, orders }) => `${orders}  given up: ${noun}`)),
    ...indent([first.join(', ') + more]),
    '',
  ]
}

function describeResult(
  action: 'retry' | 'skip',
  { store, acted, passedOver }: ActedOn & { readonly store: string },
): string {
  const done = `${counted(acted, 'order')} ${action === 'retry' ? 'tried again' : 'skipped'}`
  return `store ${store}: ${done}${passedOver > 0 ? `, ${passedOver} passed over: they had moved on or are being sent` : ''}`
}
