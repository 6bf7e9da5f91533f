import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/outbound-tls/${name}`, import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const certificate = fixture('certificate.pem')

let reached: string[] = []
const server = createServer(
  { key: readFileSync(fixture('key.pem')), cert: readFileSync(certificate) },
  (request, response) => {
    reached.push(request.url ?? '')
    if (request.url === '/moved') response.writeHead(302, { location: '/key.pem' }).end()
    else if (request.url === '/large') response.end('x'.repeat(2000))
    else if (request.url !== '/silent') response.end('the key')
  },
)
let origin = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `https://localhost:${(server.address() as AddressInfo).port}` // listens on a port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** fetch takes no certificate of its own, so it runs in a process that trusts ours. */
async function send(url: string): Promise<unknown> {
  reached = []
  const script = `
    import { createSendByFetch } from './src/outbound/send-by-fetch.ts'
    const send = createSendByFetch({ allow: url => url.origin === '${origin}' })
    const told = await send({ method: 'GET', url: '${url}', timeoutMs: 2000, maxBytes: 1000 }).then(
      answer => [answer.status, Buffer.from(answer.body).toString()],
      error => [error.name, error.reached, error.message])
    process.stdout.write(JSON.stringify(told))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    { cwd: root, env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate } },
  )
  return JSON.parse(stdout)
}

test('what is allowed is fetched', async () => {
  expect(await send(`${origin}/key.pem`)).toEqual([200, 'the key'])
})

test('a redirect is returned and not followed', async () => {
  expect(await send(`${origin}/moved`)).toEqual([302, ''])
  expect(reached).toEqual(['/moved'])
})

test.each(['https://shop.example/key.pem', 'http://localhost/key.pem', 'nonsense'])('%s is not called', async url => {
  expect(await send(url)).toEqual(['HttpFailure', 'no', expect.stringContaining('is not called from the web side')])
})

test.each(['large', 'silent'])('an answer that is %s has an end', async path => {
  expect(await send(`${origin}/${path}`)).toEqual(['HttpFailure', 'maybe', expect.stringContaining('localhost')])
})
