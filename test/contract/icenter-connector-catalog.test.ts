import { afterEach, describe, expect, it } from 'vitest'
import { amount } from '../../src/domain/amount.ts'
import type { CatalogPage, CatalogPosition } from '../../src/erp/erp-catalog.ts'
import { useCompany } from './icenter-connector-company.ts'

const company = useCompany()
afterEach(() => company().saop.faults.clear())

/** All pages of a read, one connector per page, as a run that is stopped and goes on. */
async function readAll<T>(
  read: (from: CatalogPosition) => Promise<CatalogPage<T>>,
  since?: string,
): Promise<{ rows: T[]; pages: CatalogPage<T>[] }> {
  const pages: CatalogPage<T>[] = []
  let from: CatalogPosition = since === undefined ? {} : { since }
  for (;;) {
    const page = await read(from)
    pages.push(page)
    if (page.next === undefined) return { rows: pages.flatMap(({ rows }) => rows), pages }
    from = { ...from, next: page.next }
  }
}

describe('items', () => {
  it('come in pages that any connector goes on with, and say what the shop needs', async () => {
    const { connect, saop } = company()
    const { rows, pages } = await readAll(from => connect({ catalog: { pageSize: 30 } }).catalog.readItems(from))
    expect(rows.map(({ code }) => code).toSorted()).toEqual(
      saop
        .list('items')
        .map(({ ItemID }) => String(ItemID))
        .toSorted(),
    )
    expect(new Set(pages.map(({ cursor }) => cursor)).size).toBe(1)
    expect(pages.every(({ complete }) => !complete)).toBe(true)
    expect(rows.find(({ code }) => code === 'S-005')).toEqual({
      code: 'S-005',
      name: 'Izdelek 5 šumniki čšž',
      active: true,
      published: true,
      ean: expect.stringMatching(/^383\d{10}$/),
      group: 'BLAGO',
      taxRate: '9.5',
      weight: '2.5',
    })
  })

  it('that changed come with the next cursor', async () => {
    const { saop, erp, clock } = company()
    clock.pass(60)
    const { pages } = await readAll(from => erp.catalog.readItems(from))
    expect(pages).toMatchObject([{ complete: true }])
    clock.pass(60)
    saop.changeItem('S-002', { ItemTitle1: 'Novo ime' })
    saop.changeItem('S-004', { IsActive: 'N' })
    const delta = await readAll(from => erp.catalog.readItems(from), pages[0]?.cursor)
    expect(delta.rows.map(({ code, name, active }) => `${code} ${name} ${active}`)).toEqual([
      'S-002 Novo ime true',
      'S-004 Izdelek 4 šumniki čšž false',
    ])
    expect(delta.pages.at(-1)).toMatchObject({ complete: false })
  })

  it('are asked for again when the answer was cut', async () => {
    const { saop, erp } = company()
    saop.faults.add({ kind: 'cutBody' })
    await expect(erp.catalog.readItems({})).rejects.toMatchObject({ errorClass: 'transient' })
  })
})

describe('stock', () => {
  it('is read for each warehouse, sold-out items included, and may be negative', async () => {
    const { saop, erp } = company()
    saop.setStock('S-003', '001', 0)
    saop.setStock('S-004', '002', -3)
    const { rows, pages } = await readAll(from => erp.catalog.readStock(from))
    expect(pages).toMatchObject([{ complete: true }, { complete: true }])
    expect(rows.filter(({ code }) => code === 'S-001').map(({ warehouse }) => warehouse)).toEqual(['001', '002'])
    const find = (code: string, warehouse: string) => rows.find(row => row.code === code && row.warehouse === warehouse)
    expect(find('S-003', '001')?.quantity).toBe('0')
    expect(find('S-004', '002')?.quantity).toBe('-3')
    expect(find('S-001', '001')?.quantity).toBe('500')
    expect(erp.catalog.stockIs).toBe('available')
  })

  it('on hand is another figure', async () => {
    const { connect } = company()
    const { rows } = await readAll(from => connect({ catalog: { stock: 'on_hand' } }).catalog.readStock(from))
    expect(rows.find(({ code }) => code === 'S-001')).toEqual({ code: 'S-001', warehouse: '001', quantity: '500' })
  })
})

describe('prices', () => {
  it('are for one piece, with their tiers, in the currency of the list', async () => {
    const { saop, erp } = company()
    saop.setPrice({
      list: 'MPC',
      item: 'S-001',
      price: amount('199'),
      per: 10,
      tiers: [
        { quantity: amount(5), price: amount('190') },
        { quantity: amount(100), price: amount('1') },
      ],
    })
    saop.setPrice({ list: 'MPC', item: 'S-002', price: amount('1'), from: '2030-01-01T00:00:00' })
    saop.setPrice({ list: 'MPC', item: 'S-003', price: amount('2'), active: false })
    const { rows, pages } = await readAll(from => erp.catalog.readPrices(from))
    expect(pages).toMatchObject([{ complete: true }])
    const find = (code: string) => rows.find(row => row.code === code)
    expect(find('S-001')).toEqual({
      code: 'S-001',
      list: 'MPC',
      currency: 'EUR',
      taxIncluded: true,
      price: '19.9',
      tiers: [
        { quantity: '5', price: '19' },
        { quantity: '100', price: '0.1' },
      ],
    })
    expect(find('S-002')?.price).toBe('0.99')
    expect(find('S-003')).toBeUndefined()
  })

  it('of no list are none', async () => {
    const { connect } = company()
    expect(await connect({ catalog: {} }).catalog.readPrices({})).toMatchObject({ rows: [], complete: true })
  })
})
