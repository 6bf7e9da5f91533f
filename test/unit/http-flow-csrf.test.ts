import { describe, expect, it } from 'vitest'
import type { HttpAnswer, HttpRequest } from '../../src/domain/http.ts'
import { far } from './http-flow-far.ts'
import { sampleOrder } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

const csrf = { request: { path: '/service/', headers: { 'X-CSRF-Token': 'Fetch' } }, minutes: 20 }

/** Takes a write only with the token that it gave out last, in the session that belongs to it. */
function guarded(answerToFetch: Partial<HttpAnswer> = {}) {
  let given = 0
  const takes = ({ headers }: HttpRequest) =>
    headers?.['x-csrf-token'] === `t${given}` && headers.cookie?.includes(`SESSION=${given}`)
  const side = far((request, path) => {
    if (path === '/api/service/') {
      given++
      const headers = { 'x-csrf-token': `t${given}` }
      return { headers, cookies: [`SESSION=${given}; path=/; HttpOnly`, 'client=100'], ...answerToFetch }
    }
    if (request.method === 'GET') return { json: { rows: [], id: 7, total: '12.2' } }
    return takes(request) ? { json: { id: 7 } } : { status: 403, headers: { 'x-csrf-token': 'Required' } }
  })
  const connect = (settings: object = {}) => side.connect({ csrf, ...settings })
  return {
    ...side,
    connect,
    /** The session is over, which the ERP tells with the next write only. */
    forget: () => {
      given++
    },
    paths: () => side.sent.map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/api', '')}`),
  }
}

type Erp = ReturnType<ReturnType<typeof far>['connect']>
const write = async (erp: Erp, key: string) =>
  await erp.createSalesDocument((await erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: key }))).request)

describe('the token for writes', () => {
  it('is fetched once for all, and goes with writes only, with its cookies', async () => {
    const { connect, sent, paths } = guarded()
    const erp = connect()
    await erp.findSalesDocuments(['a-1'])
    await Promise.all(['a-1', 'a-2', 'a-3'].map(key => write(erp, key)))
    expect(paths().filter(path => path === 'GET /service/')).toHaveLength(1)
    for (const { method, url, headers = {} } of sent) {
      if (method === 'POST') expect(headers).toMatchObject({ 'x-csrf-token': 't1', cookie: 'SESSION=1; client=100' })
      else if (!url.endsWith('/service/')) expect(Object.keys(headers)).toEqual(['accept'])
    }
  })

  it('goes beside the cookies of a log-in, in place of those of the same name', async () => {
    const { connect, sent } = guarded()
    const auth = { kind: 'header', headers: { cookie: 'SESSION=none; node=a', authorization: 'Basic x' } }
    await write(connect({ auth }), 'a-1')
    expect(sent.find(({ method }) => method === 'POST')?.headers).toMatchObject({
      authorization: 'Basic x',
      cookie: 'SESSION=1; node=a; client=100',
    })
    expect(sent[0]?.headers?.authorization).toBe('Basic x')
  })

  it('is fetched anew, once, when the ERP asks for one: the write had done nothing', async () => {
    const { connect, forget, paths } = guarded()
    const erp = connect()
    await write(erp, 'a-1')
    forget()
    await write(erp, 'a-2')
    const again = ['POST /write', 'GET /service/', 'POST /write', 'GET /read/7']
    expect(paths()).toEqual(['GET /service/', 'POST /write', 'GET /read/7', ...again])
  })

  it('goes when the log-in is lost: its cookies are of the session that is over', async () => {
    let session = 1
    const { connect, sent } = far(({ method, headers = {} }, path) => {
      if (path === '/api/login') return { cookies: [`SESSION=${session}`] }
      if (!headers.cookie?.includes(`SESSION=${session}`)) return { status: 401 }
      if (path === '/api/service/') return { headers: { 'x-csrf-token': 't' }, cookies: [`SESSION=${session}`] }
      return { json: method === 'GET' ? { id: 7, total: '12.2' } : { id: 7 } }
    })
    const erp = connect({ csrf, auth: { kind: 'cookies', request: { method: 'POST', path: '/login' } } })
    await write(erp, 'a-1')
    session++
    sent.length = 0
    await write(erp, 'a-2')
    expect(sent.map(({ url }) => new URL(url).pathname.replace('/api', ''))).toEqual([
      ...['/write', '/login', '/service/', '/write'],
      '/read/7',
    ])
  })

  it('that is refused twice ends there, and no other 403 is taken for it', async () => {
    const never = guarded({ cookies: [] })
    await expect(write(never.connect(), 'a-1')).rejects.toMatchObject({ errorClass: 'auth', status: 403 })
    expect(never.paths()).toEqual(['GET /service/', 'POST /write', 'GET /service/', 'POST /write'])
    const plain = far(({ method }) => (method === 'POST' ? { status: 403 } : { headers: { 'x-csrf-token': 't' } }))
    await expect(write(plain.connect({ csrf }), 'a-1')).rejects.toMatchObject({ errorClass: 'auth' })
    expect(plain.sent).toHaveLength(2)
  })

  it('is taken from an answer of any status, and is not used longer than the flow says', async () => {
    const { connect, pass, paths } = guarded({ status: 404 })
    const erp = connect()
    await write(erp, 'a-1')
    pass(19)
    await write(erp, 'a-2')
    pass(2)
    await write(erp, 'a-3')
    expect(paths().filter(path => path === 'GET /service/')).toHaveLength(2)
  })

  it.each([
    ['an ERP that is away', 503, 'transient'],
    ['a wrong password', 401, 'auth'],
    ['an address without tokens', 200, 'permanent'],
  ])('that does not come leaves the order unwritten: %s', async (_what, status, errorClass) => {
    const { connect, paths } = guarded({ status, headers: {} })
    await expect(write(connect(), 'a-1')).rejects.toMatchObject({ errorClass, code: 'http-flow:csrf' })
    expect(paths()).toEqual(['GET /service/'])
  })

  it('is asked for again when a page came in place of it', async () => {
    const page = { headers: { 'content-type': 'text/html; charset=utf-8' } }
    const body = Buffer.from('<title>Down for maintenance</title>')
    await expect(write(guarded({ ...page, body }).connect(), 'a-1')).rejects.toMatchObject({
      errorClass: 'transient',
      message: expect.stringContaining('Down for maintenance'),
    })
  })

  it('is asked for by the doctor', async () => {
    const findings = await guarded().connect().diagnose({ fix: false })
    expect(findings).toContainEqual(expect.objectContaining({ check: 'token for writes', ok: true }))
    const without = await guarded({ headers: {} }).connect().diagnose({ fix: false })
    expect(without).toContainEqual(expect.objectContaining({ check: 'token for writes', ok: false }))
  })
})
