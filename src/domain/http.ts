/** One outgoing HTTP request. Clients get `HttpSend` handed in; they never open sockets themselves. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Whole exchange, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number
  /** Largest answer accepted, in bytes. Default 32 MiB. */
  readonly maxBytes?: number
  /** Bodies of this request are not kept with the attempt (log-ins, file contents). */
  readonly confidential?: boolean
}

export interface HttpAnswer {
  readonly status: number
  /** Lower-case names. `set-cookie` is in `cookies`. */
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly body: Uint8Array
}

/** @throws HttpFailure when there is no complete answer. Redirects are returned, never followed. */
export type HttpSend = (request: HttpRequest) => Promise<HttpAnswer>

/**
 * No complete answer. `reached: 'no'` means that the request certainly did not get to the other side (refused
 * connection, unknown host, forbidden address): safe to repeat. 'maybe' is everything else.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly reached: 'no' | 'maybe'
  constructor(reached: 'no' | 'maybe', message: string, options?: ErrorOptions) {
    super(message, options)
    this.reached = reached
  }
}
