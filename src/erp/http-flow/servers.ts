import { TemplateError } from './template.ts'

/**
 * Servers that are the ERP: `url`, and those that the flow names itself because the ERP answers parts of its interface
 * there. All of them get our credentials, and only the operator can add one: an answer cannot.
 */
interface Servers {
  readonly url: string
  readonly servers: Readonly<Record<string, string>>
}

/** @throws TemplateError for a server that the flow does not name (any more). */
export function baseOf({ url, servers }: Servers, { server }: { readonly server?: string | undefined }): string {
  if (server === undefined) return url
  const found = Object.hasOwn(servers, server) ? servers[server] : undefined
  if (found === undefined) throw new TemplateError(`the server "${server}" is not among servers of the flow`)
  return found
}

export const isOurs = ({ url, servers }: Servers, address: URL): boolean =>
  [url, ...Object.values(servers)].some(one => new URL(one).origin === address.origin)
