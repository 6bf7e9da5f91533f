/** What has settings on the page, or policies: a store, or a connection. */
export interface PolicyPlace {
  readonly of: 'store' | 'connection'
  readonly code: string
}

/**
 * Whose versions: codes have no colon, so they cannot be taken for each other. The settings of a connection, which belong
 * to its kind of ERP, are kept under its code alone.
 */
export const subjectOf = ({ of, code }: PolicyPlace): string => `${of === 'store' ? 'store' : 'policies'}:${code}`

/** "store main"; undefined for the settings of a connection. */
export function placeIn(subject: string): string | undefined {
  const [kind, code] = subject.split(':')
  return code === undefined ? undefined : `${kind === 'store' ? 'store' : 'connection'} ${code}`
}

/** The reason of a version that no person gave one for. */
export const FROM_FILE = 'applied from a configuration file'
