import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { client, failure, placeOrder, rows, send, simulated } from '../fixtures/sap-b1/simulated.ts'

describe('faults of the simulated SAP Business One', () => {
  it('stores the work and drops the connection, so that only a look-up tells what happened', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'b1-')), 'journal')
    const first = await simulated({ journalFile })
    const call = await client(first.b1)
    await call('POST', 'BusinessPartners', { CardCode: 'WEB1', CardName: 'Ana Novak', GroupCode: 101 })
    first.b1.faults.add({ kind: 'commitThenDrop', match: { method: 'POST', path: '/Orders' } })
    const body = { CardCode: 'WEB1', DocDueDate: '2026-02-03', NumAtCard: 'N1', DocumentLines: [{ ItemCode: 'S-001' }] }
    await expect(call('POST', 'Orders', body)).rejects.toThrow()
    expect(rows(await call('GET', 'Orders'))).toMatchObject([{ NumAtCard: 'N1' }])
    expect((await call('POST', 'Orders', body)).status).toBe(201)
    await first.b1.close()
    const { b1 } = await simulated({ journalFile })
    expect(rows(await (await client(b1))('GET', 'Orders'))).toHaveLength(2)
  })

  it('drops the connection before anything is done', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    b1.faults.add({ kind: 'dropBefore', match: { method: 'POST', path: '/Orders' } })
    await expect(placeOrder(call)).rejects.toThrow()
    expect(rows(await call('GET', 'Orders'))).toHaveLength(1)
  })

  it('never answers, and does nothing', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    b1.faults.add({ kind: 'noAnswer', match: { path: '/Orders(1)/Cancel' } })
    const answer = fetch(`${b1.url}/b1s/v2/Orders(1)/Cancel`, { method: 'POST', signal: AbortSignal.timeout(50) })
    await expect(answer).rejects.toThrow()
    expect((await call('GET', 'Orders(1)')).json.Cancelled).toBe('tNO')
  })

  it.each([
    ['html502', 502, /Proxy Error/],
    ['html500', 500, /Internal Server Error/],
    ['html413', 413, /Too Large/],
  ] as const)('answers HTML in place of a worker: %s', async (kind, status, text) => {
    const { b1 } = await simulated()
    const call = await client(b1)
    b1.faults.add({ kind })
    const answer = await call('GET', 'Orders')
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    expect(answer.text).toMatch(text)
    expect((await call('GET', 'Orders')).status).toBe(200)
  })

  it('loses sessions, has stale nodes and fails to commit, as often as told', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    b1.faults.add({ kind: 'staleNode407' })
    expect(failure(await call('GET', 'Orders'))).toMatchObject({ status: 500, code: 407 })
    b1.faults.add({ kind: 'commitError1116', times: 2, match: { method: 'POST' } })
    expect(failure(await placeOrder(call)).code).toBe(-1116)
    expect(rows(await call('GET', 'Orders'))).toEqual([])
    expect((await placeOrder(call)).status).toBe(201)
    b1.faults.add({ kind: 'sessionLost' })
    expect(failure(await call('GET', 'Orders')).code).toBe(301)
    expect(failure(await call('GET', 'Orders')).code).toBe(301)
  })

  it('takes faults over HTTP from whoever has the sandbox token', async () => {
    const { b1 } = await simulated()
    const url = `${b1.url}/sandbox/faults`
    const headers = { authorization: `Bearer ${b1.sandboxToken}` }
    expect((await send(url, 'POST', { kind: 'html502' })).status).toBe(401)
    expect((await send(url, 'POST', { kind: 'html502' }, { authorization: 'Bearer x' })).status).toBe(401)
    expect((await send(url, 'POST', { kind: 'nonsense' }, headers)).status).toBe(400)
    expect((await send(url, 'POST', { kind: 'html502', times: 3 }, headers)).status).toBe(201)
    expect(JSON.parse((await send(url, 'GET', undefined, headers)).text)).toEqual([{ kind: 'html502', times: 3 }])
    expect((await send(url, 'DELETE', undefined, headers)).status).toBe(204)
    expect(b1.faults.list()).toEqual([])
  })

  it('refuses addresses that are too long with the HTML of the proxy', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const answer = await call('GET', `Orders?$filter=${'x'.repeat(8190)}`)
    expect(answer.status).toBe(414)
    expect(answer.text).toContain('<html>')
  })

  it('refuses a body that is too large with the HTML of the proxy', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const answer = await call('POST', 'Attachments2', 'x'.repeat(50 * 1024 * 1024 + 1), {
      'Content-Type': 'multipart/form-data; boundary=xyz',
    })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('<html>')
  })
})

describe('attachments of the simulated SAP Business One', () => {
  const upload = (name: string, content: string) =>
    `--xyz\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n--xyz--\r\n`

  it('keeps a file and links it to a document', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const type = { 'Content-Type': 'multipart/form-data; boundary=xyz' }
    const stored = await call('POST', 'Attachments2', upload('inv.pdf', '%PDF-1.7 test'), type)
    expect(stored.status).toBe(201)
    expect(stored.json).toMatchObject({
      AbsoluteEntry: 1,
      Attachments2_Lines: [{ FileName: 'inv', FileExtension: 'pdf' }],
    })
    expect((await call('PATCH', 'Orders(1)', { AttachmentEntry: 1 })).status).toBe(204)
    expect((await call('GET', 'Attachments2(1)/$value')).text).toBe('%PDF-1.7 test')
    expect((await call('GET', "Attachments2(1)/$value?filename='inv.pdf'")).text).toBe('%PDF-1.7 test')
    expect(failure(await call('GET', "Attachments2(1)/$value?filename='other.pdf'")).code).toBe(-2028)
  })

  it('wants the boundary unquoted and a known type of file', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const quoted = { 'Content-Type': 'multipart/form-data; boundary="xyz"' }
    expect((await call('POST', 'Attachments2', upload('inv.pdf', 'x'), quoted)).status).toBe(405)
    const type = { 'Content-Type': 'multipart/form-data; boundary=xyz' }
    expect((await call('POST', 'Attachments2', upload('run.exe', 'x'), type)).status).toBe(400)
  })
})
