import { constants, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { oauth1Header } from '../../src/domain/oauth1.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { far, leastFlow } from './http-flow-far.ts'
import { sampleOrder } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

const signed = {
  kind: 'oauth1',
  realm: '1234567_SB1',
  consumerKey: 'ck_1',
  consumerSecret: '{{secret.consumer}}',
  token: 'tk_1',
  tokenSecret: '{{secret.token}}',
}
const secrets = { consumer: 'cs_1', token: 'ts_1' }
const partsOf = (header = '') =>
  Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value = '']) => [name, value]))
const mistakesOf = (settings: object) =>
  flowSettings
    .safeParse({ ...leastFlow, ...settings })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('a log-in by OAuth 1.0a', () => {
  it('signs address and query as a reckoning by hand does, and tells its realm', () => {
    const header = oauth1Header({
      method: 'GET',
      url: 'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/salesOrder?limit=2',
      consumerKey: 'ck_1',
      consumerSecret: 'cs_1',
      token: 'tk_1',
      tokenSecret: 'ts_1',
      realm: '1234567_SB1',
      nonce: 'abc123',
      timestamp: 1_767_225_600,
    })
    expect(header).toMatch(/^OAuth realm="1234567_SB1", oauth_consumer_key="ck_1"/)
    expect(decodeURIComponent(partsOf(header).oauth_signature ?? '')).toBe(
      'fUo0b7O9Xm2HegZvz5h4Fx+9spgLv6NjC01p+xkBQIg=',
    )
  })

  it('signs each call anew, with the moment of our clock and a nonce of its own', async () => {
    const { sent, connect, pass } = far(() => ({ json: { rows: [] } }))
    const erp = connect({ auth: signed }, secrets)
    await erp.findSalesDocuments(["a-1 'č'"])
    pass(1)
    await erp.findSalesDocuments(["a-1 'č'"])
    const told = sent.map(({ headers }) => partsOf(headers?.authorization))
    expect(told.map(({ oauth_timestamp }) => Number(oauth_timestamp))).toEqual([1_769_860_800, 1_769_860_860])
    expect(told[0]?.oauth_nonce).not.toBe(told[1]?.oauth_nonce)
    for (const [index, { method, url }] of sent.entries()) {
      const { oauth_nonce: nonce = '', oauth_timestamp } = told[index] ?? {}
      const rest = { consumerKey: 'ck_1', consumerSecret: 'cs_1', token: 'tk_1', tokenSecret: 'ts_1' }
      const again = oauth1Header({ method, url, ...rest, nonce, timestamp: Number(oauth_timestamp) })
      expect(partsOf(again).oauth_signature).toBe(told[index]?.oauth_signature)
    }
  })
})

describe('a log-in by OAuth2 with a key of our own', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const tokenUrl = 'https://login.example/token'
  const auth = (assertion: object) => ({
    kind: 'oauth2',
    tokenUrl,
    clientId: 'shop',
    assertion: { key: '{{secret.key}}', ...assertion },
  })
  const pemOf = (key: typeof rsa) => String(key.export({ type: 'pkcs8', format: 'pem' }))
  const token = () =>
    far(({ url }) => (url === tokenUrl ? { json: { access_token: 't1', expires_in: '3600' } } : { json: { rows: [] } }))
  const jwtOf = (body: unknown) => {
    const form = new URLSearchParams(String(body))
    const [header = '', claims = '', signature = ''] = (form.get('client_assertion') ?? '').split('.')
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    return { form, header: read(header), claims: read(claims), text: `${header}.${claims}`, signature }
  }

  it.each([
    ['PS256', rsa, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
    ['ES256', curve, { dsaEncoding: 'ieee-p1363' as const }],
  ])(
    '%s tells who we are, for how long and to whom; blanks for the line breaks of the key do no harm',
    async (algorithm, key, how) => {
      const { sent, connect, pass } = token()
      const claims = { sub: null, jti: null, scope: ['orders', 'files'] }
      const settings = { auth: auth({ algorithm, keyId: 'cert-7', claims }) }
      const erp = connect(settings, { key: pemOf(key).replaceAll('\n', ' ') })
      await erp.findSalesDocuments(['a-1'])
      const jwt = jwtOf(sent[0]?.body)
      expect(Object.fromEntries(jwt.form)).toMatchObject({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
      expect([jwt.form.has('client_secret'), jwt.form.has('client_id')]).toEqual([false, false])
      expect(jwt.header).toEqual({ typ: 'JWT', alg: algorithm, kid: 'cert-7' })
      const iat = 1_769_860_800
      expect(jwt.claims).toEqual({ iss: 'shop', aud: tokenUrl, iat, exp: iat + 300, scope: ['orders', 'files'] })
      const signature = Buffer.from(jwt.signature, 'base64url')
      expect(verify('sha256', Buffer.from(jwt.text), { key: createPublicKey(key), ...how }, signature)).toBe(true)
      expect(sent[1]?.headers?.authorization).toBe('Bearer t1')
      // "3600" is a text, and lasts an hour all the same.
      pass(58)
      await erp.findSalesDocuments(['a-2'])
      expect(sent.filter(({ url }) => url === tokenUrl)).toHaveLength(1)
      pass(2)
      await erp.findSalesDocuments(['a-3'])
      expect(sent.filter(({ url }) => url === tokenUrl)).toHaveLength(2)
    },
  )

  it.each([
    ['what is no key', {}, 'hunter-2', /cannot be read/],
    ['a key of another kind', { algorithm: 'ES256' }, pemOf(rsa), /no key of the curve P-256/],
    ['a key of the wrong kind', { algorithm: 'PS256' }, pemOf(curve), /no RSA key/],
  ])('stops the connection with %s, without showing it', async (_what, assertion, key, message) => {
    const { sent, connect } = token()
    const erp = connect({ auth: auth(assertion) }, { key })
    const refused = await erp.findSalesDocuments(['a-1']).catch((error: unknown) => error)
    expect(refused).toMatchObject({ errorClass: 'auth', message: expect.stringMatching(message) })
    expect(String(refused)).not.toContain(key.slice(0, 8) === 'hunter-2' ? key : key.split('\n')[1])
    expect(sent).toHaveLength(0)
  })

  it('needs a secret or a key, not both and not none', () => {
    const plain = { kind: 'oauth2', tokenUrl, clientId: 'shop' }
    const message = 'auth.clientSecret: or assertion is needed, one of the two'
    expect(mistakesOf({ auth: plain })).toEqual([message])
    expect(mistakesOf({ auth: { ...auth({}), clientSecret: 'x' } })).toEqual([message])
    expect(mistakesOf({ auth: auth({}) })).toEqual([])
  })
})

describe('other servers', () => {
  const servers = { files: 'https://files.example' }
  const auth = { kind: 'header', headers: { 'X-Key': '{{secret.consumer}}' } }
  const invoice = {
    ofOrder: { path: '/i' },
    fields: { id: 'id' },
    pdf: { server: 'files', path: '/print', query: { id: '{{id}}' }, source: 'url', field: 'file' },
    lines: { rows: 'l', line: 'n', quantity: 'q' },
  }

  it('of the ERP that the flow names get our credentials; what an answer names does not', async () => {
    const { sent, connect } = far((_request, path) =>
      path.startsWith('/print')
        ? { json: { file: 'https://cdn.example/7.pdf' } }
        : { body: Buffer.from('%PDF-1.4'), headers: { 'content-type': 'application/pdf' } },
    )
    const settings = { auth, servers, otherUrls: ['https://cdn.example'], followUps: { invoice } }
    const file = await connect(settings, secrets).fetchDocument('invoice', 'a:7')
    expect(String(Buffer.from(file ?? []))).toBe('%PDF-1.4')
    expect(sent.map(({ url, headers }) => [url, headers?.['x-key']])).toEqual([
      ['https://files.example/print?id=7', 'cs_1'],
      ['https://cdn.example/7.pdf', undefined],
    ])
  })

  it('have to be named, and to be as safe as the ERP itself', () => {
    expect(mistakesOf({ followUps: { invoice } })).toEqual([
      'followUps.invoice.pdf.server: is files, and there is no servers.files',
    ])
    expect(mistakesOf({ servers: { files: 'http://files.example' }, followUps: { invoice } })).toEqual([
      'servers.files: has to be https, as url is: our credentials go there',
    ])
    expect(mistakesOf({ servers, followUps: { invoice } })).toEqual([])
  })
})

describe('answers', () => {
  const request = async (erp: ReturnType<ReturnType<typeof far>['connect']>) =>
    (await erp.planSalesDocument(inputFor(sampleOrder(), { orderbridgeId: 'a-1' }))).request
  const orders = { ...leastFlow.orders, write: { path: '/write', check: { idHeader: 'Location' } } }

  it.each([
    ['https://erp.example/api/orders/12%2F7', '12/7'],
    ['/api/orders/12345/?expand=no', '12345'],
  ])('without a body tell the key of what was made in their header: %s', async (location, id) => {
    const { sent, connect } = far((_request, path) =>
      path === '/api/write'
        ? { status: 204, headers: { location } }
        : { json: { id: decodeURIComponent(path.split('/').at(-1) ?? ''), total: '1.00' } },
    )
    const erp = connect({ orders })
    expect(await erp.createSalesDocument(await request(erp))).toMatchObject({ erpId: id })
    expect(sent.map(({ url }) => new URL(url).pathname)[1]).toBe(`/api/read/${encodeURIComponent(id)}`)
  })

  it('that say no mean in every step what the flow says of them', async () => {
    const busy = { status: 400, json: { error: { code: 'LIMIT', message: 'too many' } } }
    const { connect } = far(() => busy)
    const answers = { classes: [{ when: { path: 'error/code', is: ['LIMIT'] }, class: 'transient' }] }
    const erp = connect({ answers, orders })
    const [find, write] = [erp.findSalesDocuments(['a-1']), erp.createSalesDocument(await request(erp))]
    await expect(find).rejects.toMatchObject({ errorClass: 'transient', message: 'too many' })
    await expect(write).rejects.toMatchObject({ errorClass: 'transient' })
    await expect(connect({ orders }).findSalesDocuments(['a-1'])).rejects.toMatchObject({ errorClass: 'permanent' })
  })

  it('with 401 are doubted for as long as the flow says after the log-in worked, and not before it ever did', async () => {
    let status = 401
    const { connect, pass } = far(() => ({ status, json: { rows: [], message: 'Invalid login' } }))
    const erp = connect({ auth: signed, answers: { trustLogInMinutes: 5 } }, secrets)
    const look = () => erp.findSalesDocuments(['a-1'])
    await expect(look()).rejects.toMatchObject({ errorClass: 'auth' })
    status = 200
    await look()
    status = 401
    pass(4)
    await expect(look()).rejects.toMatchObject({ errorClass: 'transient', code: 'http-flow:log-in-doubted' })
    pass(1)
    await expect(look()).rejects.toMatchObject({ errorClass: 'auth' })
  })
})
