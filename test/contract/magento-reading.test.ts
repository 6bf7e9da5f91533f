import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rawCall } from './magento-call.ts'
import { criteria, type MagentoTarget, openTarget, placeGuestOrder } from './magento-target.ts'

let magento: MagentoTarget

beforeAll(async () => {
  magento = await openTarget(process.env)
})
afterAll(() => magento.close())

describe('reading lists', () => {
  it('answers null for a filtered empty list and [] for an unfiltered one', async () => {
    const none = criteria('updated_at', '2099-01-01 00:00:00', 'gt')
    expect((await magento.call('GET', `/rest/V1/orders?${none}&fields=items[entity_id],total_count`)).json).toEqual({
      items: null,
      total_count: 0,
    })
    expect((await magento.call('GET', `/rest/V1/orders?${none}`)).json).toMatchObject({ items: [], total_count: 0 })
  })

  it('takes a date that is none for a match of everything, and an unknown condition for no filter', async () => {
    const id = await placeGuestOrder(magento, magento.sku, 1)
    const count = async (query: string) =>
      z
        .looseObject({ total_count: z.number() })
        .parse((await magento.call('GET', `/rest/V1/orders?${query}&fields=total_count`)).json).total_count
    const all = await count(criteria('entity_id', '0', 'gt'))
    expect(await count(criteria('updated_at', 'yesterday', 'gteq'))).toBe(all)
    expect(await count(criteria('entity_id', String(id), 'eq'))).toBe(1)
  })

  it('refuses a list without searchCriteria, and breaks on a field that does not exist', async () => {
    const missing = await magento.call('GET', '/rest/V1/orders')
    expect([missing.status, missing.json]).toEqual([
      400,
      { message: '"%fieldName" is required. Enter and try again.', parameters: { fieldName: 'searchCriteria' } },
    ])
    expect((await magento.call('GET', `/rest/V1/orders?${criteria('no_such_field', '1', 'eq')}`)).status).toBe(500)
  })
})

describe('access', () => {
  it('without a token is 401 with the missing resource in the parameters', async () => {
    const answer = await rawCall({
      method: 'GET',
      url: `${magento.url}/rest/V1/orders/1`,
      headers: { accept: 'application/json' },
    })
    expect([answer.status, answer.json]).toEqual([
      401,
      {
        message: "The consumer isn't authorized to access %resources.",
        parameters: { resources: 'Magento_Sales::actions_view' },
      },
    ])
  })

  it('with a signature of another request is 401', async context => {
    if (!magento.credentials) return context.skip() // a real Magento that is asked by token signs nothing
    const url = `${magento.url}/rest/V1/orders/1`
    const authorization = magento.authorization('POST', url)
    const answer = await rawCall({ method: 'GET', url, headers: { accept: 'application/json', authorization } })
    expect([answer.status, answer.json]).toEqual([401, { message: 'The signature is invalid. Verify and try again.' }])
  })

  it('to a route that does not exist is 404 in the words of Magento', async () => {
    const answer = await magento.call('GET', '/rest/V1/no-such-thing')
    expect([answer.status, answer.json]).toEqual([404, { message: 'Request does not match any route.' }])
  })
})

describe('GraphQL', () => {
  it('leaves unknown SKUs out without a word', async () => {
    const query = 'query P($skus: [String]) { products(filter: { sku: { in: $skus } }) { total_count items { sku } } }'
    const answer = await magento.call('POST', '/graphql', { query, variables: { skus: [magento.sku, 'NE-OBSTAJA'] } })
    expect([answer.status, answer.json]).toEqual([
      200,
      { data: { products: { total_count: 1, items: [{ sku: magento.sku }] } } },
    ])
  })

  it('answers resolver errors with 200 and syntax errors with 500', async () => {
    expect((await magento.call('POST', '/graphql', { query: '{ products { total_count } }' })).status).toBe(200)
    expect((await magento.call('POST', '/graphql', { query: '{ products( ' })).status).toBe(500)
  })
})
