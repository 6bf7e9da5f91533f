import { mkdtempSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { client, failure, login, placeOrder, rows, send, simulated, testClock } from '../fixtures/sap-b1/simulated.ts'

const MINUTE = 60_000

describe('sessions of the simulated SAP Business One', () => {
  it('hands out a session cookie with a stray semicolon and the node of the load balancer', async () => {
    const { b1 } = await simulated()
    const { answer, cookies } = await login(b1)
    expect(answer.status).toBe(200)
    expect(cookies[0]).toMatch(/^B1SESSION=[0-9a-f-]{36};HttpOnly;$/)
    expect(cookies[1]).toMatch(/^ROUTEID=\.node[1-3]; path=\/b1s$/)
    expect(await answer.json()).toMatchObject({ SessionTimeout: 30, '@odata.context': expect.any(String) })
  })

  it('answers a wrong password with 401 and code 100000027, in the style of each version', async () => {
    const { b1 } = await simulated()
    const body = { CompanyDB: 'SBODEMOSI', UserName: 'manager', Password: 'wrong' }
    const modern = await send(`${b1.url}/b1s/v2/Login`, 'POST', body)
    expect(modern.status).toBe(401)
    expect(modern.json).toMatchObject({ error: { code: '100000027', message: 'Login failed' } })
    const old = await send(`${b1.url}/b1s/v1/Login`, 'POST', body)
    expect(old.json).toEqual({ error: { code: 100000027, message: { lang: 'en-us', value: 'Login failed' } } })
  })

  it('lets a session live 30 minutes from its last use', async () => {
    const { b1, clock } = await simulated()
    const call = await client(b1)
    clock.advance(29 * MINUTE)
    expect((await call('GET', 'Orders')).status).toBe(200)
    clock.advance(29 * MINUTE)
    expect((await call('GET', 'Orders')).status).toBe(200)
    clock.advance(31 * MINUTE)
    expect(failure(await call('GET', 'Orders'))).toEqual({
      status: 401,
      code: 301,
      message: 'Invalid session or session already timeout.',
    })
  })

  it('ends the session on Logout', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect(b1.sessions.count()).toBe(1)
    expect((await call('POST', 'Logout')).status).toBe(204)
    expect(b1.sessions.count()).toBe(0)
    expect((await call('GET', 'Orders')).status).toBe(401)
  })

  it('answers /ping without a session', async () => {
    const { b1 } = await simulated()
    expect((await send(`${b1.url}/ping/node/1`, 'GET')).json.message).toMatch(/^pong/)
  })

  it('answers Expect: 100-continue with 500 and no body', async () => {
    const { b1 } = await simulated()
    const { hostname, port } = new URL(b1.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /b1s/v2/Login HTTP/1.1\r\nHost: b1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n',
        )
      })
      let text = ''
      socket.on('data', chunk => {
        text += chunk.toString()
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 500 /)
    expect(answer.split('\r\n\r\n')[1] ?? '').not.toContain('{')
  })

  it('keeps documents and passwords over a restart, and no session', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'b1-')), 'journal')
    const first = await simulated({ journalFile })
    const call = await client(first.b1)
    const order = await placeOrder(call)
    const { cookie } = await login(first.b1)
    await first.b1.close()
    const second = await simulated({ journalFile }, testClock('2026-02-01T09:00:00Z'))
    expect(second.b1.credentials).toEqual(first.b1.credentials)
    expect((await send(`${second.b1.url}/b1s/v2/Orders`, 'GET', undefined, { cookie })).status).toBe(401)
    const again = await client(second.b1)
    expect(rows(await again('GET', 'Orders?$select=DocEntry,DocTotal'))).toMatchObject([
      { DocEntry: order.json.DocEntry, DocTotal: order.json.DocTotal },
    ])
  })
})
