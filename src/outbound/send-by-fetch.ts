import { HttpFailure, type HttpSend } from '../domain/http.ts'

const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_MAX_BYTES = 1024 * 1024

/**
 * The way out where there are no sockets (Cloudflare): public servers by name only, without certificates of their own.
 * Stores and ERPs need send.ts.
 * @param allow asked for every request.
 */
export function createSendByFetch(options: { readonly allow: (url: URL) => boolean }): HttpSend {
  return async request => {
    const url = URL.parse(request.url)
    if (url?.protocol !== 'https:' || !options.allow(url))
      throw new HttpFailure('no', `${url?.origin ?? 'that'} is not called from the web side`)
    try {
      const answer = await fetch(url, {
        method: request.method,
        headers: { ...request.headers },
        body: request.body === undefined ? null : new Uint8Array(Buffer.from(request.body)),
        redirect: 'manual',
        signal: AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      })
      const body = await readUpTo(answer, request.maxBytes ?? DEFAULT_MAX_BYTES)
      return { status: answer.status, headers: Object.fromEntries(answer.headers), cookies: [], body }
    } catch (error) {
      throw new HttpFailure('maybe', `${url.host}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
  }
}

async function readUpTo(answer: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
