import type { Process } from './process.ts'
import { createProcess } from './process.ts'
import { between, pick, randomFor } from './random.ts'
import { MINUTE, SECOND } from './timeline.ts'
import {
  beat,
  createWorker,
  type DueTimes,
  LANES,
  type Lane,
  readDueTimes,
  type Surroundings,
  turnOf,
  type Worker,
} from './worker.ts'

/** The workers of one seed: who is alive, what they could begin, and their deaths. */
export interface Workforce {
  /** Reads what is due, when something may have changed. @param isRest nothing else can go on: not to be put off */
  plan(isRest: boolean): Promise<void>
  /** Steps that a worker may begin now. */
  startable(): readonly (() => Promise<void>)[]
  /** When the next step becomes due, or a heartbeat. */
  nextAt(): number | undefined
  /** Something changed: lanes that found nothing look again. */
  lookAgain(): void
  bury(process: Process): Promise<void>
  /** The database restarts. */
  breakAll(): Promise<void>
  /** No step is under way. */
  readonly isAtRest: boolean
  /** Anything but the schedule is due now or later. */
  hasWorkToCome(): Promise<boolean>
  /** Of all that was heard and decided so far: equal when nothing new came. Troubled: an order waits, or a person has to look. */
  readProgress(): Promise<{ readonly seen: string; readonly troubled: boolean }>
  /** Makes every task due now that looks for what nobody told. */
  pollEverything(): Promise<void>
  /** All clocks are right from now on. */
  setClocks(): void
  describe(): string
  close(): Promise<void>
}

const HEARTBEAT_MS = 10 * SECOND
/** How long a lane that found nothing sleeps when nothing wakes it, as in src/jobs/worker.ts. */
const IDLE_MS = SECOND
/** A worker that is busy with other things hears later of what became due. Saves questions to the database as well. */
const LOOKS_LATER = 0.97
const LOOKS_FOR_LOST = 0.004

export function createWorkforce(around: Surroundings): Workforce {
  const { seed, timeline, weather, connections } = around
  const random = randomFor(seed, 'workforce')
  let workers: Worker[] = []
  let due: DueTimes = {}
  let isStale = true
  let lives = 0

  const lookAgain = () => {
    isStale = true
    for (const worker of workers) worker.rests.clear()
  }
  const hire = (number: number) => {
    const ahead = weather.has('clock jump') ? between(random, -3_000, 3_000) : 0
    const process = createProcess(`worker ${number}.${++lives}`, ahead)
    workers.push(createWorker(process, around, lookAgain))
    isStale = true
  }
  const count = pick(random, [1, 2, 2, 2, 3])
  for (let number = 1; number <= count; number += 1) hire(number)
  if (weather.has('clock jump')) planJumps(around, () => workers)

  const nowOf = (worker: Worker) => timeline.now() + worker.process.clockAheadMs
  const isDue = (worker: Worker, lane: Lane) => (due[lane] ?? Number.POSITIVE_INFINITY) <= nowOf(worker)

  /** A worker looks every few seconds, also when there is nothing to find: what others have in hand is not lost. */
  const looksForLost = (lane: Lane) =>
    lane === 'outbox' && workers.some(({ pump }) => pump.inFlight().length > 0) && random() < LOOKS_FOR_LOST

  const begin = (worker: Worker, name: string, lane: Lane) => async () => {
    worker.busy.add(name)
    // Most of the time the others hear that somebody is at it.
    const at = due[lane]
    if (random() < 0.8) delete due[lane]
    await worker.start(
      name,
      () => turnOf(worker, lane),
      count => {
        worker.busy.delete(name)
        // The timer of the heartbeat runs always: where it stands when something begins is chance.
        if (lane === 'outbox' && worker.beatAt <= timeline.now())
          worker.beatAt = timeline.now() + between(random, 0, HEARTBEAT_MS)
        if (count !== 0) return lookAgain()
        worker.rests.set(lane, timeline.now() + IDLE_MS)
        if (lane === 'outbox') isStale = true // what it has put back is due by another rule
        if (at !== undefined) due[lane] ??= at
      },
    )
  }
  const rests = (worker: Worker, lane: Lane) => (worker.rests.get(lane) ?? 0) > timeline.now()
  const beatDue = (worker: Worker) => worker.pump.inFlight().length > 0 && !worker.busy.has('heartbeat')
  const sendBeat = (worker: Worker) => async () => {
    worker.busy.add('heartbeat')
    worker.beatAt = timeline.now() + HEARTBEAT_MS
    await worker.start(
      'heartbeat',
      () => beat(worker),
      () => worker.busy.delete('heartbeat'),
    )
  }

  return {
    lookAgain,
    async plan(isRest) {
      if (!isStale || (!isRest && random() < LOOKS_LATER)) return
      isStale = false
      due = await readDueTimes(connections)
    },
    startable() {
      const awake = workers.filter(({ process }) => process.stalledUntil <= timeline.now())
      return awake.flatMap(worker => [
        ...LANES.filter(
          ({ name, lane }) =>
            !worker.busy.has(name) && ((!rests(worker, lane) && isDue(worker, lane)) || looksForLost(lane)),
        ).map(({ name, lane }) => begin(worker, name, lane)),
        ...(beatDue(worker) && worker.beatAt <= timeline.now() ? [sendBeat(worker)] : []),
      ])
    },
    nextAt() {
      const moments = workers.flatMap(worker => {
        const { stalledUntil, clockAheadMs } = worker.process
        if (stalledUntil > timeline.now()) return [stalledUntil]
        const lanes = LANES.filter(({ name }) => !worker.busy.has(name)).map(
          ({ lane }) => (due[lane] ?? 0) - clockAheadMs,
        )
        return [...lanes.filter(at => at > timeline.now()), ...(beatDue(worker) ? [worker.beatAt] : [])]
      })
      return moments.length === 0 ? undefined : Math.min(...moments)
    },
    async bury(process) {
      const dead = workers.find(worker => worker.process === process)
      workers = workers.filter(worker => worker !== dead)
      await dead?.database.rollBackAll()
      lookAgain()
      const number = Number(/\d+/.exec(process.name)?.[0])
      timeline.plan(`worker ${number} starts again`, timeline.now() + between(random, 0, 90 * SECOND), () => {
        timeline.note(`worker ${number} starts again`)
        hire(number)
      })
    },
    async breakAll() {
      timeline.note('the database restarts')
      for (const worker of workers) await worker.database.breakAll()
    },
    get isAtRest() {
      return workers.every(worker => worker.process.running === 0)
    },
    async hasWorkToCome() {
      const { schedule: _, ...rest } = await readDueTimes(connections)
      return Object.keys(rest).length > 0
    },
    async readProgress() {
      const [row] = await connections.admin<{ seen: string; troubled: boolean }[]>`
        select concat_ws(' ', (select max(id) from outbox), (select count(*) from orders),
          (select count(*) from problems where closed_at is null)) as seen,
          exists (select 1 from problems where closed_at is null)
            or exists (select 1 from problem_orders) as troubled`
      return { seen: row?.seen ?? '', troubled: row?.troubled ?? true }
    },
    async pollEverything() {
      const at = new Date(timeline.now() - 1_000).toISOString()
      await connections.admin`
        update schedules set next_at = ${at}, lease_until = null
        where task in ('magento-orders', 'magento-outbox', 'magento-sweep', 'recheck-problems') or task like 'erp-changes:%'`
      lookAgain()
    },
    setClocks() {
      for (const { process } of workers) process.clockAheadMs = 0
    },
    describe: () =>
      workers
        .map(({ process, busy, pump }) => `${process.name}: ${[...busy].join(', ')} (${pump.inFlight().length})`)
        .join('; '),
    async close() {
      for (const worker of workers) {
        worker.process.alive = false
        await worker.database.rollBackAll()
      }
    },
  }
}

/** Clocks that are set right, or wrong, while the work goes on: a few seconds forward or back, rarely far back. */
function planJumps({ timeline, weather, seed }: Surroundings, workers: () => readonly Worker[]): void {
  const random = randomFor(seed, 'clock jumps')
  const jump = () => {
    if (!weather.has('clock jump')) return
    const all = workers()
    const worker = all[between(random, 0, Math.max(0, all.length - 1))]
    const byMs = random() < 0.2 ? -between(random, 1, 30) * MINUTE : between(random, -8_000, 8_000)
    if (worker) {
      weather.count('clock jump')
      worker.process.clockAheadMs = Math.max(-30 * MINUTE, Math.min(8_000, worker.process.clockAheadMs + byMs))
      timeline.note(`${worker.process.name}: the clock jumps to ${worker.process.clockAheadMs} ms ahead`)
    }
    timeline.plan('clock jump', timeline.now() + between(random, 10, 400) * SECOND, jump)
  }
  timeline.plan('clock jump', timeline.now() + between(random, 1, 200) * SECOND, jump)
}
