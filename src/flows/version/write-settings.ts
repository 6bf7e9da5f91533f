import { stringify } from 'yaml'

/** Settings as people read and write them. Scripts stay as they are written, line by line: long lines are not folded. */
export const writeSettings = (settings: unknown): string => stringify(settings, { blockQuote: 'literal', lineWidth: 0 })
