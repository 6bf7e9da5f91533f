import { Command, CommanderError } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import type { OpenSession } from './cli/session-type.ts'
import { RemoteError, UserError } from './domain/errors.ts'

/** Commands that need no database do not pay for loading one. */
const open: OpenSession = async () => (await import('./cli/open-session.ts')).openSession()

interface Lazy {
  readonly about: string
  readonly load: (program: Command) => Promise<void>
}

/** Only the command that is called for is loaded; the help needs none. */
const COMMANDS: Readonly<Record<string, Lazy>> = {
  start: {
    about: 'Start the bridge; with nothing configured, together with a sandbox to try it in',
    load: async program => (await import('./cli/start.ts')).registerStart(program),
  },
  apply: {
    about: 'Apply a configuration file: all of it or nothing',
    load: async program => (await import('./cli/apply.ts')).registerApply(program, open),
  },
  doctor: {
    about: 'Check database, keys, stores, ERPs and mail, and say what to do',
    load: async program => (await import('./cli/doctor.ts')).registerDoctor(program, open),
  },
  pair: {
    about: 'Print a code by which a Magento connects itself with a store',
    load: async program => (await import('./cli/pair.ts')).registerPair(program, open),
  },
  connection: {
    about: 'Versions of the settings of a connection: save, compare on real orders, promote, go back',
    load: async program => (await import('./cli/connection.ts')).registerConnection(program, open),
  },
  settings: {
    about: 'Versions of the settings of a store and of the policies of a connection: list, compare, go back',
    load: async program => (await import('./cli/settings.ts')).registerSettings(program, open),
  },
  order: {
    about: 'Show an order, preview what it becomes, push, retry or skip it',
    load: async program => (await import('./cli/order.ts')).registerOrder(program, open),
  },
  orders: {
    about: 'Try again or skip all orders that match and need a person, with a preview',
    load: async program => (await import('./cli/orders.ts')).registerOrders(program, open),
  },
  message: {
    about: 'Look at one message to the outside, mend it, send it again',
    load: async program => (await import('./cli/message.ts')).registerMessage(program, open),
  },
  inbox: {
    about: 'What Magento and the ERPs told us, what came of it, and reading it again',
    load: async program => (await import('./cli/inbox.ts')).registerInbox(program, open),
  },
  invoice: {
    about: 'Mail an invoice again',
    load: async program => (await import('./cli/invoice.ts')).registerInvoice(program, open),
  },
  mail: {
    about: 'What mails say: list, show, preview',
    load: async program => (await import('./cli/mail.ts')).registerMail(program, open),
  },
  customer: {
    about: 'What is kept about a person: show it, erase it',
    load: async program => (await import('./cli/customer.ts')).registerCustomer(program, open),
  },
  problems: {
    about: 'What waits for a person, and trying it again',
    load: async program => (await import('./cli/problems.ts')).registerProblems(program, open),
  },
  sync: {
    about: 'Run a scheduled task once, now; without a task: list them',
    load: async program => (await import('./cli/sync.ts')).registerSync(program, open),
  },
  pull: {
    about: 'Hear everything again that changed since a day, in Magento and in the ERP',
    load: async program => (await import('./cli/pull.ts')).registerPull(program, open),
  },
  reconcile: {
    about: 'Compare Magento and the ERP, catch up on what was missed, list what differs',
    load: async program => (await import('./cli/reconcile.ts')).registerReconcile(program, open),
  },
  catalog: {
    about: "The ERP's items, prices and stock in Magento: run, diff, status, errors",
    load: async program => (await import('./cli/catalog.ts')).registerCatalog(program, open),
  },
  ledger: {
    about: 'What was placed and where it went, day by day; close days, export, verify',
    load: async program => (await import('./cli/ledger.ts')).registerLedger(program, open),
  },
  pause: {
    about: 'Stop sending to a store or an ERP, or one kind of messages; what happens meanwhile waits',
    load: async program => (await import('./cli/pause.ts')).registerPause(program, open),
  },
  resume: {
    about: 'Go on with what was paused',
    load: async program => (await import('./cli/pause.ts')).registerResume(program, open),
  },
  'far-sides': {
    about: 'Whom messages go to, how it is with them, what is paused',
    load: async program => (await import('./cli/pause.ts')).registerFarSides(program, open),
  },
  'login-link': {
    about: 'Print an address that opens the page once',
    load: async program => (await import('./cli/login-link.ts')).registerLoginLink(program, open),
  },
  secrets: {
    about: 'The keys that stored secrets are sealed with',
    load: async program => (await import('./cli/secrets.ts')).registerSecrets(program, open),
  },
  audit: {
    about: 'Who did what, and whether it still says so',
    load: async program => (await import('./cli/audit.ts')).registerAudit(program, open),
  },
  migrate: {
    about: "Bring the database's schema up to date",
    load: async program => (await import('./cli/migrate.ts')).registerMigrate(program),
  },
  schema: {
    about: 'Print the JSON Schema of the configuration file',
    load: async program => (await import('./cli/schema.ts')).registerSchema(program),
  },
  sandbox: {
    about: 'Run one of the simulated systems alone',
    load: async program => (await import('./cli/sandbox.ts')).registerSandbox(program),
  },
}

const EXAMPLES = `
Examples:
  orderbridge start --orders 5 --exit
  orderbridge apply orderbridge.yaml --dry-run
  orderbridge order show 000000012
  orderbridge help order`

const program = new Command('orderbridge')
  .description('The bridge between Magento 2 stores and ERPs.')
  .version(packageJson.version)
  .addHelpText('after', EXAMPLES)
  .showHelpAfterError('(orderbridge --help lists what there is)')
  .exitOverride()

// A reader that has seen enough ("| head") is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  requireNode(process.versions.node)
  const words = process.argv.slice(2)
  const wanted = words.find(word => !word.startsWith('-') && word !== 'help') ?? ''
  if (Object.hasOwn(COMMANDS, wanted)) await COMMANDS[wanted]?.load(program)
  else for (const [name, { about }] of Object.entries(COMMANDS)) program.command(name).description(about)
  if (words.length === 0) program.outputHelp()
  else {
    for (const command of program.commands) showUsageAfterError(command, `orderbridge ${command.name()}`)
    await program.parseAsync()
  }
} catch (error) {
  process.exitCode = explain(error)
}

/** Whoever typed too little or too much of one command needs its line, and not the list of all of them. */
function showUsageAfterError(command: Command, path: string): void {
  command.showHelpAfterError(`Usage: ${path} ${command.usage()}\n(${path} --help says more)`)
  for (const inner of command.commands) showUsageAfterError(inner, `${path} ${inner.name()}`)
}

/** The one that is installed with us is used by npm and by bin/orderbridge.js; Node 20 has no Map.groupBy. */
function requireNode(version: string): void {
  if (Number.parseInt(version, 10) < 22)
    throw new UserError(
      `Orderbridge needs Node 22 or later, and this is ${version}. "npm ci" installs one beside it: use "npm start" or "npx orderbridge".`,
    )
}

/** 2: the command line was wrong (told by commander); 1: it could not be done, said in a sentence. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  process.stderr.write(`${sentenceOf(error)}\n`)
  return 1
}

function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.message
  if (error instanceof RemoteError) return `The other side did not do it (${error.code}): ${error.message}`
  return `This should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
