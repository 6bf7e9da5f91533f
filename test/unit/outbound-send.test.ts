import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { HttpFailure, HttpRequest } from '../../src/domain/http.ts'
import { createGate } from '../../src/outbound/gate.ts'
import { createSend, type Exchange, type SendOptions } from '../../src/outbound/send.ts'

const fixture = (name: string) => readFileSync(new URL(`../fixtures/outbound-tls/${name}`, import.meta.url), 'utf8')
const certificate = fixture('certificate.pem')
const tls = { key: fixture('key.pem'), cert: certificate }

const open: { close(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  open.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function serve(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(answer))}`
}

const sendWith = (options: Partial<SendOptions> = {}) =>
  createSend({ allow: () => true, allowPrivateNetwork: true, clock: { now: () => new Date(0) }, ...options })

const failureOf = async (work: Promise<unknown>): Promise<HttpFailure> =>
  work.then(
    () => {
      throw new Error('it went through')
    },
    (error: HttpFailure) => error,
  )

const get = (url: string, rest: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, ...rest })
const text = (body: Uint8Array) => Buffer.from(body).toString()

describe('an exchange', () => {
  it('sends method, headers and body, and gives back status, headers, cookies and body', async () => {
    const seen: unknown[] = []
    const url = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers, Buffer.concat(chunks).toString())
        response.writeHead(201, { 'X-Thing': 'a', 'Set-Cookie': ['one=1', 'two=2'] }).end('made')
      })
    })
    const answer = await sendWith()({
      method: 'POST',
      url: `${url}/orders?q=%5B1%5D`,
      headers: { Authorization: 'Bearer x', Expect: '100-continue' },
      body: '{"č":1}',
    })
    expect(answer).toMatchObject({ status: 201, cookies: ['one=1', 'two=2'], headers: { 'x-thing': 'a' } })
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(text(answer.body)).toBe('made')
    expect(seen).toMatchObject([
      'POST',
      '/orders?q=%5B1%5D',
      { authorization: 'Bearer x', 'content-length': '8' },
      '{"č":1}',
    ])
    expect(seen[2]).toMatchObject({ 'user-agent': expect.stringMatching(/^orderbridge\/\d/) })
    expect(seen[2]).not.toHaveProperty('expect')
  })

  it('returns a redirect and does not follow it', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    const answer = await sendWith()(get(url))
    expect([answer.status, answer.headers.location, calls]).toEqual([302, '/elsewhere', 1])
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('undoes %s', async (encoding, compress) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress('hello'.repeat(1000)))
    })
    expect(text((await sendWith()(get(url))).body)).toBe('hello'.repeat(1000))
  })

  it('takes an empty answer that claims to be compressed', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '0' }).end()
    })
    expect((await sendWith()(get(url))).body.byteLength).toBe(0)
  })
})

describe('limits', () => {
  it.each([
    ['announced', { 'content-length': '2000' }, 'x'.repeat(2000)],
    ['streamed', { 'transfer-encoding': 'chunked' }, 'x'.repeat(2000)],
    ['gzip bomb', { 'content-encoding': 'gzip' }, gzipSync('0'.repeat(5_000_000))],
    ['brotli bomb', { 'content-encoding': 'br' }, brotliCompressSync('0'.repeat(5_000_000))],
  ])('stops reading an answer that is too large: %s', async (_, headers, body) => {
    const url = await serve((_request, response) => {
      response.writeHead(200, headers).end(body)
    })
    const failure = await failureOf(sendWith()(get(url, { maxBytes: 1000 })))
    expect(failure).toMatchObject({ name: 'HttpFailure', reached: 'maybe' })
    expect(failure.message).toContain('larger than 1000 bytes')
  })

  it('gives up on an answer that does not come in time, also in the middle of the body', async () => {
    const silent = await serve(() => {})
    const stuck = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half')
    })
    for (const url of [silent, stuck]) {
      const failure = await failureOf(sendWith()(get(url, { timeoutMs: 50 })))
      expect(failure).toMatchObject({ reached: 'maybe' })
      expect(failure.message).toContain('within 50 ms')
    }
  })

  it('frees the place of a request that failed', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/drop') request.socket.destroy()
      else response.end('ok')
    })
    const send = sendWith({ gate: createGate(1) })
    await failureOf(send({ method: 'POST', url: `${url}/drop` }))
    expect((await send(get(url))).status).toBe(200)
  })
})

describe('failures say whether the request can have arrived', () => {
  it('no: nobody listens there', async () => {
    const port = await listen(createTcpServer())
    open.splice(0).forEach(server => {
      server.close()
    })
    const failure = await failureOf(sendWith()({ method: 'POST', url: `http://127.0.0.1:${port}` }))
    expect(failure).toMatchObject({ reached: 'no' })
    expect(failure.message).toMatch(/nothing answers at this port \(.*ECONNREFUSED/)
  })

  it('no: the name does not exist', async () => {
    const failure = await failureOf(sendWith()(get('http://nowhere.invalid/')))
    expect(failure).toMatchObject({ reached: 'no' })
    expect(failure.message).toContain('there is no server of this name')
  })

  it('no: the other side does not speak TLS', async () => {
    const url = await serve((_, response) => response.end())
    expect(await failureOf(sendWith()(get(url.replace('http:', 'https:'))))).toMatchObject({ reached: 'no' })
  })

  it('no: a header that cannot be sent', async () => {
    const url = await serve((_, response) => response.end())
    const failure = await failureOf(sendWith()(get(url, { headers: { 'x-a': 'b\r\nHost: evil' } })))
    expect(failure).toMatchObject({ name: 'HttpFailure', reached: 'no' })
  })

  it('maybe: the connection is closed before, or in the middle of, the answer', async () => {
    const before = await serve(request => request.socket.destroy())
    const middle = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => request.socket.destroy())
    })
    for (const url of [before, middle]) {
      expect(await failureOf(sendWith()({ method: 'POST', url, body: '{}' }))).toMatchObject({ reached: 'maybe' })
    }
  })

  it('maybe: a kept connection dies under a write, which is not repeated; a read is sent once more', async () => {
    const calls: string[] = []
    const url = await serve((request, response) => {
      calls.push(`${request.method} ${request.url}`)
      const dead = calls.filter(call => call.endsWith('/dead')).length
      if (request.url === '/dead' && dead % 2 === 1) request.socket.destroy()
      else response.end()
    })
    const send = sendWith({ gate: createGate(1) })
    await send(get(`${url}/warm`))
    expect((await send(get(`${url}/dead`))).status).toBe(200)
    await send(get(`${url}/warm`))
    expect(await failureOf(send({ method: 'POST', url: `${url}/dead` }))).toMatchObject({ reached: 'maybe' })
    expect(calls).toEqual(['GET /warm', 'GET /dead', 'GET /dead', 'GET /warm', 'POST /dead'])
  })
})

describe('where requests may go', () => {
  it('refuses an origin that is not configured', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.end()
    })
    const send = sendWith({ allow: target => target.origin === 'https://shop.example' })
    expect(await failureOf(send(get(url)))).toMatchObject({ reached: 'no' })
    expect(calls).toBe(0)
  })

  it.each(['ftp://shop.example/', 'file:///etc/passwd', 'nonsense', 'http://user:pass@127.0.0.1/'])(
    'refuses %s',
    async url => {
      const failure = await failureOf(sendWith()(get(url)))
      expect(failure).toMatchObject({ reached: 'no' })
      expect(failure.message).not.toContain('pass@')
    },
  )

  it('refuses private addresses unless they are allowed, written as address or behind a name', async () => {
    let calls = 0
    const url = await serve((_, response) => {
      calls++
      response.end()
    })
    const { port } = new URL(url)
    const send = sendWith({ allowPrivateNetwork: false })
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const failure = await failureOf(send(get(`http://${host}:${port}/`)))
      expect(failure).toMatchObject({ reached: 'no' })
      expect(failure.message).toContain('private or reserved')
    }
    expect(calls).toBe(0)
    expect((await sendWith()(get(`http://localhost:${port}/`))).status).toBe(200)
  })

  it('refuses metadata addresses even where private ones are allowed', async () => {
    const failure = await failureOf(sendWith()(get('http://169.254.169.254/latest/meta-data/')))
    expect(failure).toMatchObject({ reached: 'no' })
  })
})

describe('TLS', () => {
  const serveTls = async () => {
    const server = createTlsServer(tls, (_, response) => response.end('secure'))
    return `https://127.0.0.1:${await listen(server)}`
  }
  const fingerprint = new X509Certificate(certificate).fingerprint256

  it('refuses a certificate that nobody known has issued', async () => {
    expect(await failureOf(sendWith()(get(await serveTls())))).toMatchObject({ reached: 'no' })
  })

  it('trusts the given certificate authority', async () => {
    expect(text((await sendWith({ ca: certificate })(get(await serveTls()))).body)).toBe('secure')
  })

  it('takes exactly the pinned certificate, and sends nothing to another one', async () => {
    const url = await serveTls()
    expect((await sendWith({ pinnedSha256: fingerprint })(get(url))).status).toBe(200)
    expect((await sendWith({ pinnedSha256: fingerprint.replaceAll(':', '').toLowerCase() })(get(url))).status).toBe(200)
    const failure = await failureOf(sendWith({ pinnedSha256: 'ab'.repeat(32) })(get(url)))
    expect(failure).toMatchObject({ reached: 'no' })
    expect(failure.message).toContain('not the pinned one')
  })
})

describe('what is kept of an exchange', () => {
  const record = async (
    request: (url: string) => HttpRequest,
    answer: RequestListener,
    options: Partial<SendOptions> = {},
  ) => {
    const kept: Exchange[] = []
    let tick = 0
    const send = sendWith({
      onExchange: exchange => kept.push(exchange),
      clock: { now: () => new Date(tick++ * 7) },
      ...options,
    })
    await send(request(await serve(answer))).catch(() => {})
    return kept[0]
  }
  const json: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  }

  it('is method, address, bodies, status and duration, without headers', async () => {
    const kept = await record(
      url => ({ method: 'POST', url: `${url}/a?b=c`, headers: { authorization: 'Bearer hush' }, body: '{"x":1}' }),
      json,
    )
    expect(kept).toMatchObject({ method: 'POST', status: 200, requestBody: '{"x":1}', responseBody: '{"ok":true}' })
    expect(kept).toMatchObject({ durationMs: 7, url: expect.stringMatching(/\/a\?b=c$/) })
    expect(JSON.stringify(kept)).not.toContain('hush')
  })

  it('masks secrets in the query', async () => {
    const kept = await record(url => get(`${url}/a?oauth_token=hush&password=hush&fields=items%5Bid%5D`), json)
    expect(kept?.url).toMatch(/\/a\?oauth_token=\*\*\*&password=\*\*\*&fields=items%5Bid%5D$/)
  })

  it('is without bodies when the exchange is confidential or binary, and short when they are long', async () => {
    const confidential = await record(url => ({ method: 'POST', url, body: 'hush', confidential: true }), json)
    expect(JSON.stringify(confidential)).not.toMatch(/hush|ok/)
    const binary = await record(
      url => ({ method: 'POST', url, body: new Uint8Array([1, 2]) }),
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF')
      },
    )
    expect(Object.keys(binary ?? {}).sort()).toEqual(['at', 'durationMs', 'method', 'status', 'url'])
    const long = await record(url => ({ method: 'POST', url, body: 'x'.repeat(100_000) }), json)
    expect(long?.requestBody).toHaveLength(65_536)
  })

  it.each([
    ['the charset of the header', 'text/xml; charset="windows-1250"', [0x8a, 0x69, 0x66, 0x72, 0x61], 'Šifra'],
    [
      'what the XML says of itself',
      'text/xml',
      [...Buffer.from('<?xml version="1.0" encoding="windows-1250"?>'), 0xe8],
      '?>č',
    ],
    ['UTF-8 where a name is unknown', 'text/plain; charset=klingon', [...Buffer.from('Šifra')], 'Šifra'],
    ['no character that the database refuses', 'text/plain', [0x61, 0, 0x62], 'a\ufffdb'],
  ])('is read by %s', async (_, type, bytes, words) => {
    const kept = await record(get, (__, response) => {
      response.writeHead(400, { 'content-type': type }).end(Buffer.from(bytes))
    })
    expect(kept?.responseBody).toContain(words)
  })

  it.each(['text/xml', 'text/xml; charset=utf-8', 'application/xml; charset=windows-1250'])(
    'is read in windows-1250 where the ERP may answer so, it is no UTF-8, and it calls itself %s',
    async type => {
      const answer: RequestListener = (_, response) => {
        // "Šifra že obstaja"
        const bytes = [0x8a, ...Buffer.from('ifra '), 0x9e, ...Buffer.from('e obstaja')]
        response.writeHead(409, { 'content-type': type }).end(Buffer.from(bytes))
      }
      expect((await record(get, answer, { otherCharset: 'windows-1250' }))?.responseBody).toBe('Šifra že obstaja')
      const others = (await record(get, answer))?.responseBody
      expect(others).toBe(type.includes('1250') ? 'Šifra že obstaja' : '\ufffdifra \ufffde obstaja')
    },
  )

  it('stays UTF-8 where it is, whatever else the ERP may answer in', async () => {
    const answer: RequestListener = (_, response) => {
      response.writeHead(409, { 'content-type': 'text/xml' }).end('Šifra že obstaja')
    }
    expect((await record(get, answer, { otherCharset: 'windows-1250' }))?.responseBody).toBe('Šifra že obstaja')
  })

  it('tells the failure', async () => {
    const kept = await record(
      url => ({ method: 'POST', url }),
      request => request.socket.destroy(),
    )
    expect(kept?.failure).toContain('127.0.0.1')
    expect(kept).not.toHaveProperty('status')
  })
})
