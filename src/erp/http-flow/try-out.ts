import { UserError } from '../../domain/errors.ts'
import type { SalesDocumentPlan } from '../connector.ts'
import type { Trial, TrialStep } from '../connector-kind.ts'
import { lazyCage } from './lazy-cage.ts'
import { orderInput, planSalesDocument } from './plan.ts'
import { type FlowSettings, flowSettings } from './settings.ts'
import type { Cage } from './transform/cage.ts'
import { TransformError } from './transform/transform.ts'
import { tryFind, tryPost, tryWrite } from './try-calls.ts'

/** A trial under way. */
export interface TrialRun {
  readonly settings: FlowSettings
  readonly clock: Trial['clock']
  readonly steps: TrialStep[]
  /** Writes each run into `steps`. */
  readonly cage: Cage
  /** What a script is run for now. */
  phase: 'plan' | 'check' | 'post'
}

/**
 * The steps of an order as the connector itself takes them, each with what went in and out: scripts run in a cage that
 * writes down what it is given, requests go to a client that writes them down and answers as the trial says.
 * @throws UserError for settings that are no flow.
 */
export async function tryOut({ settings: given, input, found, answer, clock }: Trial): Promise<readonly TrialStep[]> {
  const parsed = flowSettings.safeParse(given)
  if (!parsed.success) throw new UserError(`This is no flow: ${parsed.error.issues[0]?.message}.`)
  const settings = parsed.data
  const cage = lazyCage()
  const run: TrialRun = { settings, clock, steps: [], cage, phase: 'plan' }
  const watched: TrialRun = { ...run, cage: watch(cage, run.steps, () => watched.phase) }
  try {
    const plan = await planSalesDocument(input, settings, watched.cage, () => {})
    noteMapping(settings, plan, orderInput(input), run.steps)
    if (plan.hold) return held(run.steps, plan.hold.message)
    if ((await tryFind(watched, plan, found)) === 'there') return run.steps
    const judged = await tryWrite(watched, plan, answer)
    if (judged) await tryPost(watched, plan, judged)
    return run.steps
  } finally {
    await cage.close()
  }
}

const SOURCES = {
  script: ['orders', 'script'],
  mapping: ['orders', 'mapping', 'expression'],
  'check script': ['orders', 'write', 'check', 'script'],
  post: ['orders', 'post', 'script'],
} as const

/** Scripts and mappings run as they do in earnest; what they got, gave and said is kept. */
function watch(cage: Cage, steps: TrialStep[], phase: () => TrialRun['phase']): Cage {
  return {
    close: () => cage.close(),
    async run(transform, input, attributes, world, limits) {
      const planned = transform.kind === 'script' ? 'script' : 'mapping'
      const step = phase() === 'plan' ? planned : phase() === 'check' ? 'check script' : 'post'
      const source = transform.kind === 'jolt' ? ['orders', 'mapping', 'spec'] : SOURCES[step]
      try {
        const done = await cage.run(transform, input, attributes, world, limits)
        steps.push({ step, source, input, output: done.output, attributes: done.attributes, log: done.log })
        return done
      } catch (cause) {
        if (!(cause instanceof TransformError)) throw cause
        const { message, line, column, log } = cause
        const where = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
        steps.push({ step, source, input, attributes, log, error: { message, ...where } })
        throw cause
      }
    },
  }
}

/** A template runs in no cage; texts that were cut show here as well. */
function noteMapping(settings: FlowSettings, plan: SalesDocumentPlan, order: unknown, steps: TrialStep[]): void {
  if (settings.orders.mapping?.kind !== 'template' || plan.request.body === undefined) return
  const before = steps.at(-1)
  steps.push({
    step: 'mapping',
    source: ['orders', 'mapping', 'body'],
    input: before?.output ?? order,
    output: plan.request.body,
    attributes: before?.attributes ?? {},
    log: [],
  })
}

/** The last step is the one that stopped it; filters stop it before any. */
function held(steps: readonly TrialStep[], message: string): readonly TrialStep[] {
  const last = steps.at(-1)
  if (last?.error) return steps
  return [...steps, { step: 'held', input: null, attributes: last?.attributes ?? {}, log: [], error: { message } }]
}
