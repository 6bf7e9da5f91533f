import type { Command } from 'commander'
import { addressProblem } from '../documents/mail-address.ts'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import { type EraseCustomer, type Erasure, eraseCustomer } from '../flows/customer/erase-customer.ts'
import type { Unfinished } from '../flows/customer/find-customer.ts'
import type { Proof } from '../flows/customer/find-proof.ts'
import { exportCustomer, showCustomer } from '../flows/customer/show-customer.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { indent } from './words.ts'

interface Options {
  readonly store: string
  readonly json?: boolean
}
type EraseOptions = Pick<EraseCustomer, 'store' | 'reason'> & {
  readonly dryRun?: boolean
  readonly finishedOnly?: boolean
}

const EMAIL = 'the e-mail address, as in the orders'
const HELP = `
Orders, invoices and amounts stay for the books; the person does not (docs/personal-data.md). What is not finished is listed,
and then nothing is erased.

Exit codes: 0 erased, or nothing is known under the address; 1 something is unfinished and stays; 2 wrong command line.

Examples:
  orderbridge customer show ana@example.com --store main --json > ana.json
  orderbridge customer erase ana@example.com --store main --reason "asked by mail on 3 March" --dry-run`

/** `orderbridge customer`: what is kept about a person, and forgetting it. */
export function registerCustomer(program: Command, open: OpenSession): void {
  const customer = program
    .command('customer')
    .description('What is kept about a person: show, erase')
    .addHelpText('after', HELP)
  customer
    .command('show')
    .description('What a store keeps under an e-mail address, and where')
    .argument('<email>', EMAIL)
    .requiredOption('--store <code>', 'of this store')
    .option('--json', 'all of it as JSON, for the person to have')
    .action((email: string, { store, json }: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const wanted = { store: (await ctx.remotes.store(store)).code, email: checked(email) }
        if (json) return printJson(command, await exportCustomer(ctx, wanted))
        print(command, describeShown(await showCustomer(ctx, wanted)))
      }),
    )
  customer
    .command('erase')
    .description('Take a person out of everything that a store keeps, and leave what the books need')
    .argument('<email>', EMAIL)
    .requiredOption('--store <code>', 'of this store')
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--dry-run', 'say what would be erased, and erase nothing')
    .option('--finished-only', 'erase what is finished, although something is not')
    .addHelpText('after', HELP)
    .action((email: string, options: EraseOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { dryRun = false, finishedOnly = false, reason } = options
        const { code: store } = await ctx.remotes.store(options.store)
        const erasure = await eraseCustomer(ctx, { store, email: checked(email), reason, dryRun, finishedOnly })
        print(command, describeErasure(erasure, { store, dryRun, finishedOnly }))
        if (erasure.unfinished.length > 0) process.exitCode = 1
      }),
    )
}

function checked(email: string): string {
  const problem = addressProblem(email.trim())
  if (problem !== undefined) throw new UserError(`The e-mail address "${email}" ${problem}.`)
  return email
}

function describeShown(shown: Awaited<ReturnType<typeof showCustomer>>): string[] {
  const { orders, transfers, counts, unfinished, proof } = shown
  return [
    `${counted(orders.length, 'order')}${orders.length > 0 ? ':' : ''}`,
    ...indent(orders.map(({ number, phase }) => `${number}  ${phase}`)),
    ...(transfers.length > 0 ? ['Orders of other systems:', ...indent(transfers)] : []),
    ...Object.entries(counts).map(([what, count]) => `${what}: ${count}`),
    ...describeUnfinished(unfinished),
    ...describeProof(proof),
  ]
}

interface Said {
  readonly store: string
  readonly dryRun: boolean
  readonly finishedOnly: boolean
}

function describeErasure(erasure: Erasure, { store, dryRun, finishedOnly }: Said) {
  const { refused, orders, transfers, unfinished, isUnknown, documents, proof } = erasure
  if (isUnknown) return [`Store ${store} keeps nothing under this address.`]
  const isStopped = refused && unfinished.length > 0 && !finishedOnly
  const papers = documents.map(({ kind, number }) => `${kind} ${number}`)
  return [
    isStopped ? `Nothing ${dryRun ? 'would be' : 'is'} erased. Finished:` : dryRun ? 'Would be erased:' : 'Erased:',
    ...indent([
      [counted(orders.length, 'order'), ...orders].join(' '),
      ...(transfers.length > 0 ? [['orders of other systems', ...transfers].join(' ')] : []),
    ]),
    ...(papers.length > 0 ? ['Kept, because tax law wants it for years:', ...indent(papers)] : []),
    ...describeUnfinished(unfinished),
    ...(isStopped ? ['Erase again when that is done, or what is finished now with --finished-only.'] : []),
    ...describeProof(proof),
    'Magento, the ERP and the mail server keep what they have: erase the person there as well.',
  ]
}

const describeUnfinished = (unfinished: readonly Unfinished[]): string[] =>
  unfinished.length === 0 ? [] : ['Not finished:', ...indent(unfinished.map(({ what, why }) => `${what} ${why}`))]

function describeProof({ audit, days }: Proof): string[] {
  if (audit.length + days.length === 0) return []
  return [
    'Named by what nobody can change, because somebody typed it as a reason or a note:',
    ...indent([...(audit.length > 0 ? [`audit ${audit.join(', ')}`] : []), ...days.map(day => `closed day ${day}`)]),
  ]
}
