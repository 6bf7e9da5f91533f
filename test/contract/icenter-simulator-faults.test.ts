import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  GOODS,
  keys,
  orderXml,
  placeOrder,
  problems,
  rows,
  send,
  simulated,
  textAt,
} from '../fixtures/icenter/simulated.ts'

const ADD = { method: 'POST', path: '/AddOrder' }
const STATUS = 'api/Order/GetOrderStatus?searchQuery.orderBook=VNK'

describe('faults of the simulated iCenter', () => {
  it('stores the work and drops the connection, so that only a look-up tells what happened; also after a restart', async () => {
    const journalFile = join(mkdtempSync(join(tmpdir(), 'icenter-')), 'journal')
    const first = await simulated({ journalFile })
    first.icenter.faults.add({ kind: 'commitThenDrop', match: ADD })
    await expect(placeOrder(first.call)).rejects.toThrow()
    expect(rows(await first.call('GET', STATUS))).toMatchObject([{ OrderReference: 'WEB-000000123' }])
    await first.icenter.close()
    const second = await simulated({ journalFile })
    expect(second.icenter.credentials).toEqual(first.icenter.credentials)
    expect(rows(await second.call('GET', STATUS))).toHaveLength(1)
    await placeOrder(second.call)
    const numbers = rows(await second.call('GET', STATUS)).map(row => row.OrderNumber)
    expect(new Set(numbers).size).toBe(2)
  })

  it('drops the connection before anything is done', async () => {
    const { icenter, call } = await simulated()
    icenter.faults.add({ kind: 'dropBefore', match: ADD })
    await expect(placeOrder(call)).rejects.toThrow()
    expect(icenter.list('orders')).toEqual([])
  })

  it('commits late: the look-up right after the broken connection finds nothing yet', async () => {
    const { icenter, call } = await simulated()
    icenter.faults.add({ kind: 'commitLate', ms: 200, match: ADD })
    await expect(placeOrder(call)).rejects.toThrow()
    expect(rows(await call('GET', STATUS))).toEqual([])
    await expect.poll(() => icenter.list('orders').length).toBe(1)
  })

  it('never answers, and does nothing', async () => {
    const { icenter } = await simulated()
    icenter.faults.add({ kind: 'noAnswer' })
    const url = `${icenter.url}/api/Order/AddOrder`
    await expect(fetch(url, { method: 'POST', signal: AbortSignal.timeout(50) })).rejects.toThrow()
    expect(icenter.list('orders')).toEqual([])
  })

  it.each([
    ['html500', 500],
    ['html502', 502],
    ['busy503', 503],
    ['unauthorized', 401],
  ] as const)('answers a page in place of data, as often as told: %s', async (kind, status) => {
    const { icenter, call } = await simulated()
    icenter.faults.add({ kind, times: 2 })
    for (const _ of [1, 2]) {
      const reply = await call('GET', STATUS)
      expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html'])
    }
    expect((await call('GET', STATUS)).status).toBe(200)
  })

  it('cuts the answer to work that is done', async () => {
    const { icenter, call } = await simulated()
    icenter.faults.add({ kind: 'cutBody', match: ADD })
    await expect(call('POST', 'api/Order/AddOrder', orderXml(GOODS))).rejects.toThrow()
    expect(icenter.list('orders')).toHaveLength(1)
  })

  it('says None to work that is done, and InternalError to work that is not', async () => {
    const { icenter, call } = await simulated()
    icenter.faults.add({ kind: 'resultNone', match: ADD })
    const none = await call('POST', 'api/Order/AddOrder', orderXml(GOODS))
    expect([textAt(none.root, 'ResultCode'), keys(none).length]).toEqual(['None', 3])
    icenter.faults.add({ kind: 'internalError', match: ADD })
    const failed = await call('POST', 'api/Order/AddOrder', orderXml(GOODS))
    expect([failed.status, problems(failed)[0]?.level]).toEqual([500, 'InternalError'])
    expect(icenter.list('orders')).toHaveLength(1)
  })

  it('takes faults over HTTP from whoever has the sandbox token', async () => {
    const { icenter } = await simulated()
    const url = new URL('/sandbox/faults', icenter.url).href
    const headers = { authorization: `Bearer ${icenter.sandboxToken}` }
    const fault = JSON.stringify({ kind: 'html502', times: 3 })
    expect((await send(url, 'POST', fault)).status).toBe(401)
    expect((await send(url, 'POST', fault, { authorization: 'Bearer x' })).status).toBe(401)
    expect((await send(url, 'POST', '{"kind":"nonsense"}', headers)).status).toBe(400)
    expect((await send(url, 'POST', fault, headers)).status).toBe(201)
    expect(JSON.parse((await send(url, 'GET', undefined, headers)).text)).toEqual([{ kind: 'html502', times: 3 }])
    expect((await send(url, 'DELETE', undefined, headers)).status).toBe(204)
    expect(icenter.faults.list()).toEqual([])
  })
})
