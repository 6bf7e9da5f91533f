import { Argument, type Command } from 'commander'
import { type PauseInput, pause, resume } from '../flows/config/pause.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

const kind = () => new Argument('<kind>', 'what').choices(['store', 'connection'])

/** `orderbridge pause`: nothing is sent there until it is resumed. */
export function registerPause(program: Command, open: OpenSession): void {
  program
    .command('pause')
    .description('Stop sending to a store or an ERP; what happens meanwhile is kept and waits')
    .addArgument(kind())
    .argument('<code>', 'its code')
    .requiredOption('--reason <text>', 'why; others will read it later')
    .addHelpText('after', '\nExample:\n  orderbridge pause connection b1 --reason "stocktaking until noon"')
    .action((what: PauseInput['kind'], code: string, { reason }: { readonly reason: string }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { message } = await pause(ctx, { kind: what, code, reason })
        print(command, [message])
      }),
    )
}

/** `orderbridge resume`: what has waited goes on at once. */
export function registerResume(program: Command, open: OpenSession): void {
  program
    .command('resume')
    .description('Go on with a store or an ERP that was paused')
    .addArgument(kind())
    .argument('<code>', 'its code')
    .option('--reason <text>', 'why, for the audit', '')
    .addHelpText('after', '\nExample:\n  orderbridge resume connection b1')
    .action((what: PauseInput['kind'], code: string, { reason }: { readonly reason: string }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { message } = await resume(ctx, { kind: what, code, reason })
        print(command, [message])
      }),
    )
}
