import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { closeDay } from '../flows/ledger/close-day.ts'
import { exportCsv } from '../flows/ledger/export-csv.ts'
import { exportPdf } from '../flows/ledger/export-pdf.ts'
import { gapsOf, LEDGER_CLASSES, remarkOf } from '../flows/ledger/ledger-day.ts'
import { type BookDay, dayState, daysOfMonth, readLedger, STATE_WORDS } from '../flows/ledger/read-ledger.ts'
import { CLASS_WORDS } from '../flows/ledger/seal-content.ts'
import { isDay, storeZone } from '../flows/ledger/store-zone.ts'
import { type VerifiedSeals, verifySeals } from '../flows/ledger/verify-seals.ts'
import { dayIn } from '../flows/order/plan-sales-document.ts'
import { wordsOf } from '../ops/words-of.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { indent, moment, money, numberTable } from './words.ts'

interface Options {
  readonly store?: string
  readonly day?: string
  readonly month?: string
  readonly csv?: string
  readonly pdf?: string
  readonly close?: string
  readonly note?: string
  readonly verify?: boolean
  readonly json?: boolean
}

const HELP = `
Without --day and --month: this month. FILE may be "-" for standard output (CSV only).

Exit codes: 0, 3 something does not add up or changed after it was closed, 1 it could not be done or a seal is broken.

Examples:
  orderbridge ledger
  orderbridge ledger --day 2026-03-10 --pdf march-10.pdf
  orderbridge ledger --month 2026-03 --csv march.csv
  orderbridge ledger --close 2026-03-10 --note "order 000000012 is known"
  orderbridge ledger --verify`

/** `orderbridge ledger`: the day ledger, on the screen or as a file; closes days and verifies what was closed. */
export function registerLedger(program: Command, open: OpenSession): void {
  program
    .command('ledger')
    .description('What was placed and where it went, day by day; close days, export, verify')
    .option('--store <code>', 'only this store')
    .option('--day <day>', 'one day, order by order: 2026-03-10')
    .option('--month <month>', 'the days of a month: 2026-03')
    .option('--csv <file>', 'write orders and documents as CSV')
    .option('--pdf <file>', 'write them as PDF')
    .option('--close <day>', 'close a day, with --note')
    .option('--note <text>', 'what others should know about the day that is closed')
    .option('--verify', 'check every seal, and whether a closed day changed')
    .option('--json', 'print as JSON')
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const stores = await storesFor(ctx, options.store)
        if (options.close !== undefined) return await close(ctx, stores, options, command)
        if (options.verify) return await verify(ctx, stores, options, command)
        const days = (await Promise.all(stores.map(store => readDays(ctx, store, options)))).flat()
        if (options.csv !== undefined) return await writeCsv(command, options.csv, days)
        if (options.pdf !== undefined) return await writePdf(ctx, command, options.pdf, days)
        if (days.some(day => day.changes.length > 0 || gapsOf(day).length > 0)) process.exitCode = 3
        if (options.json) return printJson(command, days.map(withoutContent))
        print(command, options.day === undefined ? describeMonth(days) : days.flatMap(describeDay))
      }),
    )
}

async function readDays(ctx: FlowContext, store: string, { day, month }: Options): Promise<BookDay[]> {
  if (day !== undefined) {
    if (!isDay(day)) throw new UserError(`"${day.slice(0, 40)}" is not a day. Write it as 2026-03-10.`)
    return await readLedger(ctx, { store, fromDay: day, toDay: day })
  }
  const wanted = month ?? dayIn(await storeZone(ctx, store), ctx.clock.now().toISOString()).slice(0, 7)
  if (!isDay(`${wanted}-01`)) throw new UserError(`"${wanted.slice(0, 40)}" is not a month. Write it as 2026-03.`)
  return await readLedger(ctx, { store, ...daysOfMonth(wanted) })
}

async function close(ctx: FlowContext, stores: readonly string[], options: Options, command: Command): Promise<void> {
  const [store, ...others] = stores
  if (!store || others.length > 0)
    throw new UserError(`Choose the store whose day is closed with --store: ${stores.join(', ')}.`)
  const { message } = await closeDay(ctx, { store, day: options.close ?? '', note: options.note ?? '' })
  if (options.json) printJson(command, { message })
  else print(command, [message])
}

async function verify(ctx: FlowContext, stores: readonly string[], options: Options, command: Command): Promise<void> {
  const chains = []
  for (const store of stores) for (const chain of await verifySeals(ctx, store)) chains.push({ store, ...chain })
  if (chains.some(chain => chain.changed.length > 0)) process.exitCode = 3
  if (chains.some(chain => chain.breaks.length > 0)) process.exitCode = 1
  if (options.json) return printJson(command, chains)
  print(command, chains.length === 0 ? ['No day is closed yet.'] : chains.flatMap(describeChain))
}

function describeChain({ store, currency, seals, head, breaks, changed }: VerifiedSeals & { store: string }): string[] {
  const state = breaks.length > 0 ? 'BROKEN' : 'unbroken'
  return [
    `store ${store}, ${currency}: ${counted(seals, 'seal')}, ${state}; end ${head ?? 'none'}`,
    ...indent(breaks),
    ...changed.flatMap(({ day, changes }) => [
      `  ${day} changed after it was closed:`,
      ...changes.map(({ what, sealed, now }) => `    ${what}: ${sealed} → ${now}`),
    ]),
  ]
}

async function writeCsv(command: Command, file: string, days: readonly BookDay[]): Promise<void> {
  const csv = exportCsv(days)
  // Past print(), which would take the line ends of RFC 4180 for control characters.
  if (file === '-') command.configureOutput().writeOut?.(csv)
  else await writeTo(command, file, csv, days)
}

async function writePdf(ctx: FlowContext, command: Command, file: string, days: readonly BookDay[]): Promise<void> {
  await writeTo(command, file, await exportPdf(days, ctx.clock.now()), days)
}

async function writeTo(command: Command, file: string, content: string | Uint8Array, days: readonly BookDay[]) {
  await writeFile(file, content).catch((cause: unknown) => {
    throw new UserError(`${file} cannot be written: ${wordsOf(cause)}.`, { cause })
  })
  print(command, [`${file}: ${counted(days.length, 'day')}.`])
}

/** The sealed text repeats the day; its hash says enough. */
const withoutContent = (day: BookDay) => ({ ...day, seals: day.seals.map(({ content: _, ...seal }) => seal) })

const stateOf = (day: BookDay): string =>
  day.seals.length === 0 && gapsOf(day).length > 0 ? 'does not add up' : STATE_WORDS[dayState(day)]

const HEAD = [
  'store',
  'day',
  '',
  'orders',
  'placed',
  'in the ERP',
  'elsewhere',
  'difference',
  'invoiced',
  'in Magento',
  'state',
]

function describeMonth(days: readonly BookDay[]): string[] {
  if (days.length === 0) return ['Nothing was placed or invoiced.']
  const rows = days.map(day => {
    const { sums } = day
    const elsewhere = LEDGER_CLASSES.filter(name => name !== 'in_erp' && sums.classes[name].count > 0)
    return [
      day.store,
      day.day,
      day.currency,
      String(sums.placed.count),
      money(sums.placed.money),
      money(sums.classes.in_erp.money),
      elsewhere.map(name => `${sums.classes[name].count} ${CLASS_WORDS[name]}`).join(', '),
      money(sums.difference),
      money(sums.invoiced.erp.money),
      money(sums.invoiced.magento.money),
      stateOf(day),
    ]
  })
  return numberTable(HEAD, rows, [3, 4, 5, 7, 8, 9])
}

function describeDay(day: BookDay): string[] {
  const orders = day.orders.map(order => [
    order.number,
    CLASS_WORDS[order.class],
    money(order.placed),
    order.erpTotal === undefined ? '' : money(order.erpTotal),
    order.erpNumbers.join(' '),
    remarkOf(order),
  ])
  const documents = day.documents.map(document => [
    document.orderNumber,
    document.kind,
    document.erpNumber ?? '',
    document.erpTotal === undefined ? '' : money(document.erpTotal),
    document.magentoNumber ?? '',
    document.magentoTotal === undefined ? '' : money(document.magentoTotal),
    document.reason,
  ])
  return [
    ...describeMonth([day]),
    '',
    ...(orders.length > 0
      ? [...numberTable(['order', 'class', 'placed', 'in the ERP', 'number', 'reason'], orders, [2, 3]), '']
      : []),
    ...(documents.length > 0
      ? [...numberTable(['order', 'kind', 'ERP', 'amount', 'Magento', 'amount', 'reason'], documents, [3, 5]), '']
      : []),
    ...gapsOf(day).map(gap => `does not add up: ${gap}`),
    ...day.changes.map(({ what, sealed, now }) => `changed after sealing: ${what}: ${sealed} → ${now}`),
    ...day.seals.map(
      seal =>
        `closed by ${seal.closedBy} ${moment(seal.closedAt)} UTC, version ${seal.version}${seal.note ? ` (${seal.note})` : ''}, seal ${seal.hash}`,
    ),
    '',
  ]
}
