import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'

export type BoundApp = Hono<{ Bindings: HttpBindings }>

/**
 * Serves an app over HTTP/1.
 * @param port 0 takes one that is free
 * @param prepare what the server of this product does before the app is asked
 */
export async function listen(
  app: Pick<BoundApp, 'fetch'>,
  host: string,
  port: number,
  prepare: (server: Pick<Server, 'on'>) => void = () => {},
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch as Parameters<typeof createAdaptorServer>[0]['fetch'] }) // HTTP/1 only: the bindings fit
  prepare(server as Pick<Server, 'on'>) // HTTP/1 only
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const { port: actual } = server.address() as AddressInfo // listening on TCP
  return {
    url: `http://${host}:${actual}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
