import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import { compareSettings } from '../flows/config/compare-settings.ts'
import {
  type CompareOnOrders,
  type Comparison,
  compareOnOrders,
  MOST_ORDERS,
} from '../flows/version/compare-on-orders.ts'
import { parseSettings } from '../flows/version/parse-settings.ts'
import { promoteVersion } from '../flows/version/promote-version.ts'
import { listVersions, readVersion, type SettingsVersion } from '../flows/version/read-version.ts'
import { readVersionText } from '../flows/version/read-version-text.ts'
import { saveDraft } from '../flows/version/save-draft.ts'
import { trySettings } from '../flows/version/try-settings.ts'
import { chosenSteps, describeStep, readText, statusCode, type TryOptions, trialOf } from './connection-try.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'
import { moment } from './words.ts'

const HELP = `
Examples:
  orderbridge connection export erp > erp.yaml
  orderbridge connection save erp --file erp.yaml --reason "send the comment of the customer"
  orderbridge connection compare erp 4
  orderbridge connection promote erp 4 --reason "compared on 50 orders"
  orderbridge connection promote erp 3 --reason "back: the ERP cuts the comment"`

/** `orderbridge connection`: versions of the settings of an ERP connection, tried before they are trusted. */
export function registerConnection(program: Command, open: OpenSession): void {
  const connection = program
    .command('connection')
    .description('Versions of the settings of a connection: save, compare on real orders, promote, go back')
    .addHelpText('after', HELP)
  registerReading(connection, open)
  registerChanging(connection, open)
}

function registerReading(connection: Command, open: OpenSession): void {
  connection
    .command('versions')
    .description('Every version, newest first')
    .argument('<code>', 'code of the connection')
    .option('--json', 'print as JSON')
    .action((code: string, { json }: { json?: boolean }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        await ctx.remotes.connection(code) // says so when there is none
        const versions = await listVersions(ctx, code)
        if (json) return printJson(command, versions)
        const head = ['version', 'state', 'by', 'at (UTC)', 'reason']
        print(command, versions.length === 0 ? ['No version is kept yet.'] : table(head, versions.map(cells)))
      }),
    )
  connection
    .command('export')
    .description('Print the settings of a version as YAML')
    .argument('<code>', 'code of the connection')
    .option('--version <number>', 'absent: the active one', versionNumber)
    .action((code: string, { version }: { version?: number }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { text } = await readVersionText(ctx, code, version)
        print(command, text.trimEnd().split('\n'))
      }),
    )
  connection
    .command('diff')
    .description('What differs between two versions')
    .argument('<code>', 'code of the connection')
    .argument('<from>', 'number of a version', versionNumber)
    .argument('[to]', 'number of a version; absent: the active one', versionNumber)
    .action((code: string, from: number, to: number | undefined, _: unknown, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const [old, now] = [await readVersion(ctx, code, from), await readVersion(ctx, code, to)]
        const none = { secret: {} }
        const difference = compareSettings({ ...none, shown: old.settings }, { ...none, shown: now.settings })
        print(command, difference?.lines ?? ['They are the same.'])
      }),
    )
}

function registerChanging(connection: Command, open: OpenSession): void {
  connection
    .command('save')
    .description('Keep new settings as a draft; nothing uses them yet')
    .argument('<code>', 'code of the connection')
    .requiredOption('--file <settings.yaml>', 'as "connection export" prints them; "-" reads standard input')
    .requiredOption('--reason <text>', 'what they are for; others will read it later')
    .action((code: string, { file, reason }: { file: string; reason: string }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { message } = await saveDraft(ctx, { connection: code, text: readText(file), reason })
        print(command, [message])
      }),
    )
  connection
    .command('try')
    .description('Run one order through its steps, and see what goes in and out of each; nobody is called')
    .argument('<code>', 'code of the connection')
    .option('--file <settings.yaml>', 'settings that are not saved yet; absent: the active ones')
    .option('--version <number>', 'a version of the settings', versionNumber)
    .option('--order <number>', 'an order that Orderbridge knows')
    .option('--order-file <order.json>', "an order as Magento's REST gives it")
    .option('--found <file>', 'what the ERP is taken to answer to the look for the order; absent: it is not there')
    .option('--found-status <code>', 'with which status', statusCode, 200)
    .option('--answer <file>', 'what the ERP is taken to answer; the check is run on it')
    .option('--status <code>', 'with which status', statusCode, 200)
    .option('--step <name>', 'this step alone, with what goes in')
    .option('--json', 'print as JSON')
    .action((code: string, options: TryOptions, command: Command) =>
      runInSession(open, async session => {
        const steps = await trySettings(session.ctx, await trialOf(session, code, options))
        const chosen = chosenSteps(steps, options.step)
        if (options.json) printJson(command, chosen)
        else
          print(
            command,
            chosen.flatMap(step => describeStep(step, options.step !== undefined)),
          )
        if (steps.some(({ error }) => error)) process.exitCode = 1
      }),
    )
  connection
    .command('compare')
    .description('Plan the last real orders with it and with the active version; nothing is sent')
    .argument('<code>', 'code of the connection')
    .argument('[version]', 'number of a version', versionNumber)
    .option('--file <settings.yaml>', 'settings that are not saved yet, in place of a version')
    .option('--last <number>', `how many orders, at most ${MOST_ORDERS}`, versionNumber, 50)
    .option('--json', 'print as JSON')
    .action((code: string, version: number | undefined, options: CompareOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { last, json } = options
        const comparison = await compareOnOrders(ctx, { connection: code, wanted: wantedBy(version, options), last })
        if (json) printJson(command, comparison)
        else print(command, describe(comparison))
      }),
    )
  connection
    .command('promote')
    .description('Make a version the active one; an earlier one as well')
    .argument('<code>', 'code of the connection')
    .argument('<version>', 'number of a version', versionNumber)
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--secrets <secrets.yaml>', 'names and secrets, needed where the address changes; "-" reads standard input')
    .action((code: string, version: number, { reason, secrets: file }: PromoteOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const secrets = file === undefined ? {} : readSecrets(file)
        print(command, [(await promoteVersion(ctx, { connection: code, version, reason, secrets })).message])
      }),
    )
}

interface PromoteOptions {
  readonly reason: string
  readonly secrets?: string
}

const namedSecrets = z.record(z.string(), z.string().min(1).max(4_000))

function readSecrets(file: string): Readonly<Record<string, string>> {
  const read = namedSecrets.safeParse(parseSettings(readText(file)).value)
  if (read.success) return read.data
  throw new UserError(
    `${file === '-' ? 'Standard input' : file} must have a name and a secret in each line: password: "…"`,
  )
}

interface CompareOptions {
  readonly file?: string
  readonly last: number
  readonly json?: boolean
}

function wantedBy(version: number | undefined, { file }: CompareOptions): CompareOnOrders['wanted'] {
  if (version !== undefined && file === undefined) return { version }
  if (version === undefined && file !== undefined) return { text: readText(file) }
  throw new UserError('Give the number of a version, or --file.')
}

const cells = ({ version, active, activatedAt, tried, author, createdAt, reason }: SettingsVersion): string[] => {
  const trial = tried
    ? `draft, compared on ${counted(tried.orders, 'order')}: ${counted(tried.different, 'differs', 'differ')}`
    : 'draft'
  return [String(version), active ? 'active' : activatedAt ? 'was active' : trial, author, moment(createdAt), reason]
}

function describe({ version, against, orders, same, different, newlyHeld, differences }: Comparison): string[] {
  const lines = differences
    .slice(0, 20)
    .flatMap(({ number, values, held, heldNow }) => [
      `order ${number}`,
      ...values
        .slice(0, 40)
        .map(({ place, before, after }) => `  ${place} ${before ?? '(none)'} → ${after ?? '(none)'}`),
      ...(values.length > 40 ? [`  and ${counted(values.length - 40, 'more value')}`] : []),
      ...(held === undefined ? [] : [`  would be held: ${held}`]),
      ...(heldNow === undefined || held !== undefined ? [] : [`  would not be held any more: ${heldNow}`]),
    ])
  const more =
    differences.length > 20 ? [`and ${counted(differences.length - 20, 'more order')}; --json prints all`] : []
  const held =
    newlyHeld === 0 ? '' : ` ${counted(newlyHeld, 'would be held that is', 'would be held that are')} sent now.`
  return [
    ...lines,
    ...more,
    ...(orders === 0
      ? ['There is no order of this connection to compare it on.']
      : [
          `${version === undefined ? 'The file' : `Version ${version}`} against version ${against} on ${counted(orders, 'order')}: ${same} the same, ${different} different.${held}`,
        ]),
  ]
}

function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return Number(text)
}
