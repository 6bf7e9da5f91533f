import { type Command, InvalidArgumentError } from 'commander'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import { type CatalogStatus, listRefused, type RefusedValue, readCatalogStatus } from '../flows/catalog/read-catalog.ts'
import { type CatalogDiff, diffCatalog } from '../flows/catalog/run-catalog.ts'
import { runCatalogNow } from '../flows/catalog/run-now.ts'
import type { ConnectionSetup } from '../flows/config/read-setup.ts'
import type { FlowContext } from '../flows/context.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'
import { moment } from './words.ts'

interface Options {
  readonly store?: string
  readonly connection?: string
  readonly complete?: boolean
  readonly missing?: boolean
  readonly limit?: number
  readonly json?: boolean
}

const HELP = `
Exit codes: 0 all of it is in Magento (diff: nothing differs), 3 some products were refused (diff: something differs),
1 it could not be done.

Examples:
  orderbridge catalog diff --limit 50
  orderbridge catalog run --connection b1 --complete
  orderbridge catalog errors --json`

/** `orderbridge catalog`: the ERP's items, prices and stock in Magento. */
export function registerCatalog(program: Command, open: OpenSession): void {
  const catalog = program
    .command('catalog')
    .description("The ERP's items, prices and stock in Magento")
    .addHelpText('after', HELP)
  const command = (name: string, about: string, act: Act) =>
    catalog
      .command(name)
      .description(about)
      .option('--store <code>', 'only this store')
      .option('--connection <code>', 'only this connection')
      .option('--json', 'print as JSON')
      .action((options: Options, self: Command) =>
        runInSession(open, async ({ ctx }) => act(ctx, await connectionsFor(ctx, options), options, self)),
      )
  command('run', 'Bring what has changed now, or go on with a run that stopped half-way', run).option(
    '--complete',
    'read and compare everything, and try again what was refused',
  )
  command('diff', 'What a complete run would write; nothing is written', diff).option(
    '--limit <n>',
    'print so many differences',
    positive,
    20,
  )
  command('status', 'How far the runs are, and how many values are in Magento', status)
  command('errors', 'Products that were refused, with the reason', errors)
    .option('--missing', 'also what the shop has no product for')
    .option('--limit <n>', 'print so many', positive, 100)
}

type Act = (
  ctx: FlowContext,
  connections: readonly ConnectionSetup[],
  options: Options,
  command: Command,
) => Promise<void>

function positive(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a number from 1 on.')
  return Number(text)
}

/** Those that bring something. @throws UserError when there is none. */
async function connectionsFor(ctx: FlowContext, options: Options): Promise<readonly ConnectionSetup[]> {
  const stores = await storesFor(ctx, options.store)
  const all = (await Promise.all(stores.map(store => ctx.remotes.connectionsOf(store)))).flat()
  const named = options.connection === undefined ? all : [await ctx.remotes.connection(options.connection)]
  const active = named.filter(({ policies }) => policies.catalog.sync.length > 0)
  if (active.length > 0) return active
  throw new UserError(
    'No connection brings items, prices or stock to Magento. Name them in policies.catalog.sync and apply the configuration.',
  )
}

async function run(ctx: FlowContext, connections: readonly ConnectionSetup[], options: Options, command: Command) {
  const results: CatalogStatus[] = []
  for (const setup of connections) {
    const progress = (now: CatalogStatus | undefined) => {
      if (!options.json && now) print(command, [`${setup.code}: ${now.phase}: ${countsText(now.counts)}`])
    }
    const { store, code: connection } = setup
    const done = await runCatalogNow(ctx, { store, connection, complete: options.complete ?? false }, progress)
    if (done) results.push(done)
  }
  if (results.some(({ refused }) => refused > 0)) process.exitCode = 3
  if (options.json) return printJson(command, results)
  print(command, results.flatMap(describe))
}

async function diff(ctx: FlowContext, connections: readonly ConnectionSetup[], options: Options, command: Command) {
  const results: ({ readonly connection: string } & CatalogDiff)[] = []
  for (const setup of connections)
    results.push({ connection: setup.code, ...(await diffCatalog(ctx, setup, options.limit ?? 20)) })
  if (results.some(({ total }) => total > 0)) process.exitCode = 3
  if (options.json) return printJson(command, results)
  print(command, results.flatMap(describeDiff))
}

async function status(ctx: FlowContext, connections: readonly ConnectionSetup[], options: Options, command: Command) {
  const rows: CatalogStatus[] = []
  for (const { store, code } of connections)
    rows.push(...(await readCatalogStatus(ctx, { stores: [store], connection: code })))
  if (options.json) return printJson(command, rows)
  print(command, rows.length === 0 ? ['No run of the catalogue has begun yet.'] : rows.flatMap(describe))
}

async function errors(ctx: FlowContext, connections: readonly ConnectionSetup[], options: Options, command: Command) {
  const { limit = 100, missing = false } = options
  const found: RefusedValue[] = []
  for (const { store, code } of connections)
    found.push(...(await listRefused(ctx, { stores: [store], connection: code, limit, missing })))
  if (options.json) return printJson(command, found)
  if (found.length === 0) return print(command, ['Nothing was refused.'])
  const rows = found.map(row => [row.connection, row.sku, place(row), row.wanted.slice(0, 30), row.message])
  print(command, table(['connection', 'sku', 'what', 'value', 'why'], rows))
}

const place = ({ kind, scope }: { readonly kind: string; readonly scope: string }): string =>
  scope === '' ? kind : `${kind} (${scope})`

const countsText = (counts: Readonly<Record<string, number>> | null): string =>
  Object.entries(counts ?? {})
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'nothing yet'

function describe(row: CatalogStatus): string[] {
  const { connection, startedAt, finishedAt, complete, phase, values, missing, refused, queued } = row
  const what = complete ? 'complete run' : 'run'
  const since = startedAt ? moment(startedAt) : ''
  const state = finishedAt
    ? `${what} of ${since} UTC, done ${moment(finishedAt)} UTC`
    : `${what} since ${since} UTC, at ${phase}${row.working ? '' : ', stopped for now'}`
  return [
    `${connection}: ${state}`,
    `  ${countsText(row.counts)}`,
    `  ${counted(values, 'value')} known: ${missing} without a product in the shop, ${refused} refused, ${queued} in Magento's queue`,
    ...(row.error ? [`  It stopped: ${row.error}`] : []),
  ]
}

function describeDiff({ connection, total, differences, counts }: { readonly connection: string } & CatalogDiff) {
  const rows = differences.map(one => [one.sku, place(one), one.from ?? '(nothing of ours yet)', one.to])
  return [
    `${connection}: ${counted(total, 'value differs', 'values differ')} (${countsText(counts)})`,
    ...(rows.length === 0 ? [] : table(['sku', 'what', 'Magento took', 'the ERP says'], rows)),
    ...(total > rows.length ? [`… and ${total - rows.length} more`] : []),
  ]
}
