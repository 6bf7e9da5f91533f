import { Command } from 'commander'
import { registerApply } from '../../src/cli/apply.ts'
import { registerDoctor } from '../../src/cli/doctor.ts'
import { registerSchema } from '../../src/cli/schema.ts'
import { registerSecrets } from '../../src/cli/secrets.ts'
import { loadConfig } from '../../src/config.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { createRemotes } from '../../src/flows/config/remotes.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { onExchange } from '../../src/flows/outbox/exchange-recorder.ts'
import { createLog } from '../../src/ops/log.ts'
import type { TestDatabase } from '../support/database.ts'

interface Door {
  readonly database: TestDatabase
  readonly box: SecretBox
  readonly variables: Record<string, string>
  readonly random: () => number
}

/** The command line on a test's database. `run` gives what was printed and the exit code. */
export function commandLine({ database, box, variables, random }: Door) {
  let began = new Date()
  // Stands still in each run: how fast this machine's database answers is nothing that a test asks.
  const clock = { now: () => began }
  const open = async () => {
    const remotes = createRemotes({ db: database.db, box, clock, random, onExchange })
    const ctx: FlowContext = {
      db: database.db,
      clock,
      random,
      log: createLog('silent'),
      actor: { kind: 'cli', user: 'ada' },
      box,
      remotes,
      wake: () => {},
      publicUrl: variables.PUBLIC_URL,
    }
    return { ctx, handle: database, config: loadConfig(variables), close: remotes.close }
  }
  return async (...args: string[]): Promise<{ readonly text: string; readonly exitCode: number }> => {
    let text = ''
    began = new Date()
    const program = new Command()
    program.exitOverride().configureOutput({ writeOut: part => (text += part), writeErr: () => {} })
    registerApply(program, open)
    registerDoctor(program, open)
    registerSecrets(program, open)
    registerSchema(program)
    process.exitCode = undefined
    try {
      await program.parseAsync(args, { from: 'user' })
      return { text, exitCode: Number(process.exitCode ?? 0) }
    } finally {
      process.exitCode = undefined
    }
  }
}
