import pino from 'pino'

/** Structured, one JSON line an event, to stderr. Fields are ids and counts: no secret, no personal data, no bodies. */
export interface Log {
  debug(fields: object, text: string): void
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export const createLog = (level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log =>
  pino({ level, base: { app: 'orderbridge' } }, pino.destination({ fd: 2, sync: false }))
