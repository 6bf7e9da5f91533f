/**
 * What to do about a failed remote call. Decided once, in each client's errors.ts:
 * transient = repeat after a while; permanent = a person has to change something; unknown = a write may have
 * happened, verify before repeating; auth = stop the connection; duplicate = it exists already, adopt it.
 */
export type ErrorClass = 'transient' | 'permanent' | 'unknown' | 'auth' | 'duplicate'

export interface RemoteErrorDetails {
  readonly errorClass: ErrorClass
  /** Stable and short, for grouping: "magento:401", or the ERP's kind with its code. */
  readonly code: string
  /** The remote system's own words, verbatim. */
  readonly message: string
  readonly status?: number
  /** Not to be asked again before: to repeat it, or, where the outcome is unknown, to look for it. */
  readonly retryAfterMs?: number
}

/** A remote system said no, or did not say anything. Carries no secret and no request body. */
export class RemoteError extends Error {
  override readonly name = 'RemoteError'
  readonly errorClass: ErrorClass
  readonly code: string
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(details: RemoteErrorDetails, options?: ErrorOptions) {
    super(details.message, options)
    this.errorClass = details.errorClass
    this.code = details.code
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
  }
}

/** Something is wrong with what a person gave us or asked for. The message says what, where and what to do next. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
