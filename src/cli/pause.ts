import { Argument, type Command } from 'commander'
import { pause, resume } from '../flows/config/pause.ts'
import { pauseKind, resumeKind } from '../flows/config/pause-kind.ts'
import type { FlowContext } from '../flows/context.ts'
import { type FarSideRow, listFarSides, MOST_COUNTED } from '../flows/view/list-far-sides.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { moment, numberTable } from './words.ts'

type What = 'store' | 'connection' | 'kind'

interface Options {
  readonly store?: string
  readonly reason?: string
}

const what = () => new Argument('<what>', 'what').choices(['store', 'connection', 'kind'])
const STORE = 'for a kind: the store, when several are configured'

/** `orderbridge pause`: nothing is sent there until it is resumed. */
export function registerPause(program: Command, open: OpenSession): void {
  program
    .command('pause')
    .description('Stop sending to a store or an ERP, or one kind of messages; what happens meanwhile is kept and waits')
    .addArgument(what())
    .argument('<code>', 'its code; of a kind its name')
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--store <code>', STORE)
    .addHelpText(
      'after',
      '\nExamples:\n  orderbridge pause connection b1 --reason "stocktaking until noon"\n  orderbridge pause kind mail.send --store main --reason "wrong letterhead"',
    )
    .action((kind: What, code: string, options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        for (const message of await change(ctx, true, kind, code, options)) print(command, [message])
      }),
    )
}

/** `orderbridge resume`: what has waited goes on at once. */
export function registerResume(program: Command, open: OpenSession): void {
  program
    .command('resume')
    .description('Go on with a store, an ERP or a kind of messages that was paused')
    .addArgument(what())
    .argument('<code>', 'its code; of a kind its name')
    .option('--reason <text>', 'why, for the audit', '')
    .option('--store <code>', STORE)
    .addHelpText('after', '\nExample:\n  orderbridge resume connection b1')
    .action((kind: What, code: string, options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        for (const message of await change(ctx, false, kind, code, options)) print(command, [message])
      }),
    )
}

/** A kind is paused in each store that is meant. */
async function change(ctx: FlowContext, stop: boolean, kind: What, code: string, { store, reason = '' }: Options) {
  if (kind !== 'kind') return [(await (stop ? pause : resume)(ctx, { kind, code, reason })).message]
  const messages: string[] = []
  for (const of of await storesFor(ctx, store))
    messages.push((await (stop ? pauseKind : resumeKind)(ctx, { store: of, kind: code, reason })).message)
  return messages
}

/** `orderbridge far-sides`: whom messages go to, how it is with them, and what is paused. */
export function registerFarSides(program: Command, open: OpenSession): void {
  program
    .command('far-sides')
    .description('Whom messages go to: running, paused or not answering, how many wait, and what is paused')
    .option('--store <code>', 'only of this store')
    .option('--json', 'print as JSON')
    .action((options: { readonly store?: string; readonly json?: boolean }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const found = await listFarSides(ctx, await storesFor(ctx, options.store))
        if (options.json) return printJson(command, found)
        print(command, [
          ...numberTable(
            ['far side', 'name', 'state', 'calls at once', 'waiting', 'why'],
            found.sides.map(row),
            [3, 4],
          ),
          ...found.kinds.map(
            ({ store, kind, since, reason }) =>
              `${kind} of store ${store} is paused since ${moment(since)} UTC: ${reason}`,
          ),
        ])
      }),
    )
}

const row = ({ key, name, state, window, max, waiting, reason, windowReason }: FarSideRow): string[] => [
  key,
  name,
  state,
  window < max ? `${window} of ${max}` : String(max),
  waiting >= MOST_COUNTED ? `${MOST_COUNTED}+` : String(waiting),
  reason || windowReason,
]
