import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { bundleFlow, flowFile, shippedFile } from '../../scripts/bundle-flows.ts'
import { filterNames } from '../../src/erp/http-flow/filters.ts'
import { httpFlow } from '../../src/erp/http-flow/kind.ts'
import { classes, pagingSchema } from '../../src/erp/http-flow/request-schema.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { shippedFlows } from '../../src/erp/http-flow/shipped-flows.ts'
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

const issuesOf = (flow: unknown) => flowSettings.safeParse(flow).error?.issues ?? []

it.each(['sandbox-erp', 'netsuite', 's4hana'])('the shipped flow %s can be used as it is', name => {
  expect(issuesOf(parse(read(`docs/flows/${name}.yaml`)))).toEqual([])
})

it.each(shippedFlows.map(({ id }) => id))('the flow for %s that the page begins with is the file of the docs', id => {
  expect(readFileSync(shippedFile(id), 'utf8')).toBe(bundleFlow(readFileSync(flowFile(id), 'utf8')))
  expect(shippedFlows.find(flow => flow.id === id)?.text).toBe(readFileSync(flowFile(id), 'utf8'))
})

it('the other log-in of the flow for NetSuite, which is a comment, can be used as well', () => {
  const flow = read('docs/flows/netsuite.yaml')
  const [other = ''] = /^# auth:\n(?:# {3}.*\n)+/m.exec(flow) ?? []
  const { auth } = parse(other.replace(/^# /gm, ''))
  expect(auth).toMatchObject({ kind: 'oauth2', assertion: { claims: { sub: null } } })
  expect(issuesOf({ ...parse(flow), auth })).toEqual([])
})

it('the paper on flows names every filter, class, and kind of paging and log-in', () => {
  const kinds = pagingSchema.options.map(option => option.shape.kind.value)
  const logIns = ['none', 'basic', 'header', 'login', 'cookies', 'oauth2', 'oauth1']
  const missing = [...filterNames, ...classes, ...kinds, ...logIns].filter(
    name => !new RegExp(`\\b${name}\\b`).test(text),
  )
  expect(missing).toEqual([])
})
