import { describe, expect, it } from 'vitest'
import { client, failure, filter, lines, placeOrder, rows, simulated } from '../fixtures/sap-b1/simulated.ts'

describe('documents of the simulated SAP Business One: changes', () => {
  it('merges lines by LineNum, computes again and keeps the lines that were not sent', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    const patched = await call('PATCH', 'Orders(1)', {
      Comments: 'hello',
      DocumentLines: [{ LineNum: 1, Quantity: 2 }],
    })
    expect(patched.status).toBe(204)
    const order = await call('GET', 'Orders(1)')
    expect(order.json).toMatchObject({ Comments: 'hello', DocTotal: 60.78 })
    expect(lines(order)).toMatchObject([
      { LineNum: 0, Quantity: 2 },
      { LineNum: 1, Quantity: 2, GrossTotal: 15.98 },
    ])
    await call('PATCH', 'Orders(1)', { DocumentLines: [{ LineNum: 1 }] }, { 'B1S-ReplaceCollectionsOnPatch': 'true' })
    expect(lines(await call('GET', 'Orders(1)'))).toMatchObject([{ LineNum: 1, Quantity: 2 }])
  })

  it('refuses a change against a stale ETag', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const order = await placeOrder(call)
    const etag = String(order.headers.get('etag'))
    expect((await call('GET', 'Orders(1)')).json['@odata.etag']).toBe(etag)
    expect((await call('PATCH', 'Orders(1)', { Comments: 'a' }, { 'If-Match': etag })).status).toBe(204)
    const stale = failure(await call('PATCH', 'Orders(1)', { Comments: 'b' }, { 'If-Match': etag }))
    expect(stale).toMatchObject({ status: 412, code: -2039 })
  })

  it('answers 204 with a Location when asked for no content', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const created = await call('POST', 'Items', { ItemCode: 'X 1' }, { Prefer: 'return-no-content' })
    expect(created.status).toBe(204)
    expect(created.headers.get('location')).toBe("/b1s/v2/Items('X%201')")
    expect(created.headers.get('preference-applied')).toBe('return-no-content')
  })

  it('accepts POST with X-HTTP-Method-Override for a change', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    expect((await call('POST', 'Orders(1)', { Comments: 'x' }, { 'X-HTTP-Method-Override': 'PATCH' })).status).toBe(204)
    expect((await call('GET', 'Orders(1)?$select=Comments')).json.Comments).toBe('x')
  })

  it('shows a new user field on all marketing documents, after the workers have reloaded', async () => {
    const { b1, clock } = await simulated({ udfDelayMs: 60_000 })
    const call = await client(b1)
    const field = { TableName: 'ORDR', Name: 'OrderbridgeId', Description: 'Orderbridge', Type: 'db_Alpha', Size: 20 }
    expect((await call('POST', 'UserFieldsMD', field)).status).toBe(201)
    expect(failure(await call('POST', 'UserFieldsMD', { ...field, TableName: 'OINV' })).code).toBe(-2035)
    expect(failure(await placeOrder(call, { U_OrderbridgeId: 'a' })).message).toContain('is invalid')
    clock.advance(61_000)
    expect((await placeOrder(call, { U_OrderbridgeId: 'a' })).status).toBe(201)
    expect(rows(await call('GET', `Orders?${filter("U_OrderbridgeId eq 'a'")}`))).toHaveLength(1)
    expect(failure(await placeOrder(call, { U_OrderbridgeId: 'a'.repeat(21) })).message).toContain('Value too long')
    await call('POST', 'Invoices', { CardCode: 'WEB1', DocumentLines: [{ BaseType: 17, BaseEntry: 1, BaseLine: 0 }] })
    expect((await call('GET', 'Invoices(1)')).json.U_OrderbridgeId).toBe('a')
  })
})

describe('documents of the simulated SAP Business One: business partners', () => {
  it('refuses a code that is taken with the words of B1', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await call('POST', 'BusinessPartners', { CardCode: 'C1', CardName: 'A' })
    expect(failure(await call('POST', 'BusinessPartners', { CardCode: 'C1', CardName: 'B' }))).toEqual({
      status: 400,
      code: -10,
      message:
        "1320000140 - Business partner code 'C1' already assigned to a business partner; enter a unique business partner code",
    })
  })

  it('numbers partners of an automatic series and merges addresses by name', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const address = { AddressName: 'Bill', AddressType: 'B', Street: 'Glavna 1', City: 'Ljubljana', Country: 'SI' }
    const made = await call('POST', 'BusinessPartners', {
      Series: 71,
      CardName: 'A',
      CardType: 'C',
      BPAddresses: [address],
    })
    expect(made.json).toMatchObject({ CardCode: 'WEB000001', CardType: 'cCustomer', BilltoDefault: 'Bill' })
    await call('PATCH', "BusinessPartners('WEB000001')", {
      BPAddresses: [
        { AddressName: 'Bill', AddressType: 'bo_BillTo', ZipCode: '1000' },
        { AddressName: 'Ship', AddressType: 'bo_ShipTo', Street: 'Druga 2' },
      ],
    })
    expect((await call('GET', "BusinessPartners('WEB000001')")).json.BPAddresses).toMatchObject([
      { AddressName: 'Bill', Street: 'Glavna 1', ZipCode: '1000', RowNum: 0 },
      { AddressName: 'Ship', Street: 'Druga 2', RowNum: 1 },
    ])
  })
})
