import { expect, test } from 'vitest'
import { z } from 'zod'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { orderPlaces } from '../../src/flows/version/settings-words.ts'

interface Option {
  readonly path: string
}
interface Words {
  placeAt(text: string): { readonly path: readonly string[]; readonly kind: string; readonly typed?: string }
  keysAt(schema: unknown, path: readonly string[]): readonly { readonly name: string; readonly text?: string }[]
  valuesAt(schema: unknown, path: readonly string[]): readonly string[]
  placesAt(
    words: object,
    before: string,
    isCode: boolean,
  ): { readonly typed: string; readonly options: readonly Option[] } | undefined
}

// A script of the page, served as it is.
const browser = new URL('../../src/admin-ui/browser/settings-words.js', import.meta.url)
const { placeAt, keysAt, valuesAt, placesAt }: Words = await import(browser.href)

const schema = z.toJSONSchema(httpFlow.settingsSchema, { io: 'input', unrepresentable: 'any' })
const words = { places: orderPlaces(), filters: httpFlow.words.filters }

test.each([
  ['', { path: [], kind: 'key', typed: '' }],
  ['orders:\n  fi', { path: ['orders'], kind: 'key', typed: 'fi' }],
  ['orders:\n  write:\n    path: /x\n  po', { path: ['orders'], kind: 'key', typed: 'po' }],
  ['changes:\n- entity: a\n  pa', { path: ['changes', '*'], kind: 'key', typed: 'pa' }],
  ['changes:\n  - entity: inv', { path: ['changes', '*', 'entity'], kind: 'value', typed: 'inv' }],
  ['orders:\n  write: { path: /orders, che', { path: ['orders', 'write'], kind: 'key', typed: 'che' }],
  [
    'orders:\n  write: {\n    path: "/a,b",\n    method: P',
    { path: ['orders', 'write', 'method'], kind: 'value', typed: 'P' },
  ],
  ['orders:\n  script: |\n    const a = {\n    inp', { path: ['orders', 'script'], kind: 'text' }],
  ['orders:\n  script: |\n    a: 1\n  wr', { path: ['orders'], kind: 'key', typed: 'wr' }],
])('the place at the end of %j is known', (text, place) => {
  expect(placeAt(text)).toEqual(place)
})

test('keys and values are those of the schema, with what it says of them', () => {
  expect(keysAt(schema, ['orders']).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['find', 'write', 'addsUp']),
  )
  expect(keysAt(schema, []).find(({ name }) => name === 'url')?.text).toBe('Base address of the ERP')
  expect(keysAt(schema, ['orders', 'mapping']).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['kind', 'body', 'expression', 'spec']),
  )
  expect(keysAt(schema, ['changes', '*', 'paging']).map(({ name }) => name)).toContain('parameter')
  expect(valuesAt(schema, ['orders', 'write', 'method'])).toEqual(['POST', 'PUT', 'PATCH'])
  expect(valuesAt(schema, ['decimalComma'])).toEqual(['true', 'false'])
})

test('places of the order are offered where one is named: templates, lists, scripts, JSONata', () => {
  const offered = (before: string, isCode = false) => placesAt(words, before, isCode)?.options.map(({ path }) => path)
  expect(offered('city: "{{order.bil')).toContain('order.billing.city')
  expect(offered('$each: order.lines\n$item:\n  code: "{{item.')).toContain('item.sku')
  expect(offered('$each: order.fees\n$item:\n  code: "{{item.')).not.toContain('item.sku')
  expect(offered('city: "{{order.billing.city|up')).toContain('upper')
  expect(offered('output = input.order.', true)).toContain('order.number')
  expect(offered('{ "n": order.lines.', true)).toContain('order.lines.sku')
  expect(offered('city: Wien')).toBeUndefined()
})
