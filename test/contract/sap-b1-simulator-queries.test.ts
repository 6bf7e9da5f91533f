import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { B1Error } from '../../sandbox/sap-b1/b1-error.ts'
import { type Call, execute } from '../../sandbox/sap-b1/service-layer.ts'
import { client, failure, filter, placeOrder, rows, type Send, simulated } from '../fixtures/sap-b1/simulated.ts'

const codes = (list: readonly Record<string, unknown>[]) => list.map(row => row.ItemCode)

async function itemCodes(call: Send, text: string, headers: Readonly<Record<string, string>> = {}) {
  return codes(rows(await call('GET', `Items?${filter(text)}&$select=ItemCode&$orderby=ItemCode`, undefined, headers)))
}

describe('reading from the simulated SAP Business One', () => {
  it('gives 20 rows a page and a next link that remembers nothing but the offset', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const page = await call('GET', `Items?$select=ItemCode&$orderby=ItemCode&${filter("startswith(ItemCode,'S-0')")}`)
    expect(rows(page)).toHaveLength(20)
    expect(page.json['@odata.nextLink']).toBe('Items?$skip=20')
    const rest = await call(
      'GET',
      `Items?$select=ItemCode&$orderby=ItemCode&${filter("startswith(ItemCode,'S-0')")}&$skip=20`,
    )
    expect(codes(rows(rest))).toEqual(Array.from({ length: 10 }, (_, index) => `S-0${21 + index}`))
    expect(rest.json).not.toHaveProperty('@odata.nextLink')
    const lost = await call('GET', 'Items?$skip=20')
    expect(rows(lost)[0]).toHaveProperty('ItemName')
  })

  it('takes the page size from Prefer and from B1S-PageSize, 0 being everything', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect(rows(await call('GET', 'Items', undefined, { Prefer: 'odata.maxpagesize=3' }))).toHaveLength(3)
    const all = await call('GET', 'Items?$count=true', undefined, { 'B1S-PageSize': '0' })
    expect(rows(all)).toHaveLength(Number(all.json['@odata.count']))
    expect(rows(all).length).toBeGreaterThan(60)
  })

  it('speaks the old dialect on v1', async () => {
    const { b1 } = await simulated()
    const call = await client(b1, 'v1')
    await placeOrder(call)
    const list = await call('GET', `Items?$inlinecount=allpages&${filter("substringof('MAJICA',ItemCode)")}`)
    expect(list.json['odata.count']).toBe('3')
    expect(list.json['odata.metadata']).toContain('$metadata#Items')
    expect((await call('GET', 'Items')).json['odata.nextLink']).toBe('/b1s/v1/Items?$skip=20')
    expect((await call('GET', 'Orders(1)')).json.DocDate).toBe('2026-01-31')
    const missing = await call('GET', 'Orders(99)')
    expect(missing.json).toEqual({
      error: { code: -2028, message: { lang: 'en-us', value: 'No matching records found (ODBC -2028)' } },
    })
  })

  it('writes dates with a time part and errors with texts on v2', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    expect((await call('GET', 'Orders(1)')).json.DocDate).toBe('2026-01-31T00:00:00Z')
    expect((await call('GET', 'Orders(99)')).json).toEqual({
      error: { code: '-2028', details: [{ code: '', message: '' }], message: 'No matching records found (ODBC -2028)' },
    })
  })

  it('understands comparisons, and, or, not, parentheses and text functions', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect(await itemCodes(call, "ItemCode eq 'S-001' or ItemCode eq 'S-003'")).toEqual(['S-001', 'S-003'])
    expect(await itemCodes(call, "startswith(ItemCode,'S-01') and not (ItemCode ge 'S-012')")).toEqual([
      'S-010',
      'S-011',
    ])
    expect(await itemCodes(call, "endswith(ItemCode,'-Modra') and contains(ItemName,'Maj')")).toEqual([
      'C-MAJICA-Modra',
    ])
    expect(await itemCodes(call, "InventoryItem eq 'N'")).toEqual(['V-SERVIS'])
    expect(await itemCodes(call, 'SalesUnitWeight gt 14.5 and SalesUnitWeight le 15')).toEqual(['S-030'])
    expect(await itemCodes(call, "UpdateDate ge '2026-01-31' and ItemCode eq 'S-001'")).toEqual(['S-001'])
    expect(await itemCodes(call, "UpdateDate ge 2026-02-01T00:00:00Z and ItemCode eq 'S-001'")).toEqual([])
  })

  it('tells upper from lower case unless asked not to', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect(await itemCodes(call, "ItemCode eq 's-001'")).toEqual([])
    expect(await itemCodes(call, "ItemCode eq 's-001'", { 'B1S-CaseInsensitive': 'true' })).toEqual(['S-001'])
  })

  it.each([
    ['a collection', "DocumentLines/ItemCode eq 'S-001'", /collection/],
    ['an unknown property', "NoSuchThing eq '1'", /'NoSuchThing' of 'Document' is invalid/],
    ['arithmetic', 'DocTotal add 1 gt 5', /Invalid query option/],
    ['an unknown function', "tolower(NumAtCard) eq 'x'", /Function 'tolower' is not supported/],
    ['an open parenthesis', '(DocEntry eq 1', /Invalid query option/],
  ])('refuses a filter with %s', async (_, text, message) => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const refused = failure(await call('GET', `Orders?${filter(text)}`))
    expect(refused).toMatchObject({ status: 400, code: -1000 })
    expect(refused.message).toMatch(message)
  })

  it('answers every filter with rows or a refusal, whatever is written', async () => {
    const { b1 } = await simulated()
    const word = fc.constantFrom(
      ...[
        'ItemCode',
        'eq',
        'and',
        'or',
        'not',
        '(',
        ')',
        ',',
        "'S-001'",
        "'",
        'null',
        '5',
        'startswith(',
        '2026-01-31',
        '/',
      ],
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 12 }).map(words => words.join(' ')),
    )
    fc.assert(
      fc.property(text, written => {
        const call: Call = {
          version: 'v2',
          method: 'GET',
          path: 'Items',
          params: new URLSearchParams({ $filter: written }),
          header: () => undefined,
          body: undefined,
        }
        try {
          expect(b1.transact(work => execute(work, call)).status).toBe(200)
        } catch (error) {
          expect(error).toBeInstanceOf(B1Error)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('counts with /$count', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect((await call('GET', `Items/$count?${filter("startswith(ItemCode,'C-HLACE')")}`)).text).toBe('9')
  })

  it('doubles quotes inside keys', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await call('POST', 'Items', { ItemCode: "O'Neill", ItemName: 'Quoted' })
    expect((await call('GET', `Items('O''Neill')`)).json.ItemName).toBe('Quoted')
    expect(await itemCodes(call, "ItemCode eq 'O''Neill'")).toEqual(["O'Neill"])
  })

  it('finds the lines of documents through a cross join', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    await placeOrder(call)
    await call('POST', 'Invoices', {
      CardCode: 'WEB1',
      DocumentLines: [{ BaseType: 17, BaseEntry: 1, BaseLine: 1 }],
    })
    const option = `$expand=Invoices($select=DocEntry,DocNum),Invoices/DocumentLines($select=BaseEntry,LineNum)&${'$filter'}=Invoices/DocEntry eq Invoices/DocumentLines/DocEntry and Invoices/DocumentLines/BaseType eq 17 and Invoices/DocumentLines/BaseEntry eq 1`
    const answer = await call('POST', 'QueryService_PostQuery', {
      QueryPath: '$crossjoin(Invoices,Invoices/DocumentLines)',
      QueryOption: option,
    })
    expect(rows(answer)).toEqual([
      { Invoices: { DocEntry: 1, DocNum: 40000001 }, 'Invoices/DocumentLines': { BaseEntry: 1, LineNum: 0 } },
    ])
    const direct = await call('GET', `$crossjoin(Invoices,Invoices/DocumentLines)?${encodeURI(option)}`)
    expect(rows(direct)).toEqual(rows(answer))
  })

  it('tells the company, and the price of an item for a partner', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    expect((await call('POST', 'CompanyService_GetCompanyInfo')).json.CompanyName).toBe('Orderbridge Demo d.o.o.')
    const params = { ItemPriceParams: { ItemCode: 'S-003', CardCode: 'C-WEB', Date: '2026-01-31' } }
    const price = await call('POST', 'CompanyService_GetItemPrice', params)
    expect(price.json).toEqual({ Price: 40.1639, Currency: 'EUR', Discount: 0 })
  })

  it('runs stored SQL over allow-listed tables only', async () => {
    const { b1 } = await simulated()
    const call = await client(b1)
    const SqlText =
      'SELECT T0."ItemCode", T0."OnHand", T0."IsCommited" FROM OITW T0 WHERE T0."WhsCode" = :whs AND T0."ItemCode" >= :from ORDER BY T0."ItemCode"'
    expect((await call('POST', 'SQLQueries', { SqlCode: 'stock', SqlName: 'stock', SqlText })).status).toBe(201)
    const list = await call('GET', "SQLQueries('stock')/List?whs='01'&from='S-029'")
    expect(rows(list)).toEqual([
      { ItemCode: 'S-029', OnHand: 500, IsCommited: 0 },
      { ItemCode: 'S-030', OnHand: 500, IsCommited: 0 },
      { ItemCode: 'S-OPCIJE', OnHand: 500, IsCommited: 0 },
      { ItemCode: 'V-SERVIS', OnHand: 0, IsCommited: 0 },
    ])
    const secret = await call('POST', 'SQLQueries', {
      SqlCode: 'x',
      SqlName: 'x',
      SqlText: 'SELECT PASSWORD FROM OUSR',
    })
    expect(secret.status).toBe(400)
  })
})
