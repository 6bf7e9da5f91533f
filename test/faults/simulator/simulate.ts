import type { Base } from './base.ts'
import { VARIANTS, type Variant } from './configuration.ts'
import { type Connections, cancelBackends, databaseError, readBlockers } from './database.ts'
import { openErp } from './erp-side.ts'
import { createGate, type Gate } from './gate.ts'
import { checkInvariants } from './invariants.ts'
import { openMagento } from './magento-shop.ts'
import { openSimulatedMailbox } from './mail.ts'
import type { FarSides } from './network.ts'
import { planOperator } from './operator.ts'
import { createPeople, type People } from './people.ts'
import { createPost, type Post } from './post.ts'
import { pick, randomFor } from './random.ts'
import { createTimeline, HOUR, type Timeline } from './timeline.ts'
import { createWeather, type Fault, type Weather } from './weather.ts'
import type { Surroundings } from './worker.ts'
import { createWorkforce, type Workforce } from './workforce.ts'

export interface SeedResult {
  readonly seed: number
  /** Of the record: equal for equal seeds. */
  readonly hash: string
  readonly faults: Readonly<Partial<Record<Fault, number>>>
  readonly violations: readonly string[]
  /** The record, when it was asked for. */
  readonly lines: readonly string[]
  readonly orders: number
}

interface Scene extends Surroundings {
  readonly variant: Variant
  readonly erpCalls: boolean
  readonly subjectsBefore: number
  readonly people: People
  readonly post: Post
  readonly workforce: Workforce
}

/** A bad day from one number: orders, people, workers and accidents; then quiet; then both sides are compared. */
export async function simulateSeed(
  base: Base,
  connections: Connections,
  seed: number,
  options: { readonly trace: boolean },
): Promise<SeedResult> {
  const timeline = createTimeline(options.trace)
  const weather = createWeather(seed)
  const variant = pick(randomFor(seed, 'variant'), VARIANTS)
  timeline.note(`seed ${seed}, ${variant.name}`)
  await base.reset(connections.janitor, seed, variant)
  const violations: string[] = []
  const scene = await openScene(base, connections, { seed, timeline, weather, variant }, violations)
  try {
    await live(scene)
    violations.push(...(await checkInvariants(scene, variant)))
  } catch (error) {
    violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  } finally {
    await scene.workforce.close()
  }
  return {
    seed,
    hash: timeline.hash(),
    faults: Object.fromEntries(weather.counts),
    violations,
    lines: timeline.lines,
    orders: scene.people.orders.length,
  }
}

interface Setting {
  readonly seed: number
  readonly timeline: Timeline
  readonly weather: Weather
  readonly variant: Variant
}

async function openScene(base: Base, connections: Connections, setting: Setting, violations: string[]): Promise<Scene> {
  const { seed, timeline, weather, variant } = setting
  const setup = base.setups.get(variant.name)
  if (!setup) throw new Error(`nothing is configured for ${variant.name}`)
  const clock = { now: () => new Date(timeline.now()) }
  // Each names the others in what it does later; they are all there before anything happens.
  const late: { post?: Post; workforce?: Workforce; people?: People } = {}
  const farSides: FarSides = {
    magento: openMagento({
      journal: base.magentoJournal.copy(),
      clock,
      random: randomFor(seed, 'magento'),
      module: variant.module,
      onEvents: rows => late.post?.fromMagento(rows),
    }),
    erp: await openErp({
      kind: base.erpKind,
      journal: base.erpJournal.copy(),
      clock,
      random: randomFor(seed, 'erp'),
      onChange: () => late.people?.look(),
      onCallbacks: callbacks => late.post?.fromErp(callbacks),
    }),
    downUntil: { magento: 0, erp: 0 },
  }
  const subjectsBefore = farSides.erp.subjects().length
  const gate: Gate = createGate({
    timeline,
    weather,
    random: randomFor(seed, 'crash'),
    blockersOf: pids => readBlockers(connections, pids),
    cancel: pids => cancelBackends(connections, pids),
    onCrash: async process => await late.workforce?.bury(process),
    deadlock: () => databaseError('40P01', 'deadlock detected'),
  })
  const around: Surroundings = {
    seed,
    timeline,
    gate,
    weather,
    connections,
    farSides,
    mailbox: openSimulatedMailbox(clock),
    box: base.box,
    setup,
    restartServer: async () => await late.workforce?.breakAll(),
    unexpected: text => void violations.push(`unexpected: ${text}`),
  }
  const workforce = createWorkforce(around)
  const post = createPost(around, workforce.lookAgain)
  const people = createPeople({
    seed,
    timeline,
    weather,
    farSides,
    leftOut: base.erpKind.leftOut ?? [],
    onChange: workforce.lookAgain,
    isLinked: async erpId =>
      (await connections.admin`select 1 from sales_documents where erp_id = ${erpId}`).length > 0,
  })
  Object.assign(late, { workforce, post, people })
  planOutages(setting, farSides)
  return { ...around, variant, erpCalls: base.erpCalls, subjectsBefore, people, post, workforce }
}

function planOutages({ seed, timeline, weather }: Setting, { downUntil }: FarSides): void {
  if (!weather.has('far side down')) return
  const random = randomFor(seed, 'outages')
  const side = random() < 0.7 ? 'erp' : 'magento'
  const from = timeline.now() + Math.floor(random() * 0.5 * HOUR)
  const until = from + Math.floor((0.1 + 0.9 * random()) * weather.lastsMs)
  timeline.plan(`${side} goes down`, from, () => {
    timeline.note(`${side} goes down`)
    downUntil[side] = until
  })
}

/** Until the bad day is over and nothing is left to do. */
async function live(scene: Scene): Promise<void> {
  const { timeline, weather, gate, workforce, post, seed } = scene
  const random = randomFor(seed, 'order of events')
  const badUntil = timeline.now() + weather.lastsMs
  timeline.plan('the faults stop', badUntil, () => {
    timeline.note('the faults stop')
    weather.stop()
    workforce.setClocks()
    scene.farSides.downUntil.erp = scene.farSides.downUntil.magento = 0
  })
  planOperator(scene, badUntil, workforce.lookAgain)
  let waiting: { readonly name: string; readonly run: () => Promise<void> | void }[] = []
  let turns = 0
  let rounds = 0
  let progress: string | undefined
  for (;;) {
    if (++turns > MAX_TURNS) throw new Error(`still busy after ${MAX_TURNS} turns: ${workforce.describe()}`)
    waiting.push(...timeline.takeDue())
    const ready = gate.ready()
    await workforce.plan(ready.length + waiting.length + workforce.startable().length === 0)
    const turnsToTake = [
      ...ready.map(operation => () => gate.release(operation)),
      ...waiting.map(happening => async () => {
        waiting = waiting.filter(one => one !== happening)
        await happening.run()
      }),
      ...workforce.startable(),
    ]
    if (turnsToTake.length > 0) {
      await pick(random, turnsToTake)()
      continue
    }
    const next = soonest([gate.nextAt(), timeline.nextAt(), workforce.nextAt()])
    const isOver = timeline.now() >= badUntil && workforce.isAtRest && gate.isIdle && post.onTheWay === 0
    if (isOver && timeline.nextAt() === undefined && !(await workforce.hasWorkToCome())) {
      // All that polls could still find is asked for now. When that brings nothing new, the day is over.
      const { seen, troubled } = await workforce.readProgress()
      const toldOfAll = scene.variant.module && scene.erpCalls && !post.hasLost
      if (seen === progress || (progress === undefined && !troubled && toldOfAll && random() < TRUSTS_MESSAGES)) return
      progress = seen
      if (++rounds > MAX_ROUNDS) throw new Error(`the polls find something new for ever: ${workforce.describe()}`)
      await workforce.pollEverything()
      continue
    }
    if (next === undefined) throw new Error(`nothing can go on: ${workforce.describe()}`)
    timeline.moveTo(next)
  }
}

const MAX_TURNS = 60_000
/** Days without a lost message that end without a last round of polls: it would bring nothing, and is a third of a day's work. */
const TRUSTS_MESSAGES = 0.75
const MAX_ROUNDS = 20

const soonest = (moments: readonly (number | undefined)[]): number | undefined =>
  moments.reduce((least, at) => (at === undefined ? least : Math.min(least ?? at, at)), undefined)
