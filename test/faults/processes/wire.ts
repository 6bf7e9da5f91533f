import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** through; drop: what is open breaks and nothing opens; deaf: everything is taken and nothing answered; slow: later. */
export type Mode = 'through' | 'drop' | 'deaf' | 'slow'

export interface Wire {
  readonly port: number
  set(mode: Mode): void
  close(): Promise<void>
}

const SLOW_MS = 300

/** The wire between us and a server on this machine, which can be cut in the ways in which networks fail. */
export async function startWire(target: number): Promise<Wire> {
  let mode: Mode = 'through'
  const open = new Set<Socket>()
  /** What was taken while the wire was deaf is lost: such a connection is of no use afterwards. */
  const lost = new Set<Socket>()

  const forward = (from: Socket, to: Socket) => {
    let last: Promise<unknown> = Promise.resolve()
    from.on('data', chunk => {
      if (mode === 'deaf') return void lost.add(from)
      const waits = mode === 'slow' ? pause(SLOW_MS) : undefined
      // In their order, also when the wire gets fast again.
      last = Promise.all([last, waits]).then(() => to.writable && to.write(chunk))
    })
    from.on('error', () => {})
    from.on('close', () => {
      open.delete(from)
      lost.delete(from)
      void last.then(() => to.destroy())
    })
  }
  const server = createServer(client => {
    open.add(client)
    if (mode === 'drop') return void client.on('error', () => {}).resetAndDestroy()
    const upstream = connect({ host: '127.0.0.1', port: target, noDelay: true })
    open.add(upstream)
    client.setNoDelay(true)
    forward(client, upstream)
    forward(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    set(next) {
      mode = next
      if (next === 'drop') for (const socket of open) socket.resetAndDestroy()
      else for (const socket of lost) socket.resetAndDestroy()
    },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
