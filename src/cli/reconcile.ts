import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { shiftDay } from '../flows/ledger/store-zone.ts'
import { type DriftRow, listOpenDrifts, needsPerson } from '../flows/reconcile/list-drifts.ts'
import { momentOfDay } from '../flows/reconcile/moment-of-day.ts'
import { type ReconcileResult, reconcile } from '../flows/reconcile/reconcile.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { moment } from './words.ts'

interface Options {
  readonly store?: string
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

const DAYS = 14

const HELP = `
Without --from: the last ${DAYS} days and everything that is unfinished, as the clock does it every hour. Days are those of
the store's time zone; --to is included.

Exit codes: 0 both sides agree or the rest passes by itself, 3 a difference needs a person, 1 it could not be done.

Examples:
  orderbridge reconcile
  orderbridge reconcile --store main --from 2026-01-01 --to 2026-01-31 --json`

/** `orderbridge reconcile`: compares both sides now and lists what differs. */
export function registerReconcile(program: Command, open: OpenSession): void {
  program
    .command('reconcile')
    .description('Compare Magento and the ERP, catch up on what was missed, list what differs')
    .option('--store <code>', 'only this store')
    .option('--from <day>', 'orders placed on this day or later: 2026-01-01')
    .option('--to <day>', 'orders placed on this day or earlier; needs --from')
    .option('--json', 'print as JSON')
    .addHelpText('after', HELP)
    .action((options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const stores = await storesFor(ctx, options.store)
        const results = []
        for (const store of stores) results.push({ store, ...(await compareStore(ctx, store, options)) })
        const drifts = await listOpenDrifts(ctx, stores)
        if (drifts.some(needsPerson)) process.exitCode = 3
        if (options.json) return printJson(command, { stores: results, drifts })
        print(command, [...results.map(describeResult), ...drifts.flatMap(describeDrift)])
      }),
    )
}

async function compareStore(
  ctx: FlowContext,
  store: string,
  options: Options,
): Promise<Omit<ReconcileResult, 'unheardDays'>> {
  if (options.to !== undefined && options.from === undefined) throw new UserError('--to needs --from.')
  const now = ctx.clock.now()
  const from =
    options.from === undefined
      ? new Date(now.getTime() - DAYS * 86_400_000)
      : await momentOfDay(ctx, store, options.from)
  const to = options.to === undefined ? now : await momentOfDay(ctx, store, shiftDay(options.to, 1))
  if (from >= to) throw new UserError('The window ends before it begins. Give an earlier --from.')
  const { unheardDays: _, ...counts } = await reconcile(ctx, {
    store,
    from,
    to,
    unfinishedToo: options.from === undefined,
  })
  return counts
}

function describeResult(result: Omit<ReconcileResult, 'unheardDays'> & { readonly store: string }): string {
  const { store, read, unheard, healed, found, gone, stoppedBy } = result
  const end = stoppedBy === undefined ? '' : `; stopped by ${stoppedBy} before all were compared`
  return `store ${store}: ${counted(read, 'order')} compared, ${unheard} never heard of, ${healed} read again; drifts: ${found} found, ${gone} gone${end}`
}

const CLASSES: Readonly<Record<DriftRow['class'], string>> = {
  theirs_late: 'under way',
  ours_late: 'being caught up',
  human_changed: 'changed by hand',
  impossible: 'impossible',
  explained: 'explained',
}

function describeDrift(drift: DriftRow): string[] {
  const accepted = drift.accepted ? `; accepted by ${drift.accepted.by}: ${drift.accepted.note}` : ''
  return [
    '',
    `order ${drift.number} (store ${drift.store}), ${CLASSES[drift.class]}, since ${moment(drift.firstSeenAt)} UTC${accepted}`,
    `  ${drift.text}`,
  ]
}
