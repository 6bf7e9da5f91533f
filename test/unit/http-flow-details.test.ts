import { expect, it } from 'vitest'
import { far, leastFlow } from './http-flow-far.ts'

const invoice = {
  ofOrder: { path: '/list', query: { order: '{{id}}' }, rows: 'rows' },
  read: { path: '/list', query: { id: '{{id}}' }, rows: 'rows' },
  fields: { id: 'id', order: 'order', number: 'details/head/number', total: 'details/head/total' },
  lines: { rows: 'details/rows', line: 'no', item: 'item', quantity: 'pieces', warehouse: 'from' },
  details: {
    head: { path: '/invoices/{{id}}', one: true },
    rows: { path: '/rows', query: { of: '{{id}}' }, rows: 'rows' },
  },
}
const NOW = new Date('2026-01-31T12:00:00Z')

/** An ERP that lists keys only. */
const erpWith = (heads: Record<string, object[]>) =>
  far((_request, path) => {
    const { pathname, searchParams } = new URL(path, 'https://erp.example')
    if (pathname === '/api/rows') return { json: { rows: [{ no: 1, item: 'A', pieces: '2', from: 'W1' }] } }
    if (pathname === '/api/list') {
      const id = searchParams.get('id')
      return { json: { rows: (id ? [id] : Object.keys(heads)).map(one => ({ id: one, order: '9' })) } }
    }
    const [head, ...others] = heads[pathname.split('/').at(-1) ?? ''] ?? []
    return head === undefined ? { status: 404 } : { json: others.length > 0 ? [head, ...others] : head }
  })

it('documents that a list only names are told by further steps, whichever way they are asked for', async () => {
  const heads = { 7: [{ number: 'R-7', total: '12.00' }], 8: [] }
  const erp = erpWith(heads).connect({ followUps: { invoice } })
  const line = { salesDocumentId: '9', erpLine: 1, itemCode: 'A', quantity: '2', gross: '12', warehouse: 'W1' }
  const document = { erpId: '7', erpNumber: 'R-7', total: '12', lines: [line] }
  // The eighth is gone since it was listed.
  expect(await erp.findFollowUps(['9'])).toMatchObject([document])
  expect(await erp.readFollowUps('invoice', ['7', '8'])).toMatchObject([document])
})

/** An ERP whose documents name items only: their lines are found in the order, which may be gone. */
const byItem = (lines: readonly object[], order: object | undefined) => {
  const { connect } = far((_request, path) => {
    if (path.startsWith('/api/read')) return order ? { json: order } : { status: 404 }
    return { json: { rows: path.startsWith('/api/rows') ? lines : [{ id: '7', order: '9' }] } }
  })
  const fields = { rows: 'lines', item: 'item', quantity: 'pieces' }
  const read = { ...leastFlow.orders.read, fields: { ...leastFlow.orders.read.fields, lines: fields } }
  const told = {
    ofOrder: invoice.ofOrder,
    read: invoice.read,
    fields: { id: 'id', order: 'order' },
    lines: { ...fields, order: 'order', rows: 'details/rows' },
    details: { rows: invoice.details.rows },
  }
  return connect({ orders: { ...leastFlow.orders, read }, followUps: { invoice: told } })
}
const piece = { item: 'A', pieces: '1' }

it('lines that are alike are two', async () => {
  const order = { id: '9', total: '5', lines: [{ item: 'A', pieces: '2' }] }
  const [found] = await byItem([piece, piece, { ...piece, order: '8' }], order).findFollowUps(['9'])
  expect(found?.lines.map(({ quantity }) => quantity)).toEqual(['1', '1'])
})

it('a document whose order is not there is not told without its lines', async () => {
  const erp = byItem([piece], undefined)
  const gone = { code: 'http-flow:fields', message: expect.stringContaining('sales document') }
  await expect(erp.findFollowUps(['9'])).rejects.toMatchObject(gone)
  await expect(erp.readFollowUps('invoice', ['7'])).rejects.toMatchObject(gone)
})

it('two records in place of one are not chosen from', async () => {
  const erp = erpWith({ 7: [{ number: 'a' }, { number: 'b' }] }).connect({ followUps: { invoice } })
  await expect(erp.readFollowUps('invoice', ['7'])).rejects.toMatchObject({
    errorClass: 'permanent',
    message: 'details.head gave 2 records for 7 in place of one',
  })
})

it('pages end where the answer says that there are no more, full or not', async () => {
  const { sent, connect } = far((_request, path) => {
    const offset = Number(new URL(path, 'https://erp.example').searchParams.get('offset'))
    return { json: { rows: [{ id: offset }, { id: offset + 1 }], hasMore: offset < 2 } }
  })
  const paging = { kind: 'offset', sizeParameter: 'limit', size: 2, more: 'hasMore' }
  const feed = { entity: 'sales_document', path: '/changes', rows: 'rows', id: 'id', paging }
  const { changes } = await connect({ ...leastFlow, changes: [feed] }).readChanges(undefined, NOW)
  expect(changes.map(({ erpId }) => erpId)).toEqual(['0', '1', '2', '3'])
  // Twice, because rows move while they are read.
  expect(sent.map(({ url }) => new URL(url).search)).toEqual(
    [...Array(2)].flatMap(() => ['?offset=0&limit=2', '?offset=2&limit=2']),
  )
})
