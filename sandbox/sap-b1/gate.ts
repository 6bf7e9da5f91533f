import { dropConnection, type GateContext, neverAnswer, type Sleep } from '../broken-connection.ts'
import type { Faults } from './faults.ts'

/** What stands between the network and the service: the proxy's own failures, and connections that break. */

const page = (status: number, title: string) =>
  `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n</body></html>\n`

export const proxyError = (status: number, title: string): Response =>
  new Response(page(status, title), { status, headers: { 'Content-Type': 'text/html; charset=iso-8859-1' } })

/**
 * Faults that happen before the service sees the request. Log-ins are spared unless a fault names them.
 * @returns the answer, or undefined when the request goes through
 */
export async function failBefore(context: GateContext, faults: Faults, sleep: Sleep): Promise<Response | undefined> {
  const { method, path } = context.req
  if ((context.env.incoming.url?.length ?? 0) > MAX_ADDRESS) return proxyError(414, 'Request-URI Too Long')
  if (isLogin(path) && !faults.list().some(fault => fault.match?.path && path.includes(fault.match.path))) {
    return undefined
  }
  const slow = faults.take(['slow'], method, path)
  if (slow) await sleep(slow.ms ?? 1000)
  const fault = faults.take(['html502', 'html500', 'html413', 'dropBefore', 'noAnswer'], method, path)
  switch (fault?.kind) {
    case 'html502':
      return proxyError(502, 'Proxy Error')
    case 'html500':
      return proxyError(500, 'Internal Server Error')
    case 'html413':
      return proxyError(413, 'Request Entity Too Large')
    case 'dropBefore':
      return dropConnection(context)
    case 'noAnswer':
      return await neverAnswer(context)
    default:
      return undefined
  }
}

/** Apache's limit for a request line. */
const MAX_ADDRESS = 8190

export const isLogin = (path: string): boolean => /\/(Login|Logout|login)$/.test(path)
