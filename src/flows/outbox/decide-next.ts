import { type ErrorClass, RemoteError, UserError } from '../../domain/errors.ts'
import { backoffMs } from '../backoff.ts'
import type { FlowContext } from '../context.ts'
import { DIED, type OutboxMessage } from './claim-outbox.ts'
import { Postponed } from './effect.ts'

/** What becomes of a message whose attempt did not succeed. */
export type Next =
  | {
      readonly kind: 'retrying'
      readonly afterMs: number
      readonly errorClass: ErrorClass
      readonly error: string
      /** Of the error; absent for what waits by our own decision. */
      readonly code?: string
      /** Nothing is wrong with the message itself: no try is counted. */
      readonly free: boolean
    }
  | {
      readonly kind: 'verifying'
      readonly afterMs: number
      readonly errorClass: ErrorClass
      readonly error: string
      /** The look-up told nothing, so what it is looked up for stands as it was. */
      readonly reason?: string
    }
  | { readonly kind: 'send_again'; readonly reason: string }
  | { readonly kind: 'held'; readonly error: string }
  | { readonly kind: 'dead'; readonly errorClass: ErrorClass; readonly error: string; readonly code: string }

/** About a day and a half of full-jitter backoff up to 30 minutes. */
const MAX_TRIES = 90
const MAX_VERIFICATIONS = 60
const MAX_DUPLICATES = 3
/** Tries without an answer before a person is asked, whatever the rule for repeating says. */
export const MAX_UNKNOWN = 20
const AUTH_WAIT_MS = 60_000
/** Whatever the far side says: the look-up repairs more than it disturbs. */
const MAX_SETTLING_MS = 600_000

/** Errors were classified where they happened (domain/errors.ts); here it is decided what follows from the class. */
export function decideNext(ctx: FlowContext, message: OutboxMessage, error: unknown, settlingDelayMs: number): Next {
  if (error instanceof Postponed)
    return { kind: 'retrying', errorClass: 'transient', error: error.message, free: true, afterMs: error.afterMs }
  const { errorClass, code, text, retryAfterMs } = describe(error)
  if (message.state === 'verifying') return afterVerification(ctx, message, errorClass, text)
  switch (errorClass) {
    case 'transient':
      if (message.attempts >= MAX_TRIES) return { kind: 'dead', errorClass, error: text, code }
      return {
        kind: 'retrying',
        errorClass,
        error: text,
        free: false,
        afterMs: backoffMs(message.attempts, ctx.random, { capMs: 1_800_000, atLeastMs: retryAfterMs }),
      }
    case 'auth':
      // Nothing is wrong with the message: the log-in is, so no try is counted.
      return { kind: 'retrying', errorClass, code, error: text, free: true, afterMs: AUTH_WAIT_MS }
    case 'duplicate':
      // The far side says that it exists, our look-up does not find it: somebody else's document has the same reference.
      if (openOutcomes(message) >= MAX_DUPLICATES) return { kind: 'dead', errorClass, error: text, code }
      return { kind: 'verifying', errorClass, error: text, afterMs: settlingDelayMs }
    case 'unknown':
      if (openOutcomes(message) >= MAX_UNKNOWN)
        return { kind: 'held', error: `${message.attempts} tries ended without an answer: ${text}` }
      return {
        kind: 'verifying',
        errorClass,
        error: text,
        afterMs:
          Math.max(settlingDelayMs, Math.min(retryAfterMs ?? 0, MAX_SETTLING_MS)) + pauseMs(ctx, openOutcomes(message)),
      }
    case 'permanent':
      return { kind: 'dead', errorClass, error: text, code }
  }
}

/** How many tries may have ended open. Each of those was looked up; tries that were refused for hours were not. */
const openOutcomes = ({ attempts, verifications }: OutboxMessage): number => Math.min(attempts, verifications)

/** What is sent again without a look-up has no other pause: all tries would be gone in seconds. */
const pauseMs = (ctx: FlowContext, tries: number): number =>
  tries > 1 ? backoffMs(tries, ctx.random, { capMs: 600_000 }) : 0

function afterVerification(ctx: FlowContext, message: OutboxMessage, errorClass: ErrorClass, error: string): Next {
  if (message.verifications >= MAX_VERIFICATIONS)
    return { kind: 'held', error: `whether it was done cannot be found out: ${error}` }
  return {
    kind: 'verifying',
    errorClass,
    error,
    ...(message.reason === DIED && { reason: DIED }),
    afterMs: errorClass === 'auth' ? AUTH_WAIT_MS : backoffMs(message.verifications, ctx.random, { capMs: 600_000 }),
  }
}

function describe(error: unknown) {
  if (error instanceof RemoteError)
    return { errorClass: error.errorClass, code: error.code, text: error.message, retryAfterMs: error.retryAfterMs }
  // Wrong configuration: a person has to act, repeating does not help.
  if (error instanceof UserError)
    return { errorClass: 'permanent' as const, code: 'configuration', text: error.message, retryAfterMs: undefined }
  // A mistake of ours, before or after the call: what the far side did is not known.
  return {
    errorClass: 'unknown' as const,
    code: 'internal',
    text: error instanceof Error ? error.message : String(error),
    retryAfterMs: undefined,
  }
}
