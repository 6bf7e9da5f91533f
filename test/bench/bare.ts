import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

/** A handler that answers so many bytes that it has at hand: what no page on this server can be faster than. */
export async function startBare(bytes: number): Promise<{ readonly url: string; close(): void }> {
  const body = 'x'.repeat(bytes)
  const server = createAdaptorServer({ fetch: new Hono().get('/', c => c.html(body)).fetch })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() }
}
