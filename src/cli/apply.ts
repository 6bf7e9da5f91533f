import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import type { Command } from 'commander'
import { UserError } from '../domain/errors.ts'
import { type Applied, applyConfiguration } from '../flows/config/apply-configuration.ts'
import { setupSteps } from '../flows/config/setup-steps.ts'
import { print, printJson } from './print.ts'
import type { OpenSession, Session } from './session-type.ts'

interface Options {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly showSecrets?: boolean
  readonly replaceCredentials?: boolean
}

/** `orderbridge apply FILE`: brings stores, connections and the mail server to what the file says. */
export function registerApply(program: Command, open: OpenSession): void {
  program
    .command('apply')
    .description('Apply a configuration file: all of it or nothing')
    .argument('<file>', 'YAML or JSON; "-" reads it from standard input')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--json', 'print the changes as JSON')
    .option('--replace-credentials', 'take back credentials that were entered on the page')
    .option('--show-secrets', 'print the keys that have to be entered in Magento')
    .action(async (file: string, options: Options, command: Command) => {
      const text = await readConfiguration(file)
      const session = await open()
      try {
        await run(session, { file, text, options, command })
      } finally {
        await session.close()
      }
    })
}

const MAX_BYTES = 1024 * 1024

async function readConfiguration(file: string): Promise<string> {
  if (file === '-') return readText(process.stdin)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new UserError(`There is no file ${file}. Give the path of a configuration file.`)
  if (found.size > MAX_BYTES) throw new UserError(`${file} is larger than 1 MiB. Check that it is the right file.`)
  return readFile(file, 'utf8')
}

async function run(
  { ctx, config }: Session,
  { file, text, options, command }: { file: string; text: string; options: Options; command: Command },
): Promise<void> {
  const fileName = file === '-' ? 'standard input' : basename(file)
  const dryRun = options.dryRun === true
  const replaceCredentials = options.replaceCredentials === true
  const { variables } = config
  const applied = await applyConfiguration(ctx, { text, variables, fileName, dryRun, replaceCredentials })
  if (options.json) return printJson(command, { dryRun, ...applied })
  print(command, describe(applied, dryRun))
  if (dryRun) return
  const showSecrets = options.showSecrets === true
  const stores = showSecrets ? applied.stores : applied.createdStores
  const steps = await setupSteps(ctx, { stores, publicUrl: config.publicUrl, showSecrets })
  if (steps.length > 0) print(command, ['', ...steps])
  if (applied.createdStores.length > 0)
    print(command, [
      '',
      'Nothing of a new store is paused. To try its last ten orders on the page before anything is sent:',
      ...applied.createdStores.map(code => `  orderbridge pause store ${code} --reason "first run"`),
    ])
  if (applied.createdConnections.length > 0)
    print(command, [
      '',
      'Next: orderbridge doctor --fix checks every connection and makes the fields it needs in the ERP.',
    ])
}

function describe(applied: Applied, dryRun: boolean): readonly string[] {
  const left = applied.notInFile.map(what => `${what}: not in this file, left as it is`)
  if (applied.changes.length === 0) return ['Nothing to change.', ...left]
  const changes = applied.changes.map(({ subject, text }) => `${subject}: ${text}`)
  return [...changes, ...left, ...(dryRun ? ['Dry run: nothing was changed.'] : [])]
}
