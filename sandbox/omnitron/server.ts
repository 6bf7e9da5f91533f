import { setTimeout as pause } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { dropConnection } from '../broken-connection.ts'
import { listen } from '../listen.ts'
import { Refusal } from './lists.ts'
import { apiRoutes } from './routes.ts'
import { type OmnitronStore, openStore } from './store.ts'

export interface OmnitronOptions {
  /** 0 takes one that is free. */
  readonly port: number
  readonly host?: string
  /** Absent: everything is forgotten at the end. */
  readonly journalFile?: string
  readonly clock: { now(): Date }
  readonly username?: string
  readonly password?: string
  /** Its API token; a log-in gives another one. */
  readonly token?: string
}

/** "ackLost": the order is marked as sent, and the answer is 500. */
export interface OmnitronFault {
  readonly kind: 'ackLost' | 'commitThenDrop' | 'dropBefore' | 'html502' | 'tokenLost' | 'slow'
  times?: number
  readonly ms?: number
  /** A part of the address that has to occur. */
  readonly path?: string
}

export interface Omnitron extends OmnitronStore {
  readonly url: string
  readonly credentials: { readonly username: string; readonly password: string; readonly token: string }
  readonly faults: OmnitronFault[]
  readonly logins: () => number
  close(): Promise<void>
}

const loginBody = z.object({ username: z.string(), password: z.string() })

/** Starts a simulated Omnitron: orders wait here for an ERP. Its API is below /api/v1 and, under the same names, /api/i1. */
export async function startOmnitron(options: OmnitronOptions): Promise<Omnitron> {
  const store = openStore(options.clock, options.journalFile)
  const credentials = {
    username: options.username ?? 'integrator',
    password: options.password ?? 'integrator-password',
    token: options.token ?? 'f532c1e0a6b54d1f9f0c',
  }
  const faults: OmnitronFault[] = []
  const tokens = new Set([credentials.token])
  let logins = 0
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use('*', bodyLimit({ maxSize: 1024 * 1024 }))
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json(error.body, error.status)
    if (error instanceof SyntaxError) return context.json({ detail: 'JSON parse error' }, 400)
    throw error
  })
  app.notFound(context => context.json({ detail: 'Not found.' }, 404))
  app.use('/api/*', async (context, next) => {
    const early = takeFault(faults, ['html502', 'dropBefore', 'slow'], context.req.path)
    if (early?.kind === 'slow') await pause(early.ms ?? 1000)
    if (early?.kind === 'dropBefore') return dropConnection(context)
    if (early?.kind === 'html502') return context.html('<html><head><title>502 Bad Gateway</title></head></html>', 502)
    if (takeFault(faults, ['tokenLost'], context.req.path)) tokens.clear()
    const isLogin = context.req.path.endsWith('/auth/login/')
    const token = /^Token (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
    if (!isLogin && !tokens.has(token)) return context.json({ detail: 'Invalid token.' }, 401)
    await next()
    const late = takeFault(faults, ['ackLost', 'commitThenDrop'], context.req.path)
    if (!late) return undefined
    // What was answered is put aside whole, with its headers.
    context.res = undefined
    context.res =
      late.kind === 'commitThenDrop' ? dropConnection(context) : context.json({ detail: 'Internal server error' }, 500)
    return undefined
  })
  for (const prefix of ['/api/v1', '/api/i1']) {
    app.post(`${prefix}/auth/login/`, async context => {
      const given = loginBody.safeParse(await context.req.json())
      const { username, password } = credentials
      const isRight = given.success && given.data.username === username && given.data.password === password
      if (!isRight) throw new Refusal(400, { non_field_errors: ['Unable to log in with provided credentials.'] })
      const key = `key-${++logins}`
      tokens.add(key)
      return context.json({ key })
    })
    app.route(prefix, apiRoutes(store))
  }
  const { url, close } = await listen(app, options.host ?? '127.0.0.1', options.port)
  return { ...store, url, credentials, faults, logins: () => logins, close }
}

/** The first that fits, used up by one. The late ones are about writes. */
function takeFault(
  faults: OmnitronFault[],
  kinds: readonly OmnitronFault['kind'][],
  path: string,
): OmnitronFault | undefined {
  const index = faults.findIndex(fault => kinds.includes(fault.kind) && path.includes(fault.path ?? ''))
  const fault = faults[index]
  if (!fault) return undefined
  fault.times = (fault.times ?? 1) - 1
  if (fault.times === 0) faults.splice(index, 1)
  return fault
}
