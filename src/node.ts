import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { createAdaptorServer } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createAssets } from './admin-ui/assets.ts'
import { shareHome } from './admin-ui/home/share-home.ts'
import { createLiveStreams } from './admin-ui/live/streams.ts'
import { readAssets } from './admin-ui/read-assets.ts'
import { createApp } from './app.ts'
import { localUrl } from './config.ts'
import { UserError } from './domain/errors.ts'
import { createDeliveryWriter } from './flows/inbox/delivery-writer.ts'
import { ensureSchedules } from './flows/schedule/ensure-schedules.ts'
import { createKafkaReaders } from './jobs/kafka-readers.ts'
import { startWorker, type Worker } from './jobs/worker.ts'
import { createSend } from './outbound/send.ts'
import { type Runtime, systemClock } from './runtime.ts'
import { ADOBE_KEY_ORIGIN, createAdobeKeys } from './webhooks/adobe-keys.ts'
import type { Rate } from './webhooks/source-limit.ts'

export interface RunningServer {
  readonly url: string
  /** Takes nothing new, finishes what is under way. */
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly host: string
  readonly port: number
  readonly web: boolean
  readonly worker: boolean
  readonly idleMs?: number
  /** How fast one sender may deliver to one store or connection, instead of the default. */
  readonly rate?: Rate
  /** Instead of some of SERVER_LIMITS. */
  readonly limits?: Partial<typeof SERVER_LIMITS>
}

/** Who sends slower than this holds connections for nothing: 8 MB in 30 s are 2 Mbit/s. Milliseconds and bytes. */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16_384,
}

const RESCHEDULE_MS = 5_000

/** The Node door: HTTP and workers in one process, or one of them. @throws UserError when the port is taken. */
export async function startServer(runtime: Runtime, options: ServerOptions): Promise<RunningServer> {
  const publicUrl = runtime.config.publicUrl ?? localUrl(options.host, options.port)
  const web = options.web ? await listen(runtime, options, publicUrl) : undefined
  const worker = options.worker ? await startWork(runtime, options) : undefined
  return {
    url: web?.url ?? publicUrl,
    async stop() {
      await Promise.all([web?.close(), worker?.stop()])
    },
  }
}

async function startWork(runtime: Runtime, options: ServerOptions): Promise<Worker> {
  const job = runtime.context({ kind: 'job', task: 'schedule' })
  await ensureSchedules(job)
  const worker = startWorker(
    task => runtime.context({ kind: 'job', task }),
    options.idleMs === undefined ? {} : { idleMs: options.idleMs },
  )
  await runtime.onWake(worker.wake)
  const readers = createKafkaReaders(runtime.context({ kind: 'job', task: 'kafka' }))
  // Configuration applied by another process: schedule and readers follow within seconds.
  const follow = () => {
    ensureSchedules(job).catch((error: unknown) =>
      runtime.log.warn({ error: String(error) }, 'schedule could not be read'),
    )
    readers
      .follow()
      .catch((error: unknown) => runtime.log.warn({ error: String(error) }, 'what is read from Kafka is not known'))
  }
  const timer = setInterval(follow, RESCHEDULE_MS)
  follow()
  return {
    wake: worker.wake,
    async stop() {
      clearInterval(timer)
      await Promise.all([readers.stop(), worker.stop()])
    },
  }
}

async function listen(runtime: Runtime, { host, port, rate, limits }: ServerOptions, publicUrl: string) {
  const send = createSend({
    allow: url => url.origin === ADOBE_KEY_ORIGIN,
    allowPrivateNetwork: false,
    clock: systemClock,
  })
  const live = createLiveStreams(runtime.changes)
  const app = await createApp({
    context: runtime.context,
    deliveries: createDeliveryWriter(
      runtime.handle.sql,
      systemClock,
      runtime.context({ kind: 'job', task: 'webhooks' }).wake,
    ),
    fetchAdobeKey: createAdobeKeys(send),
    publicUrl,
    assets: createAssets(readAssets(), text => gzipSync(text, { level: 9 })),
    live,
    readHome: shareHome(runtime.changes),
    addressOf: c => getConnInfo(c).remote.address,
    ...(rate && { rate }),
  })
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { ...SERVER_LIMITS, ...limits } })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw new UserError(
      taken
        ? `Port ${port} on ${host} is taken by another program. Stop it, or choose another one with PORT=8090.`
        : `Listening on ${host}:${port} is not possible: ${String(error)}`,
      { cause: error },
    )
  }
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: localUrl(host, actual),
    close: () =>
      new Promise<void>(resolve => {
        live.close()
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3_000).unref()
      }),
  }
}
