import { z } from 'zod'
import { RemoteError } from '../domain/errors.ts'
import { type HttpAnswer, HttpFailure, type HttpRequest, type HttpSend } from '../domain/http.ts'
import { newNonce } from '../domain/oauth1.ts'
import type { StoreSecrets } from '../domain/settings.ts'
import {
  type Asked,
  classifyAnswer,
  classifyFailure,
  deniedResource,
  isSignatureError,
  unexpectedAnswer,
} from './errors.ts'
import { signOAuth1 } from './oauth.ts'
import { searchQuery } from './search-criteria.ts'

export interface RestOptions {
  /** "https://shop.example/" or with a path in front of /rest. */
  readonly baseUrl: string
  readonly auth: StoreSecrets['auth']
  readonly send: HttpSend
  readonly clock: { now(): Date }
  readonly random: () => number
}

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below /rest: "/V1/orders". */
  readonly path: string
  /** Encoded, as searchQuery gives it. */
  readonly query?: string
  readonly body?: unknown
  /** The body is not kept with the attempt: file contents. */
  readonly confidential?: boolean
  /** Default 60,000. */
  readonly timeoutMs?: number
}

/** A hundred orders, or an invoice that charges a card, take a slow Magento longer than the usual 30 s. */
const TIMEOUT_MS = 60_000

/** Signed calls of Magento's REST interface. */
export interface Rest {
  /**
   * @returns the answer's JSON as `schema` reads it.
   * @throws RemoteError for everything else.
   */
  call<T>(request: RestRequest, schema: z.ZodType<T>): Promise<T>
  /** Signed and sent, and nothing judged. @throws HttpFailure */
  exchange(request: RestRequest): Promise<HttpAnswer>
}

/** What every integration of ours must be allowed to read, so that a refusal of it says that the token is bad. */
const PROBE_RESOURCE = 'Magento_Sales::actions_view'
export const PROBE: RestRequest = {
  method: 'GET',
  path: '/V1/orders',
  query: searchQuery({ groups: [], pageSize: 1, fields: 'items[entity_id]' }),
}

const PERMISSION_CODE = 'magento:permission:'

/** @returns the ACL resource that the integration lacks, when the error is about one. */
export const permissionOf = (error: RemoteError): string | undefined =>
  error.code.startsWith(PERMISSION_CODE) ? error.code.slice(PERMISSION_CODE.length) : undefined

export function createRest(options: RestOptions): Rest {
  const root = `${options.baseUrl.replace(/\/+$/, '')}/rest`
  const hasPort = new URL(root).port !== ''
  // Magento behind a proxy may not see the port that we call; found out once, by its answer (oauth.ts).
  let withoutPort = false

  const authorization = (method: string, url: string, strip: boolean): string => {
    const { auth } = options
    if (auth.kind === 'bearer') return `Bearer ${auth.token}`
    const nonce = newNonce(options.random)
    const timestamp = Math.floor(options.clock.now().getTime() / 1000)
    return signOAuth1({ method, url, credentials: auth, nonce, timestamp, withoutPort: strip })
  }

  const exchange = (request: RestRequest, strip = withoutPort): Promise<HttpAnswer> => {
    const url = `${root}${request.path}${request.query ? `?${request.query}` : ''}`
    return options.send(httpRequest(request, url, authorization(request.method, url, strip)))
  }

  const callOnce = async <T>(request: RestRequest, schema: z.ZodType<T>, strip: boolean): Promise<T> => {
    const asked: Asked = { write: request.method !== 'GET', now: options.clock.now() }
    const answer = await exchange(request, strip).catch((error: unknown) => {
      throw error instanceof HttpFailure ? classifyFailure(error, asked) : error
    })
    if (answer.status < 200 || answer.status >= 300) throw classifyAnswer(answer, asked)
    return readAnswer(request, answer, asked, schema)
  }

  /** A bad signature is refused before anything happens, so a write too may be sent again, signed the other way. */
  const callEitherWay = async <T>(request: RestRequest, schema: z.ZodType<T>): Promise<T> => {
    const strip = withoutPort
    try {
      return await callOnce(request, schema, strip)
    } catch (error) {
      if (!hasPort || !isSignatureError(error)) throw error
    }
    try {
      const result = await callOnce(request, schema, !strip)
      withoutPort = !strip
      return result
    } catch (error) {
      if (!isSignatureError(error)) withoutPort = !strip
      throw error
    }
  }

  const call = async <T>(request: RestRequest, schema: z.ZodType<T>): Promise<T> => {
    try {
      return await callEitherWay(request, schema)
    } catch (error) {
      const resource = deniedResource(error)
      throw resource === undefined ? error : await explainDenial(resource)
    }
  }

  /**
   * A missing permission and a bad token get the same answer (recordings error-401-bad-token, error-401-limited-*).
   * A token that may still read orders is a good one.
   */
  const explainDenial = async (resource: string): Promise<RemoteError> => {
    const badToken = new RemoteError({
      errorClass: 'auth',
      code: 'magento:401',
      status: 401,
      message: `Magento does not accept the integration's credentials (asked for ${resource})`,
    })
    if (resource === PROBE_RESOURCE) return badToken
    try {
      await callEitherWay(PROBE, z.unknown())
    } catch (error) {
      return error instanceof RemoteError && error.errorClass !== 'auth' ? error : badToken
    }
    return new RemoteError({
      errorClass: 'permanent',
      code: PERMISSION_CODE + resource,
      status: 401,
      message: `The integration has no permission for ${resource}. Allow it in the Magento admin under System › Integrations and authorize the integration again`,
    })
  }

  return { call, exchange: request => exchange(request) }
}

function httpRequest(request: RestRequest, url: string, authorization: string): HttpRequest {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body)
  return {
    method: request.method,
    url,
    // Without "json" Magento answers XML or an HTML error page (recordings accept-*).
    headers: { accept: 'application/json', authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
    ...(request.confidential && { confidential: true }),
    timeoutMs: request.timeoutMs ?? TIMEOUT_MS,
  }
}

function readAnswer<T>(request: RestRequest, answer: HttpAnswer, asked: Asked, schema: z.ZodType<T>): T {
  const where = `${request.method} ${request.path}`
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(answer.body))
  } catch {
    throw unexpectedAnswer(answer, asked, `${where}: Magento answered ${answer.status} with something that is not JSON`)
  }
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  throw unexpectedAnswer(
    answer,
    asked,
    `${where}: unexpected answer of Magento${place}: ${issue?.message ?? 'unreadable'}`,
  )
}
