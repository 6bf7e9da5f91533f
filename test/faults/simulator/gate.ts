import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Process } from './process.ts'
import { between, type Random } from './random.ts'
import { SECOND, type Timeline } from './timeline.ts'
import { realPause } from './virtual-time.ts'
import type { Weather } from './weather.ts'

/** One await of the bridge's code: a statement, a call, a sleep. Nothing of the bridge goes on unless its turn comes. */
export interface Operation {
  readonly process: Process
  readonly label: string
  readonly readyAt: number
  /** Whether what it needs is free now (a connection of the pool). */
  readonly canBegin: () => boolean
  readonly work: () => Promise<unknown>
  /** What came of it, for the record. */
  readonly describe: (result: unknown) => string
  /** Of the database connection that it works on: it may have to wait for a lock there. */
  readonly backend: (() => number) | undefined
  /** What follows in the bridge is work outside of this process's own turns: its next operation is waited for. */
  readonly followedByRealWork: boolean
  /** A far side is at it: it may be done though the process that asked for it is gone. */
  readonly outlivesProcess: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type OperationOptions = Partial<
  Pick<Operation, 'canBegin' | 'describe' | 'backend' | 'followedByRealWork' | 'outlivesProcess'>
>

export interface Gate {
  /** Waits for its turn, at the earliest after `delayMs` of virtual time, and does `work` in it. Never returns for a dead process. */
  pass<T>(
    process: Process,
    label: string,
    delayMs: number,
    work: () => Promise<T> | T,
    options?: OperationOptions,
  ): Promise<T>
  /** Operations whose turn may be now. */
  ready(): readonly Operation[]
  /** When the next one that is not ready yet will be. */
  nextAt(): number | undefined
  /** Gives one its turn and returns when the bridge's code has gone on as far as it can. */
  release(operation: Operation): Promise<void>
  /** The process dies now, whatever it is at. */
  kill(process: Process): Promise<void>
  /** Lets code that was just started run to its first operations. */
  settle(): Promise<void>
  readonly isIdle: boolean
}

export interface GateOptions {
  readonly timeline: Timeline
  readonly weather: Weather
  readonly random: Random
  /** For those of these database backends that wait for locks: whose. */
  readonly blockersOf: (pids: readonly number[]) => Promise<ReadonlyMap<number, readonly number[]>>
  /** Ends what these backends are at. */
  readonly cancel: (pids: readonly number[]) => Promise<void>
  /** The process is gone and nothing works for it any more: its transactions are to be rolled back. */
  readonly onCrash: (process: Process) => Promise<void>
  /** What the server says to the victim of a deadlock. */
  readonly deadlock: () => Error
}

const CRASH_CHANCE = 0.004
/** A statement that takes longer may wait for a lock: the server is asked. Real milliseconds. */
const SUSPICIOUS_MS = 4
const REAL_WORK_MS = 20_000

type Outcome = { readonly value: unknown } | { readonly error: unknown }

interface Waiting {
  readonly operation: Operation
  readonly outcome: Promise<Outcome>
}

export function createGate(options: GateOptions): Gate {
  const { timeline, weather, random, blockersOf } = options
  let operations: Operation[] = []
  let locked: Waiting[] = []
  let arrivals = 0

  const settle = async () => {
    await nextTurn()
    await nextTurn()
  }

  const finish = async (operation: Operation, outcome: Outcome) => {
    const { process } = operation
    timeline.note(
      `${process.name}: ${operation.label} → ${'error' in outcome ? wordsOf(outcome.error) : operation.describe(outcome.value)}`,
    )
    if (weather.strikes('worker crash after', chanceFor(process))) return await crash(process)
    if (weather.strikes('worker stalls', chanceFor(process) / 2)) stall(process)
    if (process.stalledUntil > timeline.now()) return postpone(operation, outcome)
    const before = arrivals
    const running = process.running
    if ('error' in outcome) operation.reject(outcome.error)
    else operation.resolve(outcome.value)
    await settle()
    if (operation.followedByRealWork && !('error' in outcome)) {
      const until = performance.now() + REAL_WORK_MS
      while (arrivals === before && process.running === running && performance.now() < until) await realPause(1)
      await settle()
    }
  }

  const stall = (process: Process) => {
    process.stalledUntil = timeline.now() + between(random, 5, 120) * SECOND
    timeline.note(`${process.name}: STALLS`)
  }
  /** It is done; the process learns of it when it goes on. */
  const postpone = (operation: Operation, outcome: Outcome) =>
    void operations.push({
      ...operation,
      label: `goes on after ${operation.label}`,
      readyAt: operation.process.stalledUntil,
      canBegin: () => true,
      backend: undefined,
      work: async () => {
        if ('error' in outcome) throw outcome.error
        return outcome.value
      },
    })

  /** Half of the calls had left when the process died. */
  const leaveBehind = ({ outlivesProcess, label, readyAt, work }: Operation) => {
    if (!outlivesProcess || between(random, 0, 1) === 0) return
    weather.count('done without its caller')
    timeline.plan(`${label} is done without its caller`, readyAt, async () => void (await work()))
  }

  const crash = async (process: Process) => {
    timeline.note(`${process.name}: CRASH`)
    process.alive = false
    for (const operation of operations) if (operation.process === process) leaveBehind(operation)
    operations = operations.filter(operation => operation.process !== process)
    const busy = locked.filter(({ operation }) => operation.process === process)
    locked = locked.filter(({ operation }) => operation.process !== process)
    await options.cancel(busy.map(backendOf))
    await Promise.all(busy.map(({ outcome }) => outcome))
    await options.onCrash(process)
    await freeLocked()
  }

  /** Those whose lock was let go come to their end, in the order in which they began to wait. */
  const freeLocked = async () => {
    while (locked.length > 0) {
      const blockers = await blockersOf(locked.map(backendOf))
      const free = locked.find(one => !blockers.has(backendOf(one)))
      if (!free) {
        if (!(await breakDeadlock(blockers))) return
        continue
      }
      const outcome = await ended(free.outcome, SUSPICIOUS_MS)
      if (!outcome) continue // it went on and met the next lock, or is just slow: look again
      locked = locked.filter(one => one !== free)
      await finish(free.operation, outcome)
    }
  }

  /** The server would find it after a second of real time; here it is found at once, and the victim is always the same. */
  const breakDeadlock = async (blockers: ReadonlyMap<number, readonly number[]>): Promise<boolean> => {
    const victim = locked.findLast(one => waitsForItself(backendOf(one), blockers))
    if (!victim) return false
    locked = locked.filter(one => one !== victim)
    await options.cancel([backendOf(victim)])
    await victim.outcome
    weather.count('database deadlock')
    await finish(victim.operation, { error: options.deadlock() })
    return true
  }

  const chanceFor = (process: Process) => (process.name.startsWith('worker') ? CRASH_CHANCE : 0)

  return {
    pass: <T>(
      process: Process,
      label: string,
      delayMs: number,
      work: () => Promise<T> | T,
      given: OperationOptions = {},
    ): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        if (!process.alive) return
        arrivals += 1
        operations.push({
          canBegin: () => true,
          describe: () => 'ok',
          backend: undefined,
          followedByRealWork: false,
          outlivesProcess: false,
          ...given,
          process,
          label,
          readyAt: timeline.now() + delayMs,
          work: async () => await work(),
          resolve: value => resolve(value as T), // what `work` of this very call gave
          reject,
        })
      }),
    ready: () => operations.filter(one => one.readyAt <= timeline.now() && one.canBegin()),
    nextAt: () =>
      operations
        .filter(one => one.readyAt > timeline.now())
        .reduce<number | undefined>((least, { readyAt }) => Math.min(least ?? readyAt, readyAt), undefined),
    async release(operation) {
      operations = operations.filter(one => one !== operation)
      if (weather.strikes('worker crash before', chanceFor(operation.process))) return await crash(operation.process)
      const outcome = operation.work().then(
        (value): Outcome => ({ value }),
        (error: unknown): Outcome => ({ error }),
      )
      for (;;) {
        const result = await ended(outcome, operation.backend ? SUSPICIOUS_MS : undefined)
        if (result) {
          await finish(operation, result)
          break
        }
        const pid = operation.backend?.()
        if (pid !== undefined && (await blockersOf([pid])).has(pid)) {
          timeline.note(`${operation.process.name}: ${operation.label} waits for a lock`)
          locked.push({ operation, outcome })
          break
        }
      }
      await freeLocked()
    },
    kill: async process => {
      if (process.alive) await crash(process)
    },
    settle,
    get isIdle() {
      return operations.length === 0 && locked.length === 0
    },
  }
}

const backendOf = ({ operation }: Waiting): number => operation.backend?.() ?? 0

/** Whether following who waits for whom leads back to where it began. */
function waitsForItself(pid: number, blockers: ReadonlyMap<number, readonly number[]>): boolean {
  const seen = new Set<number>()
  const next = [...(blockers.get(pid) ?? [])]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    if (at === pid) return true
    if (seen.has(at)) continue
    seen.add(at)
    next.push(...(blockers.get(at) ?? []))
  }
  return false
}

/** @returns undefined when it has not ended within the real time given. */
async function ended<T>(work: Promise<T>, withinMs: number | undefined): Promise<T | undefined> {
  if (withinMs === undefined) return await work
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), withinMs)
  })
  const first = await Promise.race([work, late])
  clearTimeout(timer)
  return first
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 160) : String(error))
