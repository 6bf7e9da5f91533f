import { type Command, InvalidArgumentError } from 'commander'
import { counted } from '../domain/counted.ts'
import { type AuditRow, listAudit } from '../flows/audit/list-audit.ts'
import { type Head, type VerifiedChain, verifyAudit } from '../flows/audit/verify-audit.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'
import { moment } from './words.ts'

interface Choice {
  readonly store?: string
  readonly json?: boolean
}

const STORE = 'only the chain of this store; "*" is the one of what belongs to no single store'

/** `orderbridge audit`: who did what, and whether it still says so. */
export function registerAudit(program: Command, open: OpenSession): void {
  const audit = program.command('audit').description('Who did what: append-only, each entry sealed to the one before')
  audit
    .command('list')
    .description('Show the newest entries')
    .option('--store <code>', STORE)
    .option('--limit <number>', 'how many, at most 1000', count, 50)
    .option('--before <moment>', 'only older ones: 2026-01-31 or 2026-01-31T10:22:31Z', date)
    .option('--json', 'print as JSON')
    .action(({ store, limit, before, json }: Choice & { limit: number; before?: Date }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const rows = await listAudit(ctx, { stores: store === undefined ? undefined : [store], limit, before })
        if (json) return printJson(command, rows)
        print(command, rows.length === 0 ? ['Nothing is written down yet.'] : table(HEAD, rows.map(cells)))
      }),
    )
  audit
    .command('verify')
    .description('Find every entry that was changed, taken out or put in; exit code 1 when there is one')
    .option('--store <code>', STORE)
    .option(
      '--kept <head...>',
      'ends of chains that an earlier run printed and you kept elsewhere (store:number:hash): they must still be there',
      (text: string, known: Head[] | undefined) => [...(known ?? []), readHead(text)],
    )
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExamples:\n  orderbridge audit verify\n  orderbridge audit verify --kept main:42:9f2c…')
    .action(({ store, kept, json }: Choice & { kept?: Head[] }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const chains = await verifyAudit(ctx, { stores: store === undefined ? undefined : [store], kept: kept ?? [] })
        if (chains.some(chain => chain.breaks.length > 0)) process.exitCode = 1
        if (json) return printJson(command, chains)
        print(command, chains.length === 0 ? ['Nothing is written down yet.'] : chains.flatMap(describe))
      }),
    )
}

const HEAD = ['at (UTC)', 'store', 'no.', 'who', 'action', 'what', 'before → after', 'reason']

function cells(row: AuditRow): string[] {
  const change = [row.before, row.after].map(value => (value === null ? '' : JSON.stringify(value)))
  const shown = change.some(text => text !== '') ? change.join(' → ') : ''
  const short = shown.length > 100 ? `${shown.slice(0, 99)}…` : shown
  return [moment(row.at), row.store, String(row.seq), row.actor, row.action, row.subject, short, row.reason ?? '']
}

function describe({ store, entries, anchor, head, breaks }: VerifiedChain): string[] {
  const name = store === '*' ? 'all stores' : `store ${store}`
  const end = head ? `; end ${store}:${head.seq}:${head.hash}` : ''
  const from = anchor ? ` from entry ${anchor.seq + 1} on (those before were dropped with their months)` : ''
  if (breaks.length === 0) return [`${name}: ${counted(entries, 'entry', 'entries')}${from}, unbroken${end}`]
  return [`${name}: BROKEN${end}`, ...breaks.map(found => `  ${found.kind}: ${found.text}`)]
}

function readHead(text: string): Head {
  const [, store, seq, hash] = /^([a-z0-9-]{1,40}|\*):(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (!store || !seq || !hash) throw new InvalidArgumentError('Give it as it was printed: store:number:hash.')
  return { store, seq: Number(seq), hash }
}

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 to 1000.')
  return Number(text)
}

function date(text: string): Date {
  const parsed = new Date(text)
  if (Number.isNaN(parsed.getTime())) throw new InvalidArgumentError('Give a date such as 2026-01-31.')
  return parsed
}
