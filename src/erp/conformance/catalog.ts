import assert from 'node:assert/strict'
import { compare, ZERO } from '../../domain/amount.ts'
import type { CatalogPage, CatalogPosition, ErpCatalog } from '../erp-catalog.ts'
import { failureOf, has } from './acts.ts'
import type { Bench, Suite } from './bench.ts'

const MOST_PAGES = 500

/** All pages of a read. @param between what happens in the ERP after the first page */
async function readAll<T>(
  read: (from: CatalogPosition) => Promise<CatalogPage<T>>,
  since?: string,
  between?: () => Promise<void>,
): Promise<{ rows: T[]; pages: number; cursor: string; complete: boolean }> {
  const rows: T[] = []
  let next: string | undefined
  for (let pages = 1; pages <= MOST_PAGES; pages++) {
    const page = await read({ ...(since !== undefined && { since }), ...(next !== undefined && { next }) })
    rows.push(...page.rows)
    if (page.next === undefined) return { rows, pages, cursor: page.cursor, complete: page.complete }
    assert.notEqual(page.next, next, 'the pages go round in a circle')
    next = page.next
    if (pages === 1) await between?.()
  }
  return assert.fail(`more than ${MOST_PAGES} pages`)
}

const catalogOf = (bench: Bench, pageSize?: number): ErpCatalog =>
  has(bench.connect(pageSize === undefined ? {} : { pageSize }).catalog, 'catalog')

/** Every row once, in pages that another process can go on with. */
export const catalog: Suite = {
  obligation: 'catalogue',
  cases: [
    {
      name: 'reads every item there is, in a read that says that it is complete',
      needs: ['catalog'],
      async run(bench) {
        await bench.people.createItem('0123', 'With a zero')
        const { rows, complete } = await readAll(from => catalogOf(bench).readItems(from))
        const codes = rows.map(({ code }) => code)
        for (const code of [...bench.facts.items, '0123']) assert.ok(codes.includes(code), `${code} is missing`)
        assert.equal(new Set(codes).size, codes.length, 'an item is there twice')
        assert.equal(complete, true)
      },
    },
    {
      name: 'reads the same in small pages, with one cursor, and goes on at any page in another connector',
      needs: ['catalog'],
      async run(bench) {
        const whole = await readAll(from => catalogOf(bench).readItems(from))
        const small = await readAll(from => catalogOf(bench, 7).readItems(from))
        assert.ok(small.pages > 3, 'the pages are not small')
        assert.deepEqual(small.rows.map(({ code }) => code).sort(), whole.rows.map(({ code }) => code).sort())
        const first = await catalogOf(bench, 7).readItems({})
        const again = await catalogOf(bench, 7).readItems({ next: first.next ?? '' })
        assert.equal(again.cursor, first.cursor)
        assert.deepEqual(again.rows, small.rows.slice(first.rows.length, first.rows.length + again.rows.length))
      },
    },
    {
      name: 'reads only what changed since a cursor, does not call that complete, and misses nothing',
      needs: ['catalog'],
      async run(bench) {
        bench.clock.pass(24 * 60)
        await bench.people.createItem('OLD-1', 'A day younger than the others')
        const { cursor, rows } = await readAll(from => catalogOf(bench).readItems(from))
        bench.clock.pass(24 * 60)
        await bench.people.createItem('NEW-1', 'New')
        const delta = await readAll(from => catalogOf(bench).readItems(from), cursor)
        assert.ok(delta.rows.some(({ code }) => code === 'NEW-1'))
        assert.ok(delta.rows.length < rows.length || delta.complete, 'everything came, and it is not called complete')
        bench.clock.pass(3 * 24 * 60)
        const rest = await readAll(from => catalogOf(bench).readItems(from), delta.cursor)
        assert.ok(rest.rows.length <= delta.rows.length)
      },
    },
    {
      name: 'loses no item when others come in while the pages are read',
      needs: ['catalog'],
      async run(bench) {
        const before = (await readAll(from => catalogOf(bench).readItems(from))).rows.map(({ code }) => code)
        const add = () => bench.people.createItem('000-FIRST', 'Comes before all others')
        const during = await readAll(from => catalogOf(bench, 7).readItems(from), undefined, add)
        const codes = new Set(during.rows.map(({ code }) => code))
        assert.deepEqual(
          before.filter(code => !codes.has(code)),
          [],
        )
        const after = await readAll(from => catalogOf(bench).readItems(from), during.cursor)
        assert.ok(codes.has('000-FIRST') || after.rows.some(({ code }) => code === '000-FIRST'), 'the new one is lost')
      },
    },
    {
      name: 'has one row of stock per item and warehouse, and tells what changed',
      needs: ['catalog'],
      async run(bench) {
        const setStock = has(bench.people.setStock, 'way to set stock')
        const [code = ''] = bench.facts.items
        await setStock(code, 7)
        const { rows, cursor, complete } = await readAll(from => catalogOf(bench, 7).readStock(from))
        assert.equal(complete, true)
        const keys = rows.map(row => `${row.code} ${row.warehouse}`)
        assert.equal(new Set(keys).size, keys.length)
        const sum = (all: typeof rows) => all.filter(row => row.code === code).map(({ quantity }) => Number(quantity))
        assert.ok(sum(rows).includes(7), JSON.stringify(sum(rows)))
        bench.clock.pass(24 * 60)
        await setStock(code, 3)
        assert.ok(sum((await readAll(from => catalogOf(bench).readStock(from), cursor)).rows).includes(3))
      },
    },
    {
      name: 'has one price per item and list, for one piece, tiers ascending',
      needs: ['catalog'],
      async run(bench) {
        const { rows } = await readAll(from => catalogOf(bench, 7).readPrices(from))
        assert.ok(rows.length > 0)
        const keys = rows.map(row => `${row.code} ${row.list} ${row.currency}`)
        assert.equal(new Set(keys).size, keys.length)
        for (const { code, currency, price, tiers } of rows) {
          assert.match(currency, /^[A-Z]{3}$/, code)
          assert.ok(compare(price, ZERO) >= 0, code)
          for (const [index, tier] of tiers.entries()) {
            const before = tiers[index - 1]
            assert.ok(!before || compare(before.quantity, tier.quantity) < 0, `${code}: tiers are not ascending`)
          }
        }
      },
    },
    {
      name: 'begins anew when a position cannot be read, or says that it is broken',
      needs: ['catalog'],
      async run(bench) {
        const { rows } = await readAll(from => catalogOf(bench).readItems(from))
        const begin = readAll(from => catalogOf(bench).readItems(from), 'not a cursor')
        const count = await begin.then(
          broken => broken.rows.length,
          () => undefined,
        )
        if (count !== undefined) return assert.equal(count, rows.length)
        assert.equal((await failureOf(bench, begin)).errorClass, 'permanent')
      },
    },
  ],
}
