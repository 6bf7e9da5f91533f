import { describe, expect, it } from 'vitest'
import { client, placeOrder, rows, type Send, simulated } from '../fixtures/sap-b1/simulated.ts'

const http = (request: string, body = '', contentId?: string) =>
  [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId ? [`Content-ID: ${contentId}`] : []),
    '',
    request,
    'Content-Type: application/json',
    '',
    body,
  ].join('\r\n')

const multipart = (boundary: string, parts: readonly string[]) =>
  `${parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`

const changeset = (boundary: string, parts: readonly string[]) =>
  `Content-Type: multipart/mixed;boundary=${boundary}\r\n\r\n${multipart(boundary, parts)}`

const order = JSON.stringify({
  CardCode: 'WEB1',
  DocDueDate: '2026-02-03',
  DocumentLines: [{ ItemCode: 'S-001', Quantity: 1 }],
})
const wrong = JSON.stringify({ CardCode: 'NOBODY', DocDueDate: '2026-02-03', DocumentLines: [{ ItemCode: 'S-001' }] })

const batch = (call: Send, parts: readonly string[]) =>
  call('POST', '$batch', multipart('b1', parts), { 'Content-Type': 'multipart/mixed;boundary=b1' })

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))

describe('batches of the simulated SAP Business One', () => {
  it('reads and writes in one request and stops after the first failure outside a changeset', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const answer = await batch(call, [
      http('GET /b1s/v2/Orders(1)?$select=DocNum HTTP/1.1'),
      http('POST /b1s/v2/Orders', order),
      http('POST /b1s/v2/Orders', wrong),
      http('POST /b1s/v2/Orders', order),
    ])
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/mixed;boundary=/)
    expect(statuses(answer.text)).toEqual([200, 201, 400])
    expect(answer.text).toContain('"DocNum":10000001')
    expect(rows(await call('GET', 'Orders'))).toHaveLength(2)
  })

  it('does a changeset completely, with references to what was created', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const answer = await batch(call, [
      changeset('c1', [http('POST /b1s/v2/Orders', order, '1'), http('POST $1/Cancel', '', '2')]),
    ])
    expect(statuses(answer.text)).toEqual([201, 204])
    expect((await call('GET', 'Orders(2)')).json.Cancelled).toBe('tYES')
  })

  it('undoes a changeset of which one part fails, and answers once', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const answer = await batch(call, [
      changeset('c1', [http('POST /b1s/v2/Orders', order, '1'), http('POST /b1s/v2/Orders', wrong, '2')]),
    ])
    expect(statuses(answer.text)).toEqual([400])
    expect(rows(await call('GET', 'Orders'))).toHaveLength(1)
  })

  it('refuses double Content-IDs with -1116 and a body that ends too early with -1000', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const double = await batch(call, [
      changeset('c1', [http('POST /b1s/v2/Orders', order, '1'), http('POST /b1s/v2/Orders', order, '1')]),
    ])
    expect(double.text).toContain('"code":"-1116"')
    const cut = await call('POST', '$batch', '--b1\r\n', { 'Content-Type': 'multipart/mixed;boundary=b1' })
    expect(cut.text).toContain('Incomplete Batch Request Body!')
    expect(rows(await call('GET', 'Orders'))).toHaveLength(1)
  })

  it('answers 202 on v1', async () => {
    const { b1 } = await simulated()
    const call = await client(b1, 'v1')
    expect((await batch(call, [http('GET /b1s/v1/Items?$top=1')])).status).toBe(202)
  })
})
