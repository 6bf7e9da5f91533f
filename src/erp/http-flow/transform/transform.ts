/** What a run may use. Memory is what the whole of its values take. */
export interface TransformLimits {
  /** Of computing: what the machine does meanwhile does not count. It is stopped after five times as long in any case. */
  readonly timeoutMs: number
  /** 16 MB at least, what is less counts as that. */
  readonly memoryBytes: number
  /** Of the output as JSON text, and of the attributes, each. */
  readonly maxOutputBytes: number
}

export const DEFAULT_LIMITS: TransformLimits = {
  timeoutMs: 1_000,
  memoryBytes: 32 * 1024 * 1024,
  maxOutputBytes: 4 * 1024 * 1024,
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly text: string
  /** Of the script's source, from 1. */
  readonly line?: number
}

export interface Transformed {
  /** Plain JSON; `null` where nothing came out. */
  readonly output: unknown
  /** All attributes after the run: those given, as changed by a script. */
  readonly attributes: Readonly<Record<string, string>>
  readonly log: readonly LogLine[]
}

export type Transform =
  | { readonly kind: 'script'; readonly source: string }
  | { readonly kind: 'jsonata'; readonly expression: string }
  | { readonly kind: 'jolt'; readonly spec: unknown }

/** Whatever a run would otherwise take from outside. */
export interface World {
  readonly now: Date
  /** Seed in [0, 1): the same seed gives the same sequence of random numbers. */
  readonly random: number
}

export interface TransformProblem {
  /** Both from 1. */
  readonly line?: number
  readonly column?: number
  readonly message: string
}

export type TransformErrorKind = 'syntax' | 'runtime' | 'timeout' | 'memory' | 'output'

/** A script, expression or specification that failed, in words for its author. Repeating it fails again. */
export class TransformError extends Error {
  override readonly name = 'TransformError'
  readonly kind: TransformErrorKind
  readonly line?: number
  readonly column?: number
  /** What it had logged until then. */
  readonly log: readonly LogLine[]

  constructor(kind: TransformErrorKind, problem: TransformProblem, log: readonly LogLine[] = []) {
    super(problem.message)
    this.kind = kind
    if (problem.line !== undefined) this.line = problem.line
    if (problem.column !== undefined) this.column = problem.column
    this.log = log
  }
}
