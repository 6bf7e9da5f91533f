import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MagentoOptions, type RunningMagento, startMagento } from '../../sandbox/magento/server.ts'
import { type RawAnswer, rawCall } from './magento-call.ts'

const closers: (() => Promise<unknown>)[] = []

/** For afterEach: ends what the test started, the latest first. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

export async function start(options: Partial<MagentoOptions> = {}): Promise<RunningMagento> {
  const clock = { now: () => new Date() }
  const magento = await startMagento({ clock, random: Math.random, module: true, bearerAllowed: true, ...options })
  closers.push(() => magento.close())
  return magento
}

export function call(
  magento: RunningMagento,
  method: string,
  path: string,
  body?: unknown,
  token = magento.credentials.accessToken,
): Promise<RawAnswer> {
  return rawCall({
    method,
    url: `${magento.url}${path}`,
    headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

export async function journalFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'magento-'))
  closers.push(() => rm(directory, { recursive: true }))
  return join(directory, 'magento.jsonl')
}

/** The bridge's end of the pushes. @param answers statuses in turn, then 204 */
export async function listen(answers: number[]) {
  const received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body, path: request.url })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise(resolve => server.close(resolve)))
  const { port } = server.address() as AddressInfo // listening on TCP
  return { url: `http://127.0.0.1:${port}`, received }
}
