import { type Command, InvalidArgumentError } from 'commander'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { readAgain } from '../flows/inbox/read-again.ts'
import { type Doors, listDoors } from '../flows/view/list-doors.ts'
import { findInboxRow, type InboxRow, listInbox } from '../flows/view/list-inbox.ts'
import { type InboxBody, readInboxBody } from '../flows/view/read-inbox-body.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'
import { indent, moment } from './words.ts'

interface ListOptions {
  readonly store?: string
  readonly waiting?: boolean
  readonly source?: string
  readonly connection?: string
  readonly search?: string
  readonly json?: boolean
}

const HELP = `
Examples:
  orderbridge inbox doors
  orderbridge inbox list --waiting
  orderbridge inbox list --search 000000012
  orderbridge inbox list --source erp_webhook --connection b1
  orderbridge inbox read-again 31 --reason "the settings were changed"`

/** `orderbridge inbox`: what Magento and the ERPs told us, what came of it, and reading it again. */
export function registerInbox(program: Command, open: OpenSession): void {
  const inbox = program
    .command('inbox')
    .description('What Magento and the ERPs told us, what came of it, and reading it again')
    .addHelpText('after', HELP)
  inbox
    .command('doors')
    .description('By which ways something comes in, when last, and how often in the last 24 hours')
    .option('--store <code>', 'only of this store')
    .option('--json', 'print as JSON')
    .action(({ store, json }: ListOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const doors = await listDoors(ctx, await storesFor(ctx, store))
        if (json) printJson(command, doors)
        else print(command, doorLines(doors))
      }),
    )
  inbox
    .command('list')
    .description('The newest 50, with what came of them')
    .option('--store <code>', 'only of this store')
    .option('--waiting', 'only what was not read yet, or was put back')
    .option('--source <source>', 'only what came by this way, as "inbox doors" names it')
    .option('--connection <code>', 'only from this ERP')
    .option('--search <number>', 'an order number, or a key in Magento or the ERP')
    .option('--json', 'print as JSON')
    .action(({ store, json, ...filter }: ListOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { rows } = await listInbox(ctx, { stores: await storesFor(ctx, store), filter, paging: {} })
        if (json) printJson(command, rows)
        else print(command, rows.length > 0 ? rowLines(rows) : ['Nothing fits.'])
      }),
    )
  inbox
    .command('show')
    .description('One of them, with its body as long as it was not read; personal data is masked')
    .argument('<id>', 'number of the inbox message', messageId)
    .option('--json', 'print as JSON')
    .action((id: number, { json }: ListOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const row = await find(ctx, id)
        const body = (await readInboxBody(ctx, { stores: [row.store], id })) ?? { kind: 'none' }
        if (json) printJson(command, { ...row, body })
        else print(command, describe(row, body))
      }),
    )
  inbox
    .command('read-again')
    .description('Read it now: what waits before its time, what is through once more')
    .argument('<id>', 'number of the inbox message', messageId)
    .requiredOption('--reason <text>', 'why; others will read it later')
    .action((id: number, { reason }: { readonly reason: string }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { store } = await find(ctx, id)
        print(command, [(await readAgain(ctx, { store, messageId: id, reason })).message])
      }),
    )
}

function messageId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give the number that "orderbridge inbox list" prints.')
  return Number(text)
}

async function find(ctx: FlowContext, id: number): Promise<InboxRow> {
  const row = await findInboxRow(ctx, { stores: await storesFor(ctx, undefined), id })
  if (row) return row
  throw new UserError(`There is no inbox message ${id}: it may be forgotten by now. See "orderbridge inbox list".`)
}

function doorLines({ doors, since, isCut }: Doors): string[] {
  const lines = doors.map(({ store, source, connection = '', last, today, waiting, missed }) => [
    ...[store, source, connection, last ? moment(last) : `none since ${moment(since)}`],
    ...[`${today}${isCut ? ' or more' : ''}`, String(waiting)],
    missed > 0 ? `silent: the poll found ${missed}` : '',
  ])
  return table(['store', 'source', 'connection', 'last (UTC)', '24 hours', 'waiting', 'note'], lines)
}

const rowLines = (rows: readonly InboxRow[]): string[] =>
  table(
    ['id', 'received (UTC)', 'source', 'about', 'order', 'tries', 'what came of it'],
    rows.map(row => [
      ...[String(row.id), moment(row.receivedAt), row.source, `${row.entity} ${row.entityKey}`.trim()],
      ...[row.orders.map(({ number }) => number).join(', '), String(row.attempts), standing(row)],
    ]),
  )

function standing({ dueAt, isBeingRead, outcome = '' }: InboxRow): string {
  if (dueAt === undefined) return outcome
  if (isBeingRead) return 'being read'
  return `waits, is read at ${moment(dueAt)}${outcome ? `: ${outcome}` : ''}`
}

function describe(row: InboxRow, body: InboxBody): string[] {
  return [
    `Inbox message ${row.id}: ${row.entity} ${row.entityKey} (${row.eventType}), store ${row.store}`,
    `Received ${moment(row.receivedAt)} UTC by ${row.source}${row.connection ? ` from ${row.connection}` : ''}`,
    `Key of the sender: ${row.key}`,
    `Read ${row.attempts} times: ${standing(row)}`,
    ...row.orders.map(({ id, number }) => `Order ${number} (id:${id})`),
    ...bodyLines(body),
  ]
}

function bodyLines(body: InboxBody): string[] {
  switch (body.kind) {
    case 'shown':
      return ['', ...indent(body.text.split('\n')), ...(body.isCut ? [`  … of ${body.size} bytes`] : [])]
    case 'too large':
      return [`Its body of ${body.size} bytes is too large to be shown.`]
    case 'dropped':
      return ['Its body was dropped when it was read. What it told of is an inbox message of its own each.']
    case 'none':
      return []
  }
}
