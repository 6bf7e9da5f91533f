import type { HttpAnswer, HttpRequest } from '../../../src/domain/http.ts'

type Fetch = (request: Request, bindings: object) => Response | Promise<Response>

/** One request to a Hono app without a socket. The request line is all that the apps look at of node's own request. */
export async function askApp(fetch: Fetch, request: HttpRequest): Promise<HttpAnswer> {
  const { pathname, search } = new URL(request.url)
  const response = await fetch(
    new Request(request.url, {
      method: request.method,
      ...(request.headers && { headers: { ...request.headers } }),
      ...(request.body !== undefined && {
        body: typeof request.body === 'string' ? request.body : Buffer.from(request.body),
      }),
    }),
    { incoming: { url: `${pathname}${search}` } },
  )
  const { 'set-cookie': _, ...headers } = Object.fromEntries(response.headers)
  return {
    status: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: new Uint8Array(await response.arrayBuffer()),
  }
}
