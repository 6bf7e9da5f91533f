import { Command, CommanderError } from 'commander'
import { registerApply } from './cli/apply.ts'
import { registerDoctor } from './cli/doctor.ts'
import { openSession } from './cli/open-session.ts'
import { registerSchema } from './cli/schema.ts'
import { registerSecrets } from './cli/secrets.ts'
import { registerStart } from './cli/start.ts'
import { UserError } from './domain/errors.ts'

const program = new Command('orderbridge')
  .description('The bridge between Magento 2 stores and ERPs.')
  .showHelpAfterError('(orderbridge --help lists what there is)')
  .exitOverride()

registerStart(program)
registerApply(program, openSession)
registerDoctor(program, openSession)
registerSchema(program)
registerSecrets(program, openSession)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = explain(error)
}

/** 2: the command line was wrong (told by commander); 1: it could not be done, said in a sentence. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const text =
    error instanceof UserError
      ? error.message
      : `This should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  process.stderr.write(`${text}\n`)
  return 1
}
