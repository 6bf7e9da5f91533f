import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCallback } from '../../src/erp/sap-b1/webhooks.ts'

const KEY = 'a-key-of-the-subscription'
const sign = (bytes: Uint8Array | string, key = KEY, encoding: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', key).update(bytes).digest(encoding)
const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const post = (value: unknown, signature = sign(bytesOf(value))) =>
  parseCallback({ method: 'POST', headers: { 'x-b1-webhook-signature': signature }, body: bytesOf(value) }, [KEY])

const event = (object: string, entry: string, id = `id-${object}-${entry}`) => ({
  id,
  specversion: '1.0',
  source: '/default/sap.b1/SBODEMOSI',
  type: `sap.b1.${object}.Created.v1`,
  subject: entry,
  time: '2026-01-31T10:00:00Z',
  datacontenttype: 'application/json',
  data: { DocEntry: entry },
})

describe('a delivery of events', () => {
  it('becomes changes of our entities, one per event, and nothing for the others', () => {
    const events = [
      event('Orders', '91'),
      event('DeliveryNotes', '5'),
      event('Invoices', '7'),
      event('CreditNotes', '2'),
      event('Drafts', '9'),
      event('Items', '3'),
    ]
    expect(post(events)).toEqual({
      kind: 'changes',
      changes: [
        { entity: 'sales_document', erpId: '91', version: '91@id-Orders-91' },
        { entity: 'shipment', erpId: '5', version: '5@id-DeliveryNotes-5' },
        { entity: 'invoice', erpId: '7', version: '7@id-Invoices-7' },
        { entity: 'credit_note', erpId: '2', version: '2@id-CreditNotes-2' },
        { entity: 'sales_document', erpId: 'draft:9', version: 'draft:9@id-Drafts-9' },
      ],
    })
  })

  it('takes the signature in hex and in base64', () => {
    const events = [event('Orders', '91')]
    expect(post(events, sign(bytesOf(events), KEY, 'base64')).kind).toBe('changes')
    expect(post(events, sign(bytesOf(events)).toUpperCase()).kind).toBe('changes')
  })

  it.each([
    ['no signature', ''],
    ['a signature with another key', sign(bytesOf([event('Orders', '91')]), 'another-key')],
    ['a cut signature', sign(bytesOf([event('Orders', '91')])).slice(0, 40)],
    ['text for a signature', 'sha256=hello'],
  ])('with %s is refused', (_, signature) => {
    expect(post([event('Orders', '91')], signature)).toMatchObject({ kind: 'refused', status: 401 })
  })

  it.each([
    ['no JSON', 'hello'],
    ['an object', event('Orders', '91')],
    ['an event without id', [{ ...event('Orders', '91'), id: undefined }]],
    ['more than 1024 events', Array.from({ length: 1025 }, () => event('Orders', '91'))],
  ])('with %s is refused though it is signed', (_, value) => {
    expect(post(value)).toMatchObject({ kind: 'refused', status: 400 })
  })

  it('with a key that is no number is no change', () => {
    expect(post([event('Orders', "91' or 1 eq 1")])).toEqual({ kind: 'changes', changes: [] })
  })

  it('is refused altogether when no key is set', () => {
    const request = { method: 'POST', headers: {}, body: bytesOf([]) }
    expect(parseCallback(request, [])).toMatchObject({ kind: 'refused', status: 401 })
  })

  it('never throws, whatever comes', () => {
    const headers = fc.record(
      { 'x-b1-webhook-signature': fc.string(), 'x-b1-webhook-token': fc.string() },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'PUT'),
        headers,
        fc.uint8Array(),
        fc.json(),
        (method, given, body, json) => {
          expect(parseCallback({ method, headers: given, body }, [KEY]).kind).toBeDefined()
          expect(['changes', 'refused']).toContain(post(json).kind)
        },
      ),
    )
  })
})

describe('the handshake', () => {
  const shake = (token: string | undefined, signature = sign(token ?? '')) =>
    parseCallback(
      {
        method: 'GET',
        headers: { 'x-b1-webhook-token': token, 'x-b1-webhook-signature': signature },
        body: new Uint8Array(),
      },
      [KEY],
    )
  it('answers the token when it is signed', () => {
    expect(shake('token-1')).toEqual({ kind: 'reply', json: { Challenge: 'token-1' } })
  })
  it('takes both keys while one is replaced', () => {
    const request = (key: string) => ({
      method: 'GET',
      headers: { 'x-b1-webhook-token': 'token-1', 'x-b1-webhook-signature': sign('token-1', key) },
      body: new Uint8Array(),
    })
    for (const key of ['the-new-key', KEY]) expect(parseCallback(request(key), ['the-new-key', KEY]).kind).toBe('reply')
    expect(parseCallback(request(KEY), ['the-new-key']).kind).toBe('refused')
  })
  it('is refused without a token and with a wrong signature', () => {
    expect(shake(undefined)).toMatchObject({ kind: 'refused', status: 400 })
    expect(shake('token-1', sign('token-2'))).toMatchObject({ kind: 'refused', status: 401 })
  })
})
