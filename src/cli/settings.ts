import { Argument, type Command, InvalidArgumentError } from 'commander'
import type { ToForget } from '../flows/retention/count-forgotten.ts'
import type { KeptPart } from '../flows/retention/kept-months.ts'
import { goBack, previewWayBack } from '../flows/settings/go-back.ts'
import { listPolicyVersions, type PolicyVersion, readTwoVersions } from '../flows/settings/list-versions.ts'
import type { SettingsPlace } from '../flows/settings/read-settings.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'
import { moment } from './words.ts'

const HELP = `
Of a store these are its settings, of a connection its policies. The settings of an ERP are under "orderbridge connection".

Examples:
  orderbridge settings versions store main
  orderbridge settings diff connection b1 3
  orderbridge settings back store main 3 --reason "the hold time was too long" --yes`

/** `orderbridge settings`: versions of what a store and the policies of a connection say, and the way back. */
export function registerSettings(program: Command, open: OpenSession): void {
  const settings = program
    .command('settings')
    .description('Versions of the settings of a store and of the policies of a connection: list, compare, go back')
    .addHelpText('after', HELP)
  withPlace(settings.command('versions').description('Every version, newest first, with what it changed'))
    .option('--json', 'print as JSON')
    .action((of: SettingsPlace['of'], code: string, { json }: { json?: boolean }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const versions = await listPolicyVersions(ctx, { of, code })
        if (json) return printJson(command, versions)
        const head = ['version', 'state', 'by', 'at (UTC)', 'reason', 'changed']
        print(command, versions.length === 0 ? ['No version is kept yet.'] : table(head, versions.map(cells)))
      }),
    )
  withPlace(settings.command('diff').description('What differs between two versions'))
    .argument('<from>', 'number of a version', versionNumber)
    .argument('[to]', 'number of a version; absent: the active one', versionNumber)
    .action(
      (of: SettingsPlace['of'], code: string, from: number, to: number | undefined, _: unknown, command: Command) =>
        runInSession(open, async ({ ctx }) => {
          const { lines } = await readTwoVersions(ctx, { of, code }, from, to)
          print(command, lines.length === 0 ? ['They are the same.'] : [...lines])
        }),
    )
  withPlace(settings.command('back').description('Go back to a version; it becomes a new one'))
    .argument('<version>', 'number of a version', versionNumber)
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--yes', 'do it; without it what would change is printed')
    .action((of: SettingsPlace['of'], code: string, version: number, options: BackOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const way = { of, code, version }
        const { base, lines, consequences, forgets } = await previewWayBack(ctx, way)
        if (lines.length === 0) return print(command, ['Nothing is different from what is active already.'])
        print(command, [...lines, ...forgets.map(forgottenText), ...consequences])
        if (!options.yes) return print(command, ['Nothing was changed. Add --yes to do it.'])
        const done = await goBack(ctx, { ...way, base, reason: options.reason })
        print(command, [`${code} is as in version ${version} again; this is version ${done.version}.`])
      }),
    )
}

const FORGOTTEN: Readonly<Record<KeptPart, string>> = {
  attemptsMonths: 'Requests and answers',
  inboxMonths: 'What was heard',
}

const forgottenText = ({ part, before, rows, isMore }: ToForget): string =>
  `${FORGOTTEN[part]} older than ${before.toISOString().slice(0, 10)}: ${isMore ? 'more than' : 'about'} ${rows}. Deleted within a day, and not to be brought back.`

interface BackOptions {
  readonly reason: string
  readonly yes?: boolean
}

const withPlace = (command: Command): Command =>
  command
    .addArgument(new Argument('<of>', 'what they are of').choices(['store', 'connection']))
    .argument('<code>', 'its code')

const cells = ({ version, active, author, createdAt, reason, lines }: PolicyVersion): string[] => {
  const [first = '', ...more] = lines
  const changed = more.length > 0 ? `${first} and ${more.length} more` : first
  return [String(version), active ? 'active' : 'was active', author, moment(createdAt), reason, changed]
}

function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return Number(text)
}
