import type { ZodType } from 'zod'
import type { RemoteError } from '../../domain/errors.ts'
import type { FlowContext } from '../context.ts'
import type { OutboxMessage } from './claim-outbox.ts'

/** What happened out there. `summary` is told in the order's story; `data` is kept with the message. */
export interface Delivered<R> {
  readonly summary: string
  readonly data: R
  /** Handed to settle, not kept with the message: file contents. */
  readonly bytes?: Uint8Array
}

/** The far side cannot take it now, and nothing is wrong: it is asked again later, and no try is counted. */
export class Postponed extends Error {
  override readonly name = 'Postponed'
  readonly afterMs: number
  constructor(message: string, afterMs: number) {
    super(message)
    this.afterMs = afterMs
  }
}

/**
 * A kind of outside write. `deliver` and `verify` talk to the far side and write nothing here; `settle` writes, in the
 * transaction that marks the message as delivered.
 */
export interface EffectKind<P, R> {
  readonly kind: string
  readonly payload: ZodType<P>
  readonly result: ZodType<R>
  /** "the sales document": for sentences about it. */
  readonly noun: string
  /** Asked before each try, for a whole batch in one call: what exists already is adopted, what gets an error is not sent. */
  readonly lookUp?: (
    ctx: FlowContext,
    batch: readonly { readonly message: OutboxMessage; readonly payload: P }[],
  ) => Promise<ReadonlyMap<number, Delivered<R> | RemoteError>>
  readonly deliver: (ctx: FlowContext, message: OutboxMessage, payload: P) => Promise<Delivered<R>>
  /**
   * After an unknown outcome: asks the far side whether it happened. 'not_done' sends again; 'cannot_tell' holds the
   * message for a person.
   */
  readonly verify: (
    ctx: FlowContext,
    message: OutboxMessage,
    payload: P,
  ) => Promise<Delivered<R> | 'not_done' | 'cannot_tell'>
  /** How long the far side may need until a write that it got shows in look-ups. Milliseconds. */
  readonly settlingDelayMs: number
  /** How long a write to a store is waited for. Absent: an ERP's connection says it, and what is written twice does no harm. */
  readonly longestWriteMs?: number
  readonly settle: (ctx: FlowContext, message: OutboxMessage, payload: P, delivered: Delivered<R>) => Promise<void>
  /** Given up: what that means for the order. `error` is what the far side said last. */
  readonly giveUp?: (ctx: FlowContext, message: OutboxMessage, payload: P, error: string) => Promise<void>
}

/** Keeps P and R of each kind in step, then forgets them: the engine works with any kind. */
// biome-ignore lint/suspicious/noExplicitAny: the payload's type is checked by the kind's own schema before every call
export type AnyEffectKind = EffectKind<any, any>
