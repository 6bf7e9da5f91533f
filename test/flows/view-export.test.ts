import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { serve } from '@hono/node-server'
import { desc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COLUMN_NAMES } from '../../src/admin-ui/orders/column-names.ts'
import { orderCsv } from '../../src/admin-ui/orders/csv.ts'
import { streamOf } from '../../src/admin-ui/orders/stream-of.ts'
import { audit } from '../../src/db/schema/operations.ts'
import { orders } from '../../src/db/schema/orders.ts'
import { csvLine } from '../../src/domain/csv.ts'
import type { Role } from '../../src/flows/context.ts'
import { exportOrders } from '../../src/flows/view/export-orders.ts'
import { listOrders } from '../../src/flows/view/list-orders.ts'
import type { OrderFilter } from '../../src/flows/view/order-filter.ts'
import { walkOrders } from '../../src/flows/view/walk-orders.ts'
import { seed } from '../browser/seed.ts'
import { createPage, pageContext } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const now = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
const { db, box, sql } = database
await seed(db, box, now)
const clock = { now: () => now }
const contexts = pageContext(database, clock)
const asPerson = (roles: readonly Role[], stores?: readonly string[]) =>
  contexts.context({ kind: 'admin_user', id: 'main:7', name: 'Petra', roles, ...(stores && { stores }) })
const ctx = asPerson(['view'])
const both = ['main', 'usa']

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
function heapInUse(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = ''
  for await (const piece of pieces) all += piece
  return all
}

/** As RFC 4180 reads: quoted cells with doubled quotes, lines ended by CRLF. */
function readCsv(file: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  for (const [, quoted, plain = '', end] of file.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    lines.push(line)
    line = []
  }
  return lines
}

/** What a spreadsheet takes for cells: as written, and where the comma is a decimal one, divided at semicolons. */
const cellStarts = (file: string): string[] =>
  [...readCsv(file).flat(), ...file.split(/[;\t\r\n]/)].map(part => part.replace(/^[ "]+/, ''))

describe('a line of the file', () => {
  test('is read back as it was written, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'ab,;"\r\n\tč1.\'') }), { minLength: 1 }), cells => {
        const harmless = cells.filter(cell => !/^[\t\r]/.test(cell))
        if (harmless.length > 0) expect(readCsv(csvLine(harmless))).toEqual([harmless])
      }),
    )
  })

  test('never begins a formula, also where a spreadsheet divides at semicolons or at line breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'=+-@;,"\r\n\t x1') }), { minLength: 1 }), cells => {
        const starts = cellStarts(csvLine(cells)).filter(start => !/^-\d+$/.test(start.split(/[",]/)[0] ?? ''))
        expect(starts.filter(start => /^[=+\-@]/.test(start))).toEqual([])
      }),
    )
  })

  test.each([
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ['Ana;=1+1', '"Ana;\'=1+1"'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1+1', "'＝1+1"],
    ['-5.00', '-5.00'],
    ['-5.00-1', "'-5.00-1"],
    ['Kovač "Žiga"', '"Kovač ""Žiga"""'],
    ['one\r\ntwo', '"one\r\ntwo"'],
  ])('%j stands in it as %s', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`)
  })
})

describe('the export', () => {
  const exported = async (filter: OrderFilter, columns = [...COLUMN_NAMES], stores = both) =>
    text(orderCsv(await exportOrders(ctx, { stores, filter, columns }), columns))

  test('has the orders of the list, in its order, with the columns as chosen', async () => {
    const file = await exported({ phases: ['held'] }, ['total', 'customer'])
    expect(file.startsWith('\u{feff}Order,Store,Placed (UTC),')).toBe(true)
    const [head, ...lines] = readCsv(file.slice(1))
    expect(head).toEqual(['Order', 'Store', 'Placed (UTC)', 'Total', 'Currency', 'Customer'])
    const { rows } = await listOrders(ctx, { stores: both, filter: { phases: ['held'] }, paging: {} })
    expect(lines.map(([number]) => number)).toEqual(rows.map(row => row.number))
    expect(lines.map(line => [line[3], line[4]])).toEqual(rows.map(row => [row.grandTotal, row.currency]))
  })

  test('writes awkward names so that they are read back, and none as a formula', async () => {
    const awkward = ['=cmd|"/C calc"!A0', 'Ana "Nana", d.o.o.; +386\nŽalec', '  @x', 'a;=1', '–']
    const [some] = await db.select({ id: orders.id, name: orders.customerName }).from(orders).limit(1)
    if (!some) throw new Error('no order')
    for (const name of awkward) {
      await db.update(orders).set({ customerName: name }).where(eq(orders.id, some.id))
      const file = await exported({}, ['customer'])
      const read = readCsv(file.slice(1)).map(line => line[3])
      expect(read.map(cell => cell?.replaceAll(/'(?=[=+@-])/g, ''))).toContain(name)
      expect(cellStarts(file).filter(start => /^[=+@]/.test(start))).toEqual([])
    }
    await db.update(orders).set({ customerName: some.name }).where(eq(orders.id, some.id))
  })

  test('says at its end when more orders match than a file holds', async () => {
    const columns = ['total'] as const
    const pages = await exportOrders(ctx, { stores: both, filter: {}, columns, most: 10 })
    const lines = readCsv((await text(orderCsv(pages, columns))).slice(1))
    expect(lines).toHaveLength(12)
    expect(lines.at(-1)).toEqual(['More orders match than a file holds. Narrow the filter for the rest.'])
    const exact = await exportOrders(ctx, { stores: both, filter: {}, columns, most: 66 })
    expect(readCsv((await text(orderCsv(exact, columns))).slice(1))).toHaveLength(67)
  })

  test('is written into the audit of each store before the first row is given, without what was searched for', async () => {
    await exportOrders(ctx, { stores: both, filter: { search: 'Horvat', phases: ['done'] }, columns: ['total'] })
    for (const store of both) {
      const [entry] = await db.select().from(audit).where(eq(audit.store, store)).orderBy(desc(audit.seq)).limit(1)
      expect(entry).toMatchObject({
        action: 'orders.export',
        after: { columns: ['total'], filter: { phases: ['done'], search: '•••' } },
      })
    }
  })

  test('is for those who may look at the store, and leaves no entry when it is refused', async () => {
    const count = async () => (await db.select().from(audit)).length
    const before = await count()
    for (const person of [asPerson(['operate', 'configure']), asPerson(['view'], ['usa'])])
      await expect(exportOrders(person, { stores: both, filter: {}, columns: [] })).rejects.toThrow('You may not')
    await expect(exportOrders({ ...ctx, webOnly: true }, { stores: both, filter: {}, columns: [] })).rejects.toThrow(
      'Node server',
    )
    expect(await count()).toBe(before)
  })
})

describe('the address of the file', () => {
  test('gives what the page shows, to keep, and only of the stores of the viewer', async () => {
    const page = await createPage(database, 'https://bridge.example', clock)
    const get = async (roles: readonly Role[], path: string, stores?: readonly string[]) => {
      const link = new URL(await page.loginLink({ roles, ...(stores && { stores }) }))
      const signedIn = await page.app.request('https://bridge.example/admin/login', {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        body: `token=${link.searchParams.get('token')}`,
      })
      const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      return page.app.request(`https://bridge.example${path}`, { headers: { cookie } })
    }
    const answer = await get(['view'], '/admin/orders/export.csv?q=horvat&columns=email,total', ['main'])
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="orders-2026-03-10.csv"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head, ...lines] = readCsv(bytes.subarray(3).toString())
    expect(head?.slice(3)).toEqual(['E-mail', 'Total', 'Currency'])
    expect(lines.length).toBeGreaterThan(0)
    // Who may only look gets addresses masked, here as on the page.
    for (const line of lines) expect([line[1], line[3]]).toEqual(['main', 'l•••@e•••.com'])
    expect((await get(['operate'], '/admin/orders/export.csv')).status).toBe(403)
  })
})

describe('many orders', () => {
  const MANY = 80_000

  test('go through without piling up in memory', async () => {
    await sql`
      insert into orders (store, magento_id, number, store_view_id, state, status, placed_at, magento_updated_at, customer_name, customer_email, currency, grand_total, canonical, phase, phase_reason, heard_at, updated_at)
      select 'main', 1000000 + i, (1000000 + i)::text, 1, 'complete', 'complete', ${now.toISOString()}::timestamptz - make_interval(secs => 200000 + i / 2), ${now.toISOString()}::timestamptz,
        case when i % 4 = 0 then 'Often ' else 'Else ' end || i, 'a@example.com', 'EUR', 10, null, 'done', 'x', ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      from generate_series(1, ${MANY}::int) i`
    await sql`analyze orders`
    const pages = await exportOrders(ctx, { stores: ['main'], filter: {}, columns: [] })
    const decoder = new TextDecoder()
    const before = heapInUse()
    const counts = { pieces: 0, lines: 0, sum: 0, mostBytes: 0, mostHeap: 0 }
    for await (const piece of streamOf(orderCsv(pages, ['customer', 'total']), () => {})) {
      const lines = decoder.decode(piece).split('\r\n').slice(0, -1)
      counts.lines += lines.length
      counts.sum += lines.reduce((sum, line) => sum + (Number(line.split(',')[0]) || 0), 0)
      counts.mostBytes = Math.max(counts.mostBytes, piece.byteLength)
      if (++counts.pieces % 40 === 0) counts.mostHeap = Math.max(counts.mostHeap, heapInUse() - before)
    }
    const [there] =
      await sql`select count(*)::int as count, sum(number::bigint)::float as sum from orders where store = 'main'`
    expect(counts).toMatchObject({ lines: there?.count + 1, sum: there?.sum })
    expect(counts.mostBytes).toBeLessThan(200_000)
    // All rows at once are about 80 MB.
    expect(counts.mostHeap).toBeLessThan(30_000_000)
  }, 180_000)

  test('wait for a slow reader at the other end of a connection', async () => {
    let made = 0
    const piece = 'x'.repeat(1_000_000)
    const pieces = (async function* () {
      for (; made < 200; made++) yield piece
    })()
    const server = serve({ fetch: () => new Response(streamOf(pieces, () => {})), port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // it listens on a port
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.end('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'readable')
    const settled = async (): Promise<number> => {
      const then = made
      await new Promise(resolve => setTimeout(resolve, 300))
      return made === then && made > 0 ? made : settled()
    }
    // What sockets of both ends hold is a few megabytes.
    expect(await settled()).toBeLessThan(60)
    socket.destroy()
    server.close()
  })

  test('that a common or a rare word finds are all there once, however many pages they fill', async () => {
    for (const [search, expected] of [
      ['often', MANY / 4],
      ['often 1000', 1],
    ] as const) {
      const found: string[] = []
      for await (const rows of walkOrders(ctx, { stores: both, filter: { search } }))
        found.push(...rows.map(row => row.number))
      expect(found.filter(number => number.length === 7).length).toBeGreaterThanOrEqual(expected)
      expect(new Set(found).size).toBe(found.length)
    }
  })

  test('stop being read when the reader goes away, and a failure breaks the answer off', async () => {
    const pages = await exportOrders(ctx, { stores: ['main'], filter: {}, columns: [] })
    const reader = streamOf(orderCsv(pages, ['total']), () => {}).getReader()
    await reader.read()
    await reader.read()
    await reader.cancel()
    expect((await pages.next()).done).toBe(true)

    const failures: unknown[] = []
    const failing = (async function* () {
      yield 'one'
      throw new Error('the database went away')
    })()
    const body = streamOf(failing, error => failures.push(error))
    await expect(new Response(body).text()).rejects.toThrow('the database went away')
    expect(failures).toHaveLength(1)
  })
})
