import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { filterNames } from '../../src/erp/http-flow/filters.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { classes, pagingSchema } from '../../src/erp/http-flow/request-schema.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const text = read('docs/http-flow.md')
const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block)
const least = {
  flow: 'from-the-paper',
  url: 'https://erp.example',
  otherUrls: ['https://login.example'],
  orders: {
    find: { path: '/o', fields: { id: 'id', total: 't' } },
    write: { path: '/o', check: { id: 'id' } },
    read: { path: '/o/{{id}}', fields: { id: 'id', total: 't' } },
  },
}

it.each(blocks.map(block => [block.split('\n')[0], block]))(
  'a block of the paper on flows can be used as it is: %s',
  (_first, block) => {
    const value = parse(block ?? '')
    if (value.connections === undefined)
      return expect(flowSettings.safeParse({ ...least, ...value }).error?.issues ?? []).toEqual([])
    const store =
      'stores: [{ code: shop, name: Shop, url: "https://shop.example", auth: { kind: bearer, token: t-1234567 } }]\n'
    const file = { fileName: 'paper.yaml', text: store + block, variables: { ERP_API_KEY: 'k' } }
    expect(parseConfiguration(file, [httpFlow]).configuration.connections).toHaveLength(1)
  },
)

it('every flow that is shipped can be used as it is', () => {
  const flow = parse(read('docs/flows/sandbox-erp.yaml'))
  expect(flowSettings.safeParse(flow).error?.issues ?? []).toEqual([])
})

it('the paper on flows names every filter, class, and kind of paging and log-in', () => {
  const kinds = pagingSchema.options.map(option => option.shape.kind.value)
  const logIns = ['none', 'basic', 'header', 'login', 'cookies', 'oauth2']
  const missing = [...filterNames, ...classes, ...kinds, ...logIns].filter(
    name => !new RegExp(`\\b${name}\\b`).test(text),
  )
  expect(missing).toEqual([])
})
