import { connect, isIP, Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import type { ISocketFactory } from 'kafkajs'
import { checkedLookup, isAllowed, refusal } from './connection.ts'

const KEEP_ALIVE_MS = 60_000

/**
 * Connections to brokers, those that other brokers name included: the address that is checked is the address that is
 * connected, as for every other far side.
 */
export const openBrokerSocket =
  (allowPrivateNetwork: boolean): ISocketFactory =>
  ({ host, port, ssl, onConnect }) => {
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !isAllowed(host, allowPrivateNetwork)) return refused(host)
    const target = { host, port, lookup: checkedLookup(allowPrivateNetwork) }
    const socket = ssl
      ? connectSecurely({ ...(isIP(host) === 0 && { servername: host }), ...ssl, ...target }, onConnect)
      : connect(target, onConnect)
    return socket.setKeepAlive(true, KEEP_ALIVE_MS)
  }

/** The library listens for errors once it has the socket. */
function refused(host: string): Socket {
  const socket = new Socket()
  setImmediate(() => socket.destroy(refusal(host)))
  return socket
}
