import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { createLoginLink } from '../admin-ui/session/login-link.ts'
import { type Config, loadConfig, localUrl } from '../config.ts'
import { UserError } from '../domain/errors.ts'
import { isConfigured } from '../flows/config/is-configured.ts'
import { readSetup } from '../flows/config/read-setup.ts'
import { readGauges } from '../flows/view/read-gauges.ts'
import { type RunningServer, startServer } from '../node.ts'
import { openRuntime, type Runtime } from '../runtime.ts'
import { startTelemetry } from '../telemetry.ts'
import { playedWith } from './choose-erp.ts'
import { print } from './print.ts'
import { untilSignal } from './until-signal.ts'

interface Options {
  readonly orders?: number
  readonly exit?: boolean
  readonly erp?: string
  /** false: --no-sandbox */
  readonly sandbox: boolean
  readonly role: 'all' | 'web' | 'worker'
}

const STOP_WITHIN_MS = 9_000
const SANDBOX = 'sandbox'

/** `orderbridge start`: the bridge; with nothing configured, a shop, an ERP and a mailbox to watch it with. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('Start the bridge; with nothing configured, together with a sandbox to try it in')
    .option('--no-sandbox', 'begin without one: a shop and an ERP are connected on the page')
    .option('--orders <number>', 'sandbox only: place so many orders of all kinds, then no more', wholeNumber)
    .option('--exit', 'sandbox only: stop when these orders are settled; exit 0 only when every one is right')
    .option('--erp <name>', 'sandbox only: which simulated ERP to play with ("orderbridge sandbox --help" lists them)')
    .option('--role <role>', 'what this process does: all, web or worker', 'all')
    .action(async (options: Options, command: Command) => {
      process.exitCode = await start(loadConfig(), options, command)
    })
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

async function start(config: Config, options: Options, command: Command): Promise<number> {
  if (!['all', 'web', 'worker'].includes(options.role)) throw new UserError('--role is one of: all, web, worker.')
  const say = (line: string) => print(command, [line])
  const publicUrl = config.publicUrl ?? localUrl(config.host, config.port)
  const telemetry = await startTelemetry(config)
  const runtime = await openRuntime(config, { publicUrl, ...(telemetry && { telemetry }) }).catch(async error => {
    await telemetry?.close()
    throw error
  })
  const stopped = untilSignal('\nStopping: what is under way is finished, at most 10 seconds.')
  let server: RunningServer | undefined
  let sandbox: { close(): Promise<void> } | undefined
  try {
    const { stores, connections } = await readSetup(runtime.handle.db, runtime.box)
    const ctx = runtime.context({ kind: 'cli', user: 'start' })
    const codes = stores.map(store => store.code)
    // One role is a part of an installation, which is no place to play.
    const plays = options.sandbox && options.role === 'all' && !(await isConfigured(ctx, codes, SANDBOX))
    if (!plays && (options.orders !== undefined || options.exit || options.erp !== undefined))
      throw new UserError(
        '--orders, --exit and --erp are for the sandbox, which is not started while stores are configured, with --no-sandbox, or in one role only.',
      )
    telemetry?.watch(() => readGauges(ctx), runtime.log)
    if (telemetry?.url) say(`Metrics    ${telemetry.url}`)
    if (runtime.databaseFolder)
      say(`Database   ${runtime.databaseFolder} (embedded; set DATABASE_URL for a server of your own)`)
    const listen = () =>
      startServer(runtime, {
        host: config.host,
        port: config.port,
        web: options.role !== 'worker',
        worker: options.role !== 'web',
        ...(plays && { idleMs: 300 }),
      })
    if (!plays) {
      server = await listen()
      await sayWhere(runtime, publicUrl, say)
      if (codes.length === 0) say('Stores     none yet: connect one on the page, or with "orderbridge apply"')
      await stopped
      return 0
    }
    const { runSandbox } = await import('./sandbox-run.ts')
    const run = await runSandbox({
      runtime,
      options,
      erpBefore: playedWith(connections, SANDBOX),
      say,
      stopped,
      publicUrl,
      listen: async () => (server = await listen()),
      sayWhere: () => sayWhere(runtime, publicUrl, say),
    })
    sandbox = run.stage
    return await run.finished
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 1), STOP_WITHIN_MS).unref()
    await server?.stop()
    await sandbox?.close()
    await Promise.all([runtime.close(), telemetry?.close()])
  }
}

async function sayWhere(runtime: Runtime, publicUrl: string, say: (line: string) => void): Promise<void> {
  const ctx = runtime.context({ kind: 'cli', user: 'start' })
  say(`Page       ${await createLoginLink(ctx, { publicUrl, ttlSeconds: 86_400 })}`)
  say('           (opens once, within 24 hours; a new one: orderbridge login-link)')
}
