/** One line of `orderbridge doctor`. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  /** What to do, when not ok. */
  readonly remedy?: string
}

/** What went wrong at an address; a call that got no answer names its server itself. */
export const foundAt = (url: string, text: string): string =>
  text.startsWith(`${URL.parse(url)?.host}: `) ? text : `${url}: ${text}`
