import { describe, expect, it } from 'vitest'
import { readAmount, readDate, readOne, readText, Unfit } from '../../src/erp/http-flow/fields.ts'
import { flowSettings } from '../../src/erp/http-flow/settings.ts'
import { renderText } from '../../src/erp/http-flow/template.ts'
import { at, rowsAt } from '../../src/erp/paths.ts'
import { leastFlow as base, far } from './http-flow-far.ts'
import { sampleOrder } from './sample-order.ts'
import { inputFor } from './sap-b1-sample.ts'

describe('values of OData v2', () => {
  it('have dates as days of their own, and moments with an offset', () => {
    const field = { path: 'd', format: 'odata' }
    const zone = 'America/New_York'
    // Midnight of the 31st is no moment: it stays the 31st in every zone.
    expect(readDate({ d: '/Date(1769817600000)/' }, field, zone)).toBe('2026-01-31')
    expect(readDate({ d: '/Date(1769817600000+0000)/' }, field, zone)).toBe('2026-01-30')
    expect(() => readDate({ d: '1769817600000' }, field, zone)).toThrow(Unfit)
    expect(renderText('{{day|date(odata)}}', { day: '2026-01-31' })).toBe('/Date(1769817600000)/')
  })

  it('come to one amount out of several places, and of rows in rows', () => {
    const tax = { rows: 'lines/*/taxes', when: { path: 'type', is: ['VAT'] }, path: 'amount' }
    const order = {
      net: '33.52',
      lines: [
        {
          taxes: [
            { type: 'VAT', amount: '7.38' },
            { type: 'PRICE', amount: '33.52' },
          ],
        },
        { taxes: [{ type: 'VAT', amount: '0.10' }] },
        {},
      ],
    }
    expect(readAmount(order, { path: 'net', plus: [tax] }, false)).toBe('41')
    expect(readAmount({ net: '5' }, { path: 'net', plus: [tax] }, false)).toBe('5')
    expect(readAmount({ net: '1,50', tax: '0,33' }, { path: 'net', plus: [{ rows: '', path: 'tax' }] }, true)).toBe(
      '1.83',
    )
    // A sum that lacks a part is no sum.
    expect(() => readAmount({ net: '5' }, { path: 'net', plus: [{ rows: '', path: 'tax' }] }, false)).toThrow(Unfit)
    expect(rowsAt(order, 'lines/*/taxes')).toHaveLength(3)
    expect([at(order, 'none/*/taxes'), rowsAt({ lines: [] }, 'lines/*/taxes')]).toEqual([undefined, []])
  })

  it('are taken from the first of several places that has one', () => {
    const state = [
      { path: 'rejected', values: { C: 'canceled' } },
      { path: 'status', values: { A: 'open' } },
    ]
    const known = ['open', 'canceled'] as const
    expect(readOne({ rejected: 'C', status: 'A' }, state, known)).toBe('canceled')
    expect(readOne({ rejected: 'A', status: 'A' }, state, known)).toBe('open')
    expect(() => readOne({ rejected: 'A', status: 'Q' }, state, known)).toThrow('"Q" at "rejected", "status"')
    expect(readText({ b: 'x' }, ['a', { path: 'b' }])).toBe('x')
  })
})

it('an error is told in all its sentences, without warnings and without saying one twice', async () => {
  const answers = {
    errorText: 'error/message/value',
    errorDetails: { rows: 'error/details', when: { path: 'severity', is: ['error'] }, text: 'message' },
  }
  const details = [
    { severity: 'error', message: 'No material.' },
    { severity: 'warning', message: 'No plant.' },
    { severity: 'error', message: 'No price.' },
    { severity: 'error', message: '' },
  ]
  const erp = far(() => ({ status: 400, json: { error: { message: { value: 'No material.' }, details } } })).connect({
    answers,
  })
  const { request } = await erp.planSalesDocument(inputFor(sampleOrder()))
  await expect(erp.createSalesDocument(request)).rejects.toMatchObject({
    errorClass: 'permanent',
    message: 'No material. No price.',
  })
})

describe('what a header says about a write that was taken', () => {
  const notesOf = async (header: string, status = 200) => {
    const notes: string[] = []
    const answers = {
      notices: {
        header: 'X-Messages',
        rows: ['', 'details'],
        when: { path: 'severity', is: ['warning'] },
        text: 'message',
      },
    }
    const headers = { 'content-type': 'application/json', 'x-messages': header }
    const erp = far(() => ({ status, headers, json: { id: 7, total: '12.2' } })).connect({ answers }, {}, text =>
      notes.push(text),
    )
    const { request } = await erp.planSalesDocument(inputFor(sampleOrder()))
    await erp.createSalesDocument(request).catch(() => undefined)
    return notes
  }
  const details = [
    { severity: 'warning', message: 'Incomplete' },
    { severity: 'info', message: 'x' },
    { severity: 'warning' },
  ]

  it('is noted: warnings, in rows or alone, and text as it is', async () => {
    const says = 'The ERP took it, and says: '
    expect(await notesOf(JSON.stringify({ severity: 'success', message: 'saved', details }))).toEqual([
      `${says}Incomplete`,
    ])
    expect(await notesOf(JSON.stringify({ severity: 'warning', message: 'No credit' }))).toEqual([`${says}No credit`])
    expect(await notesOf('saved with warnings')).toEqual([`${says}saved with warnings`])
  })

  it('is not noted of a write that was refused', async () => {
    expect(await notesOf(JSON.stringify({ severity: 'warning', message: 'No credit' }), 400)).toEqual([])
  })
})

describe('documents that rows of lines only name', () => {
  const invoice = {
    ofOrder: { path: '/lines', query: { order: '{{id}}' }, rows: 'rows', key: 'document' },
    read: { path: '/documents/{{id}}' },
    when: { path: 'kind', is: ['invoice'] },
    fields: { id: 'id', total: 'total', date: 'date' },
    lines: { rows: 'lines', order: 'order', line: 'line', quantity: 'pieces', gross: 'gross' },
  }
  const document = (id: string, kind: string) => ({
    id,
    kind,
    total: '12.2',
    date: '2026-01-31',
    lines: [{ order: '18', line: '10', pieces: '1', gross: '12.2' }],
  })
  const side = () =>
    far((_request, path) => {
      const [, id = ''] = /documents\/(\d+)/.exec(path) ?? []
      if (id !== '') return { json: document(id, id === '3' ? 'credit' : 'invoice') }
      if (path.startsWith('/api/changes')) return { json: { rows: [{ id: '18' }] } }
      return { json: { rows: ['1', '1', '3', '2'].map(one => ({ document: one })) } }
    })

  it('are read once each, and count when they are of the kind', async () => {
    const { connect, sent } = side()
    const found = await connect({ followUps: { invoice } }).findFollowUps(['18'])
    expect(found.map(({ erpId, lines }) => [erpId, lines[0]?.erpLine])).toEqual([
      ['1', 10],
      ['2', 10],
    ])
    expect(sent).toHaveLength(4)
  })

  it('are told as changes of their order', async () => {
    const feed = { entity: 'sales_document', path: '/changes', rows: 'rows', id: 'id', followUps: ['invoice'] }
    const erp = side().connect({ followUps: { invoice }, changes: [feed] })
    const { changes } = await erp.readChanges(undefined, new Date('2026-01-31T12:00:00Z'))
    expect(changes.map(({ entity, erpId }) => `${entity} ${erpId}`)).toEqual([
      'sales_document 18',
      'invoice 1',
      'invoice 2',
    ])
  })

  it('need a step that reads them', () => {
    const { read: _, ...without } = invoice
    const parsed = flowSettings.safeParse({ ...base, followUps: { invoice: without } })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['followUps.invoice.ofOrder.key'])
  })
})
