import { Command, CommanderError } from 'commander'
import { registerCatalog } from '../../src/cli/catalog.ts'
import { registerConnection } from '../../src/cli/connection.ts'
import { registerCustomer } from '../../src/cli/customer.ts'
import { registerInbox } from '../../src/cli/inbox.ts'
import { registerInvoice } from '../../src/cli/invoice.ts'
import { registerLoginLink } from '../../src/cli/login-link.ts'
import { registerMail } from '../../src/cli/mail.ts'
import { registerMessage } from '../../src/cli/message.ts'
import { registerOrder } from '../../src/cli/order.ts'
import { registerOrders } from '../../src/cli/orders.ts'
import { registerFarSides, registerPause, registerResume } from '../../src/cli/pause.ts'
import { registerProblems } from '../../src/cli/problems.ts'
import { registerPull } from '../../src/cli/pull.ts'
import { registerSettings } from '../../src/cli/settings.ts'
import { registerSync } from '../../src/cli/sync.ts'
import { loadConfig } from '../../src/config.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { createLog } from '../../src/ops/log.ts'
import type { TestDatabase } from '../support/database.ts'

const systemClock = { now: () => new Date() }
export const clock = systemClock

export interface Ran {
  readonly text: string
  readonly errors: string
  readonly exitCode: number
}

/** The commands for orders on a test's database. `run` gives what was printed; UserErrors are thrown on. */
export function orderCommands(database: TestDatabase, clock: { now(): Date } = systemClock) {
  const open = async () => {
    const remotes = createRemotes({ db: database.db, box: database.box, clock, random: Math.random })
    const ctx: FlowContext = {
      db: database.db,
      clock,
      random: Math.random,
      log: createLog('silent'),
      actor: { kind: 'cli', user: 'ada' },
      box: database.box,
      remotes,
      wake: () => {},
      publicUrl: undefined,
    }
    return { ctx, handle: database, config: loadConfig({}), close: remotes.close }
  }
  return {
    open,
    run: async (...args: string[]): Promise<Ran> => {
      let text = ''
      let errors = ''
      const program = new Command('orderbridge')
      program.exitOverride().configureOutput({ writeOut: part => (text += part), writeErr: part => (errors += part) })
      for (const register of [
        registerConnection,
        registerCustomer,
        registerSettings,
        registerOrder,
        registerMessage,
        registerOrders,
        registerInbox,
        registerInvoice,
        registerMail,
        registerProblems,
        registerCatalog,
        registerSync,
        registerPull,
        registerPause,
        registerResume,
        registerFarSides,
        registerLoginLink,
      ])
        register(program, open)
      process.exitCode = undefined
      try {
        await program.parseAsync(args, { from: 'user' })
        return { text, errors, exitCode: Number(process.exitCode ?? 0) }
      } catch (error) {
        if (error instanceof CommanderError) return { text, errors, exitCode: error.exitCode === 0 ? 0 : 2 }
        throw error
      } finally {
        process.exitCode = undefined
      }
    },
  }
}
