/** One try to deliver or to verify a message, with the calls that it made. Ids and codes: no personal data, no bodies. */
export interface Tried {
  readonly store: string
  readonly farSide: string
  readonly kind: string
  readonly step: 'send' | 'verify'
  readonly outcome: string
  readonly errorClass: string | undefined
  readonly startedAt: Date
  readonly endedAt: Date
  readonly outboxId: number
  readonly orderId: number | null
  readonly orderNumber: string | undefined
  readonly calls: readonly Called[]
}

/** One call to a far side. */
export interface Called {
  readonly method: string
  readonly url: string
  /** undefined: there was no complete answer. */
  readonly status?: number
  readonly startedAt: Date
  readonly durationMs: number
}

/** A request that was answered; of a stream its beginning. */
export interface Answered {
  readonly method: string
  /** The pattern ("/webhooks/magento/:store"): an address as it came would be a number series each. */
  readonly route: string
  readonly status: number
  readonly durationMs: number
}

/** Who watches the process from outside. None of it may throw or wait. */
export interface Telemetry {
  tried(tried: Tried): void
  /** @param kind calls that do the same, as "GET /V1/orders" */
  called(farSide: string, call: { readonly kind: string; readonly status?: number; readonly durationMs: number }): void
  answered(answered: Answered): void
}
