/** One line of `orderbridge doctor`. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  /** What to do, when not ok. */
  readonly remedy?: string
}
