import { describe, expect, it } from 'vitest'
import { type HttpAnswer, HttpFailure } from '../../src/domain/http.ts'
import { classify, classifyResult, fromFailure, unreadable } from '../../src/erp/icenter/errors.ts'

const answer = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers,
  cookies: [],
  body: new TextEncoder().encode(body),
})
const errors = (message: string) =>
  `<ArrayOfError><Error><Level>ValidationError</Level><Message>${message}</Message></Error></ArrayOfError>`
const EXISTS = 'Zapis/zapisi za artikel/artikle : X že obstaja/obstajajo!'
const UNKNOWN = 'šifra artikla X ne obstaja!'

describe('a refusal', () => {
  it.each([
    [401, '<html><title>Unauthorized</title></html>', true, 'auth'],
    [401, '', false, 'auth'],
    [404, '<html></html>', true, 'transient'],
    [404, errors('Naročilo ne obstaja!'), true, 'permanent'],
    [408, '', true, 'unknown'],
    [408, '', false, 'transient'],
    [409, errors(EXISTS), true, 'duplicate'],
    [409, errors(EXISTS), false, 'permanent'],
    [409, errors(UNKNOWN), true, 'permanent'],
    [400, '<Error><Message>The request is invalid.</Message></Error>', true, 'permanent'],
    [302, '', true, 'permanent'],
    [429, '', true, 'transient'],
    [500, errors('Object reference not set'), true, 'unknown'],
    [500, errors('Object reference not set'), false, 'transient'],
    [503, '<html></html>', true, 'unknown'],
    [504, '', false, 'transient'],
  ] as const)('with %s %s, on a write: %s, is %s', (status, body, isWrite, errorClass) => {
    const error = classify(answer(status, body), isWrite)
    expect(error).toMatchObject({ errorClass, code: `icenter:${status}`, status })
    expect(error.message).not.toBe('')
  })

  it('says all that iCenter says, in the body and in the header, once', () => {
    const body =
      '<ArrayOfError><Error><Message>Prva.</Message></Error><Error><Message>Druga.</Message></Error></ArrayOfError>'
    expect(classify(answer(409, body, { 'x-icenter-message': 'Druga.' }), true).message).toBe('Prva. Druga.')
    expect(classify(answer(409, '', { 'x-icenter-message': 'Tretja.' }), true).message).toBe('Tretja.')
  })

  it('is bounded, and a page is not told whole', () => {
    expect(classify(answer(409, errors('x'.repeat(5000))), true).message).toHaveLength(1000)
    expect(classify(answer(502, `<html><title>Bad Gateway</title>${'x'.repeat(9000)}</html>`), false).message).toBe(
      'HTTP 502: iCenter or a server in front of it sent a page "Bad Gateway"',
    )
  })

  it('passes on how long to wait, up to an hour', () => {
    expect(classify(answer(429, '', { 'retry-after': '7' }), false).retryAfterMs).toBe(7000)
    expect(classify(answer(429, '', { 'retry-after': '999999' }), false).retryAfterMs).toBe(3_600_000)
  })
})

describe('a result with status 200', () => {
  it.each([
    ['Error', UNKNOWN, 'permanent'],
    ['Conflict', EXISTS, 'duplicate'],
    ['NotFound', 'X', 'permanent'],
    ['Unauthorized', '', 'auth'],
    ['None', '', 'unknown'],
    ['', '', 'unknown'],
    ['Something new', '', 'unknown'],
  ] as const)('%s "%s" is %s', (code, message, errorClass) => {
    expect(classifyResult(code, message ? [message] : [], 200)).toMatchObject({ errorClass })
  })
})

describe('no answer', () => {
  it('leaves a write open unless it certainly did not arrive', () => {
    expect(fromFailure(new HttpFailure('maybe', 'reset'), true).errorClass).toBe('unknown')
    expect(fromFailure(new HttpFailure('no', 'refused'), true).errorClass).toBe('transient')
    expect(fromFailure(new HttpFailure('maybe', 'reset'), false).errorClass).toBe('transient')
    expect(unreadable('an order', true).errorClass).toBe('unknown')
    expect(unreadable('an order', false).errorClass).toBe('transient')
  })
})
