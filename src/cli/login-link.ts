import { type Command, Option } from 'commander'
import { createLoginLink } from '../admin-ui/session/login-link.ts'
import { localUrl } from '../config.ts'
import { nameOf, type Role } from '../flows/context.ts'
import { storesFor } from './find-order.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

interface Options {
  readonly store?: string
  readonly role?: readonly Role[]
  readonly name?: string
}

/** `orderbridge login-link`: an address that opens the page once. */
export function registerLoginLink(program: Command, open: OpenSession): void {
  program
    .command('login-link')
    .description('Print an address that opens the page once, within 15 minutes')
    .option('--store <code>', 'the page shows this store only')
    .addOption(
      new Option('--role <role...>', 'what may be done there; absent: everything').choices([
        'view',
        'operate',
        'configure',
      ]),
    )
    .option('--name <name>', 'who it is for; stands in stories and in the audit')
    .addHelpText('after', '\nWhoever has the address can use it: treat it as a password.')
    .action(({ store, role, name }: Options, command: Command) =>
      runInSession(open, async ({ ctx, config }) => {
        const stores = store === undefined ? undefined : await storesFor(ctx, store)
        const link = await createLoginLink(ctx, {
          publicUrl: config.publicUrl ?? localUrl(config.host, config.port),
          name: name ?? nameOf(ctx.actor),
          ...(role && { roles: role }),
          ...(stores && { stores }),
        })
        print(command, [link])
      }),
    )
}
