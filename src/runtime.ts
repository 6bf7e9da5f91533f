import { randomUUID } from 'node:crypto'
import { titleIn } from './admin-ui/language/told.ts'
import type { Config } from './config.ts'
import { type DatabaseHandle, openDatabase } from './db/client.ts'
import { startEmbedded } from './db/embedded.ts'
import { type Changes, listenChanges } from './db/listen-changes.ts'
import { migrateDatabase } from './db/migrate.ts'
import type { SecretBox } from './db/secret-box.ts'
import { loadSecretBox } from './flows/config/load-secret-box.ts'
import { createRemotes, type LiveRemotes } from './flows/config/remotes.ts'
import type { Actor, FlowContext } from './flows/context.ts'
import { onExchange, onLog } from './flows/outbox/exchange-recorder.ts'
import { confirmLease } from './flows/outbox/lease.ts'
import { keepShares } from './jobs/share-keeper.ts'
import { createLog, type Log } from './ops/log.ts'
import type { Telemetry } from './ops/telemetry.ts'
import { createKafka } from './outbound/kafka.ts'

export interface Runtime {
  readonly config: Config
  readonly handle: DatabaseHandle
  readonly box: SecretBox
  readonly remotes: LiveRemotes
  readonly log: Log
  /** Where the embedded database keeps its files; undefined with DATABASE_URL. */
  readonly databaseFolder: string | undefined
  context(actor: Actor): FlowContext
  /** Calls the listener whenever work becomes due, in this process or in another. */
  onWake(listener: () => void): Promise<void>
  readonly changes: Changes
  close(): Promise<void>
}

const CHANNEL = 'orderbridge_work'
/** Many commits a second make one notification. */
const NOTIFY_MS = 25

export const systemClock = { now: () => new Date() }

/**
 * Everything that a door needs: the database with its schema up to date, the keys, and the far sides.
 * @throws UserError with what to do, when the database or a folder is not there.
 */
export async function openRuntime(
  config: Config,
  options: { readonly publicUrl?: string; readonly poolSize?: number; readonly telemetry?: Telemetry } = {},
): Promise<Runtime> {
  const log = createLog(config.logLevel)
  const { telemetry } = options
  const embedded = config.databaseUrl ? undefined : await startEmbedded(config.home)
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const handle = await openDatabase(url, { max: options.poolSize ?? 20 })
  // Transactions ask for settings. From the pool they could wait for each other's connections, all of them for ever.
  const settings = await openDatabase(url, { max: 1, name: 'orderbridge-settings' })
  try {
    await migrateDatabase(handle)
    const box = loadSecretBox(config, log)
    const remotes = createRemotes({
      db: settings.db,
      box,
      clock: systemClock,
      random: Math.random,
      onExchange,
      onLog,
      ...(telemetry && { onCall: telemetry.called }),
      beforeCall: confirmLease,
      createKafka,
    })
    const listeners = new Set<() => void>()
    const notify = createNotifier(handle, log)
    const wake = () => {
      for (const listener of listeners) listener()
      notify()
    }
    const publicUrl = options.publicUrl ?? config.publicUrl
    const context = (actor: Actor): FlowContext => ({
      db: handle.db,
      clock: systemClock,
      random: Math.random,
      log,
      actor,
      box,
      remotes,
      publicUrl,
      keep: config.keep,
      titleIn,
      ...(telemetry && { telemetry }),
      wake,
    })
    const shares = keepShares(context({ kind: 'job', task: 'shares' }), `${process.pid}-${randomUUID()}`)
    return {
      config,
      handle,
      box,
      remotes,
      log,
      databaseFolder: embedded?.folder,
      context,
      changes: listenChanges(handle.sql),
      async onWake(listener) {
        listeners.add(listener)
        await handle.sql.listen(CHANNEL, listener)
      },
      async close() {
        await remotes.close()
        await shares.stop()
        await settings.close()
        await handle.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await settings.close()
    await handle.close()
    await embedded?.stop()
    throw error
  }
}

/** Tells other processes. A lost notification costs a poll interval, nothing more. */
function createNotifier({ sql }: DatabaseHandle, log: Log): () => void {
  let pending = false
  return () => {
    if (pending) return
    pending = true
    setTimeout(() => {
      pending = false
      sql.notify(CHANNEL, '').catch((error: unknown) => log.debug({ error: String(error) }, 'notify failed'))
    }, NOTIFY_MS)
  }
}
