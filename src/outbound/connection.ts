import { lookup as resolveName } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { addressKind } from './private-address.ts'

export interface ConnectionOptions {
  /** Private and loopback addresses may be called. Metadata, link-local and multicast addresses never. */
  readonly allowPrivateNetwork: boolean
  /** PEM: certificate authorities to trust instead of the public ones. */
  readonly ca?: string
  /** SHA-256 of the server's certificate (hex, colons optional). Replaces the check of its issuer and host name. */
  readonly pinnedSha256?: string
}

const CONNECT_TIMEOUT_MS = 10_000
/** Apache closes idle connections after 5 s by default; leaving first avoids writing into a closing one. */
const IDLE_TIMEOUT_MS = 4_000

/**
 * Keep-alive agents that hand out a connection only when it is fully established and checked. Whatever fails before
 * that has certainly sent nothing, and the address that is checked is the address that is connected.
 */
export function createAgents(options: ConnectionOptions): { http: http.Agent; https: https.Agent } {
  const common = {
    keepAlive: true,
    timeout: IDLE_TIMEOUT_MS,
    lookup: checkedLookup(options.allowPrivateNetwork),
  }
  const plain = new http.Agent(common)
  const secure = new https.Agent({
    ...common,
    ...(options.ca !== undefined && { ca: options.ca }),
    // A resumed session would not show its certificate again.
    ...(options.pinnedSha256 !== undefined && { rejectUnauthorized: false, maxCachedSessions: 0 }),
  })
  waitUntilChecked(plain, 'connect', options)
  waitUntilChecked(secure, 'secureConnect', options)
  return { http: plain, https: secure }
}

export const isAllowed = (address: string, allowPrivateNetwork: boolean): boolean => {
  const kind = addressKind(address)
  return kind === 'public' || (kind === 'private' && allowPrivateNetwork)
}

export const refusal = (host: string): Error =>
  new Error(`${host} is a private or reserved address, which this store or connection is not allowed to call`)

/** Gives the socket only those addresses of a name that may be called. */
export function checkedLookup(allowPrivateNetwork: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const allowed = addresses.filter(({ address }) => isAllowed(address, allowPrivateNetwork))
      const [first] = allowed
      if (!first) return callback(refusal(hostname), [])
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family)
    })
  }
}

function waitUntilChecked(agent: http.Agent, ready: 'connect' | 'secureConnect', options: ConnectionOptions): void {
  const open = agent.createConnection.bind(agent)
  agent.createConnection = (target, callback) => {
    const done = callback ?? (() => {})
    const host = String(target.host ?? '')
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !isAllowed(host, options.allowPrivateNetwork)) {
      process.nextTick(() => done(refusal(host), new Socket()))
      return undefined
    }
    const socket = open(target)
    if (!(socket instanceof Socket)) throw new Error('the agent opened something that is not a socket')
    const timer = setTimeout(
      () => socket.destroy(new Error(`no connection within ${CONNECT_TIMEOUT_MS} ms`)),
      CONNECT_TIMEOUT_MS,
    )
    const settle = (error: Error | null) => {
      clearTimeout(timer)
      socket.off('error', settle)
      done(error, socket)
    }
    socket.once('error', settle)
    socket.once(ready, () => {
      const problem = problemOf(socket, options)
      if (problem) socket.destroy(problem)
      else settle(null)
    })
    return undefined
  }
}

function problemOf(socket: Socket, options: ConnectionOptions): Error | undefined {
  const { remoteAddress } = socket
  if (remoteAddress === undefined || !isAllowed(remoteAddress, options.allowPrivateNetwork)) {
    return refusal(remoteAddress ?? 'the other side')
  }
  if (options.pinnedSha256 === undefined || !(socket instanceof TLSSocket)) return undefined
  const expected = options.pinnedSha256.replaceAll(':', '').toLowerCase()
  const presented = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase()
  if (presented === expected) return undefined
  return new Error(`the server's certificate has the fingerprint ${presented ?? '(none)'}, which is not the pinned one`)
}
