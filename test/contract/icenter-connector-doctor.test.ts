import { describe, expect, it } from 'vitest'
import type { IcenterConnector } from '../../src/erp/icenter/kind.ts'
import { inputFor } from '../unit/icenter-sample.ts'
import { sampleOrder } from '../unit/sample-order.ts'
import { useCompany } from './icenter-connector-company.ts'

/** What is wrong, but for the clock: the simulated server dates its answers with the machine's. */
const bad = async (erp: IcenterConnector) =>
  (await erp.diagnose({ fix: false })).filter(({ ok, check }) => !ok && check !== 'clock')

describe('doctor', () => {
  const company = useCompany()

  it('has nothing to say about a good connection', async () => {
    const { erp, place } = company()
    await place(sampleOrder(), 'doctor-1')
    const findings = await erp.diagnose({ fix: false })
    expect(await bad(erp)).toEqual([])
    expect(findings.map(({ check }) => check)).toEqual([
      'log-in',
      'clock',
      'order book',
      'finding orders',
      'missing orders',
      'statuses',
      'warehouses',
      'currencies',
      'shipping methods',
      'payment purposes',
      'payment types',
      'price lists',
      'service items',
      'VAT rates',
      'collective customer',
      'PDF',
    ])
  })

  it('tells the words of statuses that no setting knows', async () => {
    const { connect } = company()
    const findings = await connect({ statuses: { notShipped: [], notIssued: [] } }).diagnose({ fix: false })
    expect(findings.find(({ check }) => check === 'statuses')).toEqual({
      check: 'statuses',
      ok: true,
      detail: 'Odprto. Without a meaning to us: Odprto (statuses of the connection).',
    })
  })

  it.each([
    ['a wrong password', {}, { password: 'wrong' }, 'log-in', 'organisation, user and password'],
    ['a wrong organisation', { organisation: 99 }, {}, 'log-in', 'organisation, user and password'],
    ['an order book that does not exist', { orderBook: 'VNX' }, {}, 'order book', 'one of: VNK, VNV'],
    ['a warehouse without its zeros', { warehouse: '1' }, {}, 'warehouses', 'leading zeros count'],
    ['a customer without its zeros', { subjects: { collective: '1' } }, {}, 'collective customer', 'leading zeros'],
    ['an item that does not exist', { shippingItem: 'POŠTNINA' }, {}, 'service items', 'as services'],
    [
      'a payment purpose that does not exist',
      { payments: { '*': { purpose: 'Q' } } },
      {},
      'payment purposes',
      'mapping',
    ],
    ['no VAT rates', { vatRates: {} }, {}, 'VAT rates', 'Set vatRates'],
    ['no licence for the archive', { apiClientId: undefined }, {}, 'PDF', 'Set apiClientId'],
    [
      'a slow way that is not needed',
      { lookUp: 'number_walk' },
      {},
      'finding orders',
      'Set lookUp of the connection to "auto"',
    ],
  ])('finds %s, and says what to do', async (_, settings, secrets, check, remedy) => {
    const found = await bad(company().connect(settings, secrets))
    expect(found.map(one => one.check)).toEqual([check])
    expect(found[0]?.remedy).toContain(remedy)
  })

  it('finds a wrong address', async () => {
    const { connect, saop } = company()
    const found = await bad(connect({ url: saop.url.replace('iCenterAPI', 'wrong') }))
    expect(found).toMatchObject([{ check: 'log-in', remedy: expect.stringContaining('it ends with /iCenterAPI') }])
  })
})

describe('doctor on a site that does not find orders', () => {
  const company = useCompany({ variants: { orderReferenceFilter: false, missingOrder: '500' } })

  it('warns of the setting that would make an order twice, and of answers that mean "no such order"', async () => {
    const { connect } = company()
    const fitting = connect({ missingOrder: ['error_500'] })
    await fitting.createSalesDocument(fitting.planSalesDocument(inputFor(sampleOrder())).request)
    const found = await bad(connect({ lookUp: 'order_reference' }))
    expect(found).toMatchObject([
      { check: 'finding orders', remedy: expect.stringContaining('could be made twice') },
      { check: 'missing orders', remedy: expect.stringContaining('set missingOrder of the connection to [error_500]') },
    ])
    expect(await bad(fitting)).toEqual([])
  })
})

describe('doctor on a new book', () => {
  const company = useCompany()

  it('asks for a first order, or for the number that it will have', async () => {
    const { connect } = company()
    const found = await bad(connect({ walk: {} }))
    expect(found).toMatchObject([{ check: 'finding orders', remedy: expect.stringContaining('set walk.from') }])
    expect(await bad(connect())).toEqual([])
  })
})
