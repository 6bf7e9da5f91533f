import { RemoteError } from '../domain/errors.ts'

/** What the library puts on its errors; everything optional, for it passes on errors of Node as well. */
interface Told {
  readonly name?: unknown
  readonly type?: unknown
  readonly cause?: unknown
}

/** Brokers say so before anything else is said: nobody's record gets through until a person acts, and then everybody's. */
const REFUSED = new Set(['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'SASL_AUTHENTICATION_FAILED'])
const NOT_THERE = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION'])
/** It is this record that they do not take. */
const NOT_TAKEN = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'POLICY_VIOLATION'])

/** @param sent whether a record may have gone out before it failed */
export function kafkaError(error: unknown, sent: boolean): RemoteError {
  const message = error instanceof Error ? error.message : String(error)
  const told = chainOf(error)
  const types = told.map(({ type }) => String(type))
  const names = told.map(({ name }) => String(name))
  const fail = (errorClass: RemoteError['errorClass'], code: string) =>
    new RemoteError({ errorClass, code: `kafka:${code}`, message }, { cause: error })
  if (names.includes('KafkaJSSASLAuthenticationError') || types.some(type => REFUSED.has(type)))
    return fail('auth', 'refused')
  if (types.some(type => NOT_THERE.has(type))) return fail('auth', 'not_ready')
  if (types.some(type => NOT_TAKEN.has(type))) return fail('permanent', 'not_taken')
  return fail(sent ? 'unknown' : 'transient', 'no_answer')
}

/** An error and what lies behind it. */
function chainOf(error: unknown): Told[] {
  const found: Told[] = []
  let current = error
  while (typeof current === 'object' && current !== null && found.length < 5) {
    const told: Told = current
    found.push(told)
    current = told.cause
  }
  return found
}
