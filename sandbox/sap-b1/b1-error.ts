/**
 * What the Service Layer refuses, with its own code and words (contract §3.1). `refuse` is the only way to fail a request.
 */
export class B1Error extends Error {
  override readonly name = 'B1Error'
  readonly code: number
  readonly status: number

  constructor(code: number, message: string, status: number) {
    super(message)
    this.code = code
    this.status = status
  }
}

export function refuse(code: number, message: string, status = 400): never {
  throw new B1Error(code, message, status)
}

export const notFound = (): never => refuse(-2028, 'No matching records found (ODBC -2028)', 404)
/** A rule of the Data Interface. */
export const breaksRule = (message: string): never => refuse(-5002, message)
/** The request itself is malformed. */
export const malformed = (message: string): never => refuse(-1000, message)

/** The error body: v1 has a number and a language, v2 two strings. */
export function errorBody(version: 'v1' | 'v2', code: number, message: string): unknown {
  return version === 'v1'
    ? { error: { code, message: { lang: 'en-us', value: message } } }
    : { error: { code: String(code), details: [{ code: '', message: '' }], message } }
}
