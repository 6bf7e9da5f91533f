import { createHmac, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { percentile } from './figures.ts'

/** A process of its own that sends signed deliveries over kept connections, one at a time each (no pipelining). */
export interface LoadJob {
  readonly host: string
  readonly port: number
  readonly path: string
  /** "whsec_…" */
  readonly secret: string
  readonly connections: number
  readonly seconds: number
  readonly body: string
}

export interface LoadResult {
  /** Answers with status 200, all of them. */
  readonly answered: number
  readonly refused: number
  /** Of the measured time: the first fifth warms up. */
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

process.on('message', async (job: LoadJob) => process.send?.(await runLoad(job)))

async function runLoad(job: LoadJob): Promise<LoadResult> {
  const requests = signedRequests(job)
  const start = performance.now()
  const measureFrom = start + job.seconds * 200
  const end = start + job.seconds * 1000
  const latencies: number[] = []
  let answered = 0
  let refused = 0
  await Promise.all(
    Array.from({ length: job.connections }, async () => {
      const connection = await openConnection(job)
      while (performance.now() < end) {
        const sent = performance.now()
        const status = await connection.ask(requests())
        const done = performance.now()
        if (status === 200) answered += 1
        else refused += 1
        if (sent >= measureFrom && done <= end) latencies.push(done - sent)
      }
      connection.close()
    }),
  )
  latencies.sort((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => percentile(latencies, share))
  const perSecond = latencies.length / (job.seconds * 0.8)
  return { answered, refused, perSecond, p50: p50 ?? Number.NaN, p95: p95 ?? Number.NaN, p99: p99 ?? Number.NaN }
}

/** More than are needed are made before the clock starts, so that signing does not compete for the cores. */
const PREPARED_PER_SECOND = 20_000

function signedRequests({ host, port, path, secret, body, seconds }: LoadJob): () => Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const run = randomBytes(6).toString('hex')
  const timestamp = Math.floor(Date.now() / 1000)
  const length = Buffer.byteLength(body)
  let count = 0
  const next = (): string => {
    const id = `${run}-${count++}`
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
    return `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nwebhook-id: ${id}\r\nwebhook-timestamp: ${timestamp}\r\nwebhook-signature: v1,${signature}\r\n\r\n`
  }
  const prepared = Array.from({ length: PREPARED_PER_SECOND * seconds }, next)
  return () => Buffer.from((prepared.pop() ?? next()) + body)
}

interface Connection {
  ask(request: Buffer): Promise<number>
  close(): void
}

/** Just enough of HTTP/1.1 for answers with a content-length. */
function openConnection({ host, port }: LoadJob): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host, port, noDelay: true })
    let received = ''
    let answer: { resolve(status: number): void; reject(error: Error): void } | undefined
    const fail = (error: Error) => (answer ?? { reject }).reject(error)
    socket.setEncoding('latin1')
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the server closed the connection')))
    socket.on('data', text => {
      received += text
      const head = received.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, head + 2))?.[1]
      if (length === undefined) return fail(new Error('an answer has no content-length'))
      if (received.length < head + 4 + Number(length)) return
      const status = Number(received.slice(9, 12))
      received = ''
      answer?.resolve(status)
    })
    socket.on('connect', () =>
      resolve({
        ask: request =>
          new Promise((resolveAnswer, rejectAnswer) => {
            answer = { resolve: resolveAnswer, reject: rejectAnswer }
            socket.write(request)
          }),
        close: () => {
          answer = { resolve: () => {}, reject: () => {} }
          socket.destroy()
        },
      }),
    )
  })
}
