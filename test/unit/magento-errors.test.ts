import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ErrorClass } from '../../src/domain/errors.ts'
import { type HttpAnswer, HttpFailure } from '../../src/domain/http.ts'
import {
  classifyAnswer,
  classifyFailure,
  deniedResource,
  fillPlaceholders,
  isNoRoute,
} from '../../src/magento/errors.ts'
import { parseRetryAfter } from '../../src/magento/retry-after.ts'

const recorded = z
  .array(
    z.object({
      case: z.string(),
      method: z.string(),
      path: z.string(),
      status: z.number(),
      contentType: z.string(),
      body: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../fixtures/magento-errors/recorded.json', import.meta.url), 'utf8')))

const now = new Date('2026-01-31T12:00:00Z')
const READ = { write: false, now }
const WRITE = { write: true, now }

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers },
  cookies: [],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})

/** What is not named here is permanent. */
const EXPECTED: Readonly<Record<string, { read: ErrorClass; write: ErrorClass }>> = Object.fromEntries(
  [
    [
      'auth',
      'auth',
      ['admin-token-wrong-password', 'async-error-401', 'auth-oauth1-error-bad-signature', 'auth-oauth1-hmac-sha1'],
    ],
    [
      'auth',
      'auth',
      ['error-401-bad-jwt', 'error-401-limited-comment', 'error-401-limited-invoice', 'error-401-limited-products'],
    ],
    ['transient', 'transient', ['maintenance-mode-graphql', 'maintenance-mode-rest']],
    ['transient', 'transient', ['race-two-product-puts-at-once', 'ship-create-error-track-missing-title']],
    [
      'transient',
      'unknown',
      ['orders-list-error-bad-field', 'orders-list-error-bad-sort', 'race-comment-and-invoice-at-once'],
    ],
    ['transient', 'unknown', ['accept-html-error', 'salable-quantity-404']],
  ].flatMap(
    ([read, write, names]) =>
      [names].flat().map(name => [name, { read: read as ErrorClass, write: write as ErrorClass }]), // written above
  ),
)

describe('every recorded error', () => {
  it('is in the fixture', () => {
    expect(recorded.length).toBeGreaterThan(90)
    const names = new Set(recorded.map(({ case: name }) => name))
    expect(Object.keys(EXPECTED).filter(name => !names.has(name))).toEqual([])
  })

  it.each(recorded.map(error => [error.case, error] as const))('%s', (name, error) => {
    const given = {
      ...answer(error.status, ''),
      body: Buffer.from(error.body),
      headers: { 'content-type': error.contentType },
    }
    const expected = EXPECTED[name] ?? { read: 'permanent', write: 'permanent' }
    expect(classifyAnswer(given, READ).errorClass).toBe(expected.read)
    const write = classifyAnswer(given, WRITE)
    expect(write.errorClass).toBe(expected.write)
    expect(write.status).toBe(error.status)
    expect(write.code).toMatch(/^magento:[\w:-]+$/)
    expect(write.code.length).toBeLessThan(80)
    expect(write.message).not.toMatch(/%\d|%[a-z]|<html|undefined/)
  })
})

describe('what people read', () => {
  const messageOf = (name: string): string => {
    const error = recorded.find(({ case: found }) => found === name)
    if (!error) throw new Error(`${name} is not recorded`)
    return classifyAnswer({ ...answer(error.status, ''), body: Buffer.from(error.body) }, WRITE).message
  }

  it.each([
    ['invoice-create-error-too-many', 'We found an invalid quantity to invoice item "Izdelek 2 šumniki čšž".'],
    ['customer-get-404', 'No such entity with customerId = 999'],
    [
      'order-comment-status-complete',
      'Unable to add comment: The status "complete" is not part of the order status history.',
    ],
    ['source-items-post-error-no-status', 'Validation Failed: "status" should be numeric.'],
    ['maintenance-mode-rest', 'Magento is in maintenance mode'],
    [
      'accept-html-error',
      'Magento answered 500 with a page instead of JSON: "There has been an error processing your request"',
    ],
  ])('%s', (name, message) => {
    expect(messageOf(name)).toBe(message)
  })

  it('has the details of several input errors', () => {
    const body = {
      message: 'One or more input exceptions have occurred.',
      errors: [{ message: '"%field" is required.', parameters: { field: 'sku' } }, { message: 'Too long.' }],
    }
    expect(classifyAnswer(answer(400, body), READ).message).toBe(`${body.message}\n"sku" is required.\nToo long.`)
  })
})

describe('answers that were not recorded', () => {
  it.each([
    ['429', 429, { message: 'Too many requests' }, 'transient', 'transient'],
    ['429 page', 429, '<html></html>', 'transient', 'transient'],
    ['200 page of a firewall', 200, '<html><title>Checking your browser</title></html>', 'transient', 'unknown'],
    ['403 page of a firewall', 403, '<html></html>', 'transient', 'unknown'],
    ['401 page of a proxy', 401, '<html></html>', 'auth', 'auth'],
    ['404 page of a web server', 404, '<html></html>', 'permanent', 'permanent'],
    ['413', 413, '<html></html>', 'permanent', 'permanent'],
    ['502', 502, '<html></html>', 'transient', 'unknown'],
    [
      '503 of a proxy, which may have passed the request on',
      503,
      '<html><title>503 Backend fetch failed</title></html>',
      'transient',
      'unknown',
    ],
    ['504', 504, '<html></html>', 'transient', 'unknown'],
    ['302', 302, '', 'permanent', 'permanent'],
    [
      'nonce used twice',
      401,
      { message: 'The nonce is already being used by the consumer with ID %1', parameters: [1] },
      'transient',
      'transient',
    ],
    ['clock', 400, { message: 'Incorrect timestamp value in the oauth_timestamp parameter' }, 'auth', 'auth'],
    [
      'invoice rolled back',
      400,
      { message: 'Could not save an invoice, see error log for details' },
      'transient',
      'transient',
    ],
    [
      'deadlock in words',
      400,
      { message: 'SQLSTATE[40001]: Serialization failure: 1213 Deadlock found' },
      'transient',
      'transient',
    ],
    ['JSON that is not an error body', 400, { foo: 1 }, 'transient', 'unknown'],
  ] as const)('%s', (_, status, body, read, write) => {
    expect(classifyAnswer(answer(status, body), READ).errorClass).toBe(read)
    expect(classifyAnswer(answer(status, body), WRITE).errorClass).toBe(write)
  })

  it('names the target of a redirect without its query', () => {
    const redirect = answer(301, '', { location: 'https://www.shop.example/rest/V1/orders?oauth_token=hush' })
    const { message } = classifyAnswer(redirect, READ)
    expect(message).toContain('https://www.shop.example/rest/V1/orders')
    expect(message).not.toContain('hush')
  })

  it('passes on how long to wait', () => {
    expect(classifyAnswer(answer(503, '', { 'retry-after': '120' }), READ).retryAfterMs).toBe(120_000)
    expect(classifyAnswer(answer(429, {}, { 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }), READ).retryAfterMs).toBe(
      30_000,
    )
    expect(classifyAnswer(answer(429, {}), READ).retryAfterMs).toBeUndefined()
  })

  it('tells a missing route from a missing entity, and names the resource that was denied', () => {
    expect(isNoRoute(classifyAnswer(answer(404, { message: 'Request does not match any route.' }), READ))).toBe(true)
    expect(
      isNoRoute(classifyAnswer(answer(404, { message: "The entity that was requested doesn't exist." }), READ)),
    ).toBe(false)
    const denied = {
      message: "The consumer isn't authorized to access %resources.",
      parameters: { resources: 'Magento_Sales::ship' },
    }
    expect(deniedResource(classifyAnswer(answer(401, denied), READ))).toBe('Magento_Sales::ship')
  })

  it('finds a class for any answer at all', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ message: fc.string(), parameters: fc.jsonValue(), errors: fc.jsonValue() }),
    )
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), body, fc.boolean(), (status, content, write) => {
        const error = classifyAnswer(answer(status, content), { write, now })
        expect(error.message.length).toBeLessThan(2_000)
        // 4xx other than these say that nothing was done; a write that may have happened is never repeated blindly.
        if (write && status >= 500) expect(error.errorClass).not.toBe('transient')
      }),
    )
  })
})

describe('no answer', () => {
  it.each([
    ['no', false, 'transient'],
    ['no', true, 'transient'],
    ['maybe', false, 'transient'],
    ['maybe', true, 'unknown'],
  ] as const)('reached %s, write %s: %s', (reached, write, errorClass) => {
    expect(classifyFailure(new HttpFailure(reached, 'gone'), { write, now }).errorClass).toBe(errorClass)
  })
})

describe('fillPlaceholders', () => {
  it('fills from arrays and objects in one pass, and leaves what has no value', () => {
    expect(fillPlaceholders('%1 and %2', ['%2', 'b'])).toBe('%2 and b')
    expect(fillPlaceholders('%fieldName = %fieldValue.', { fieldName: 'id', fieldValue: 9 })).toBe('id = 9.')
    expect(fillPlaceholders('%constructor 100% %1', {})).toBe('%constructor 100% %1')
    expect(fillPlaceholders('%field', undefined)).toBe('%field')
  })
})

describe('parseRetryAfter', () => {
  it.each([
    ['0', 0],
    ['17', 17_000],
    ['999999999', 86_400_000],
    ['Sat, 31 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s → %s', (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected)
  })
})
