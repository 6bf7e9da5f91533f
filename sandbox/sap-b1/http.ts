import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dropConnection, type GateContext, type Sleep } from '../broken-connection.ts'
import { MAX_ATTACHMENT, storeAttachment, type UploadedFile } from './attachments.ts'
import { B1Error, errorBody } from './b1-error.ts'
import { runBatch } from './batch.ts'
import { beginWork, type Company, type Work } from './company.ts'
import { failBefore, proxyError } from './gate.ts'
import { type Answer, type Call, execute, failureAnswer } from './service-layer.ts'
import { type Sessions, sessionGone } from './session.ts'
import { notifySubscribers } from './webhooks.ts'

/** The Service Layer on HTTP: addresses, sessions, bodies and their formats. */

export interface HttpOptions {
  readonly company: Company
  readonly sessions: Sessions
  /** Before every answer. */
  readonly latencyMs: number
  /** A log-in takes long, a wrong one even longer. */
  readonly loginMs: number
  readonly sleep: Sleep
  /** After a commit that stored notifications. */
  readonly wake: () => void
}

type Version = Call['version']

export function serviceLayerApp(options: HttpOptions): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const { company, sessions, sleep } = options
  app.get('/ping/*', context =>
    context.json({
      message: 'pong',
      sender: context.req.path.slice('/ping/'.length) || 'load balancer',
      timestamp: company.clock.now().getTime() / 1000,
    }),
  )
  app.use('/b1s/*', async (context, next) => {
    const failed = await failBefore(context, company.faults, sleep)
    if (failed) return failed
    if (options.latencyMs > 0) await sleep(options.latencyMs)
    return next()
  })
  app.use('/b1s/*', bodyLimit({ maxSize: MAX_ATTACHMENT, onError: () => proxyError(413, 'Request Entity Too Large') }))
  app.post('/b1s/:version{v1|v2}/Login', async context => {
    const version = versionOf(context)
    const { answer, cookies } = sessions.login(version, parseJson(await context.req.text()))
    if (options.loginMs > 0) await sleep(answer.status === 200 ? options.loginMs : options.loginMs * 5)
    const response = toResponse(version, answer)
    for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
    return response
  })
  app.post('/b1s/:version{v1|v2}/Logout', context => {
    sessions.end(context.req.header('cookie'))
    return new Response(null, { status: 204 })
  })
  app.all('/b1s/:version{v1|v2}/*', async context => {
    const version = versionOf(context)
    const refused = refuseCall(options, context, version)
    if (refused) return toResponse(version, refused)
    const answer = await answerCall(options, context, version)
    const { method, path } = context.req
    if (company.faults.take(['commitThenDrop'], method, path)) return dropConnection(context)
    return toResponse(version, answer)
  })
  return app
}

const versionOf = (context: GateContext): Version => (context.req.param('version') === 'v1' ? 'v1' : 'v2')

/** Session and node troubles: nothing was executed. */
function refuseCall(options: HttpOptions, context: GateContext, version: Version): Answer | undefined {
  const { faults } = options.company
  const { method, path } = context.req
  const fault = faults.take(['sessionLost', 'staleNode407', 'commitError1116'], method, path)
  if (fault?.kind === 'sessionLost') options.sessions.end(context.req.header('cookie'))
  if (!options.sessions.touch(context.req.header('cookie'))) return sessionGone(version)
  if (fault?.kind === 'staleNode407') {
    return { status: 500, json: errorBody(version, 407, "Table definition not found for '@ORDERBRIDGE'") }
  }
  if (fault?.kind === 'commitError1116') {
    const text = 'Could not commit transaction: Error -1 detected during transaction'
    return { status: 400, json: errorBody(version, -1116, text) }
  }
  return undefined
}

async function answerCall(options: HttpOptions, context: GateContext, version: Version): Promise<Answer> {
  const type = context.req.header('content-type') ?? ''
  const path = servicePath(context)
  if (path === '$batch') {
    const body = await context.req.text()
    return runBatch(
      version,
      type,
      body,
      call => transact(options, work => execute(work, call)),
      () => begin(options),
    )
  }
  if (path === 'Attachments2' && context.req.method === 'POST') return upload(options, context, version, type)
  const text = await context.req.text()
  const call: Call = {
    version,
    method: methodOf(context),
    path,
    params: new URL(context.req.url).searchParams,
    header: name => context.req.header(name),
    body: text === '' ? undefined : parseJson(text),
  }
  if (text !== '' && call.body === undefined) {
    return { status: 400, json: errorBody(version, -1000, 'The request body is not valid JSON') }
  }
  try {
    return transact(options, work => execute(work, call))
  } catch (error) {
    return failureAnswer(version, error)
  }
}

/** For clients that cannot PATCH (contract §1). */
function methodOf(context: GateContext): string {
  const override = context.req.header('x-http-method-override')
  return context.req.method === 'POST' && override ? override.toUpperCase() : context.req.method
}

function servicePath(context: GateContext): string {
  const raw = new URL(context.req.url).pathname.replace(/^\/b1s\/v[12]\//, '')
  try {
    return decodeURIComponent(raw)
  } catch {
    return raw
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface OpenWork {
  readonly work: Work
  commit(): void
}

function begin({ company, wake }: HttpOptions): OpenWork {
  const work = beginWork(company, notifySubscribers)
  return {
    work,
    commit() {
      const told = work.events.length > 0
      work.commit()
      if (told) wake()
    },
  }
}

/** Everything or nothing. */
export function transact<T>(options: HttpOptions, act: (work: Work) => T): T {
  const { work, commit } = begin(options)
  const result = act(work)
  commit()
  return result
}

async function upload(options: HttpOptions, context: GateContext, version: Version, type: string): Promise<Answer> {
  if (!/^multipart\/form-data;\s*boundary=[^"\s]+$/i.test(type)) {
    return { status: 405, json: errorBody(version, -1000, 'Multipart form data with an unquoted boundary is expected') }
  }
  try {
    const form = await context.req.raw.formData()
    const files: UploadedFile[] = []
    for (const value of form.values()) {
      if (typeof value === 'string') continue
      files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
    }
    const stored = transact(options, work => storeAttachment(work, files))
    const location = `/b1s/${version}/Attachments2(${String(stored.AbsoluteEntry)})`
    return { status: 201, headers: { Location: location }, json: { ...stored, $key: undefined } }
  } catch (error) {
    if (error instanceof B1Error) return failureAnswer(version, error)
    return { status: 400, json: errorBody(version, -1000, 'The multipart body is not valid') }
  }
}

const CONTENT_TYPE = {
  v1: 'application/json;odata=minimalmetadata;charset=utf-8',
  v2: 'application/json;odata.metadata=minimal;charset=utf-8',
} as const

function toResponse(version: Version, { status, headers, json, bytes, text }: Answer): Response {
  if (bytes !== undefined) return new Response(Uint8Array.from(bytes), { status, headers: { ...headers } })
  if (text !== undefined) return new Response(text, { status, headers: { 'Content-Type': 'text/plain', ...headers } })
  if (json === undefined) return new Response(null, { status, headers: { ...headers } })
  return new Response(JSON.stringify(json), { status, headers: { 'Content-Type': CONTENT_TYPE[version], ...headers } })
}
