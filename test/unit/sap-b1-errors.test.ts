import { describe, expect, it } from 'vitest'
import { HttpFailure } from '../../src/domain/http.ts'
import { classify, fromFailure, readRefusal } from '../../src/erp/sap-b1/errors.ts'
import { cookieHeader } from '../../src/erp/sap-b1/session.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  cookies: [],
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
})
const v1 = (code: number, value: string) => ({ error: { code, message: { lang: 'en-us', value } } })
const v2 = (code: number, message: string) => ({
  error: { code: String(code), details: [{ code: '', message: '' }], message },
})
const HTML = '<html><head><title>502 Proxy Error</title></head><body>x</body></html>'

describe('what an answer means', () => {
  // status, code, text, for a read, for a write (contract §3.1)
  it.each([
    [401, 100000027, 'Login failed', 'auth', 'auth'],
    [500, 100000027, 'Login failed', 'auth', 'auth'],
    [401, 301, 'Invalid session or session already timeout.', 'transient', 'transient'],
    [500, 407, "Table definition not found for '@X'", 'transient', 'transient'],
    [404, -2028, 'No matching records found (ODBC -2028)', 'permanent', 'permanent'],
    [
      400,
      -10,
      "1320000140 - Business partner code 'C1' already assigned to a business partner",
      'permanent',
      'duplicate',
    ],
    [400, -10, "Item code 'I2' already exists", 'permanent', 'duplicate'],
    [400, -10, 'Quantity falls into negative inventory [INV1.ItemCode][line: 1]', 'permanent', 'permanent'],
    [400, -10, "Update the exchange rate , 'USD'", 'permanent', 'permanent'],
    [
      400,
      -5002,
      '10001467 - There is already a record with duplicated customer/vendor reference number.',
      'permanent',
      'duplicate',
    ],
    [400, -5002, 'One of the base documents has already been closed', 'permanent', 'permanent'],
    [400, -5002, 'Internal error (-5002) occurred', 'permanent', 'permanent'],
    [400, -2035, 'This entry already exists in the following tables (ODBC -2035)', 'permanent', 'duplicate'],
    [400, -5006, 'The requested action is not supported for this object.', 'permanent', 'permanent'],
    [412, -2039, 'Another user or another operation modified data (ODBC -2039)', 'transient', 'transient'],
    [400, -1116, 'Could not commit transaction: Error -1 detected during transaction', 'transient', 'unknown'],
    [500, -1116, 'Could not commit transaction: Error -1 detected during transaction', 'transient', 'unknown'],
    [400, -1, 'Transaction was deadlocked (ODBC -1205)', 'transient', 'transient'],
    [400, -1000, "Property 'X' of 'Document' is invalid", 'permanent', 'permanent'],
    [500, -1, 'Something broke', 'transient', 'unknown'],
    [429, 0, 'Slow down', 'transient', 'transient'],
    [403, -1, 'You are not permitted to perform this action', 'permanent', 'permanent'],
  ])('%i %i "%s" is %s for a read and %s for a write, in both versions', (status, code, text, read, write) => {
    for (const body of [v1(code, text), v2(code, text)]) {
      expect(classify(answer(status, body), false)).toMatchObject({ errorClass: read, message: text, status })
      expect(classify(answer(status, body), true)).toMatchObject({ errorClass: write, code: `sap-b1:${code}` })
    }
  })

  it.each([
    [502, HTML, 'transient', 'unknown', /502 Proxy Error/],
    [503, '', 'transient', 'unknown', /nothing/],
    [500, '{"error":null}', 'transient', 'unknown', /error/],
    [413, '<html>too large</html>', 'permanent', 'permanent', /a page/],
    [302, '', 'permanent', 'permanent', /302/],
    [404, 'not here', 'permanent', 'permanent', /"not here"/],
  ])('%i with the body %j is survived', (status, body, read, write, text) => {
    expect(classify(answer(status, body), false)).toMatchObject({ errorClass: read, code: `sap-b1:${status}` })
    expect(classify(answer(status, body), true)).toMatchObject({
      errorClass: write,
      message: expect.stringMatching(text),
    })
  })

  it('honours Retry-After up to an hour', () => {
    const wait = (value: string) => classify(answer(503, '', { 'retry-after': value }), false).retryAfterMs
    expect(wait('30')).toBe(30_000)
    expect(wait('999999')).toBe(3_600_000)
    expect(wait('soon')).toBeUndefined()
  })

  it('is unknown for a write only when the request may have arrived', () => {
    const classOf = (reached: 'no' | 'maybe', isWrite: boolean) =>
      fromFailure(new HttpFailure(reached, 'x'), isWrite).errorClass
    expect(classOf('maybe', true)).toBe('unknown')
    expect(classOf('no', true)).toBe('transient')
    expect(classOf('maybe', false)).toBe('transient')
    expect(() => fromFailure(new TypeError('a mistake of ours'), true)).toThrow(TypeError)
  })

  it('reads no more than the beginning of a huge page', () => {
    expect(readRefusal(answer(500, `{"error": "${'x'.repeat(5_000_000)}"}`)).text.length).toBeLessThan(500)
  })
})

describe('the session cookie', () => {
  const withCookies = (cookies: string[], body: unknown = '') => ({ ...answer(200, body), cookies })
  it('is read by hand, whatever its attributes, with the node', () => {
    const cookies = ['B1SESSION=6f1c-22;HttpOnly;', 'ROUTEID=.node2; path=/b1s']
    expect(cookieHeader(withCookies(cookies))).toBe('B1SESSION=6f1c-22; ROUTEID=.node2')
  })
  it('is taken from the body when a proxy has eaten it', () => {
    expect(cookieHeader(withCookies([], { SessionId: '6f1c-22' }))).toBe('B1SESSION=6f1c-22')
    expect(cookieHeader(withCookies([], { SessionId: 'a\r\nX: y' }))).toBeUndefined()
    expect(cookieHeader(withCookies(['', '; path=/'], '<html>'))).toBeUndefined()
  })
})
