import type { Command } from 'commander'
import { localUrl } from '../config.ts'
import { createPairingCode, PAIRING_MINUTES } from '../flows/pairing/create-pairing-code.ts'
import { print } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'

interface Options {
  readonly name?: string
  readonly allowPrivateNetwork?: boolean
}

/** `orderbridge pair`: a code by which a Magento with the companion module connects itself. */
export function registerPair(program: Command, open: OpenSession): void {
  program
    .command('pair')
    .description('Print a code by which a Magento connects itself with a store')
    .argument('<store>', 'code of the store: a new one, or one that shall get new keys')
    .option('--name <name>', 'its name as people know it')
    .option('--allow-private-network', 'the store stands in a private network')
    .action((store: string, options: Options, command: Command) =>
      runInSession(open, async ({ ctx, config }) => {
        const { code, isNew } = await createPairingCode(ctx, { store, ...options })
        print(command, [
          `In Magento, Stores › Configuration › Sales › Orderbridge, enter within ${PAIRING_MINUTES} minutes and press Connect:`,
          `  Bridge URL    ${config.publicUrl ?? localUrl(config.host, config.port)}`,
          `  Pairing code  ${code}`,
          ...(isNew ? [] : [`Store ${store} is there already: it gets new credentials and keys, its settings stay.`]),
        ])
      }),
    )
}
