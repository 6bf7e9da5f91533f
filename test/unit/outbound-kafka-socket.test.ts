import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { openBrokerSocket } from '../../src/outbound/kafka-socket.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/outbound-tls/${name}`, import.meta.url), 'utf8')
const certificate = fixture('certificate.pem')

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

async function listen(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** @returns "connected", or why not. */
async function outcomeOf(host: string, port: number, options: { readonly isPrivate: boolean; readonly ca?: string }) {
  const connected = Promise.withResolvers<string>()
  const socket: Socket = openBrokerSocket(options.isPrivate)({
    host,
    port,
    // The library hands over undefined where there is no TLS, which its types do not say.
    ssl: (options.ca === undefined ? undefined : { ca: options.ca }) as { ca: string },
    onConnect: () => connected.resolve('connected'),
  })
  open.push({ close: () => socket.destroy() })
  return await Promise.race([connected.promise, once(socket, 'error').then(([error]) => String(error))])
}

describe('a connection to a broker', () => {
  test.each(['127.0.0.1', 'localhost'])('to %s is made only when private networks are allowed', async host => {
    let heard = 0
    const port = await listen(createServer(() => (heard += 1)))
    expect(await outcomeOf(host, port, { isPrivate: false })).toContain('private or reserved address')
    expect(heard).toBe(0)
    expect(await outcomeOf(host, port, { isPrivate: true })).toBe('connected')
  })

  test('to the metadata service of a cloud is never made', async () => {
    expect(await outcomeOf('169.254.169.254', 80, { isPrivate: true })).toContain('private or reserved address')
  })

  test('over TLS is made to who shows a certificate that is trusted, and to nobody else', async () => {
    const port = await listen(createTlsServer({ key: fixture('key.pem'), cert: certificate }))
    expect(await outcomeOf('localhost', port, { isPrivate: true, ca: certificate })).toBe('connected')
    expect(await outcomeOf('localhost', port, { isPrivate: true, ca: '' })).toMatch(/certificate/)
  })
})
