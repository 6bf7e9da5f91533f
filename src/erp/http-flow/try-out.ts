import { RemoteError, UserError } from '../../domain/errors.ts'
import type { SalesDocumentPlan, Trial, TrialStep } from '../connector.ts'
import type { Answer } from './client.ts'
import { contextOf, varsOf } from './context.ts'
import { secretsIn } from './contradictions.ts'
import { decodeBody } from './formats.ts'
import { judge } from './judge.ts'
import { lazyCage } from './lazy-cage.ts'
import { orderInput, planSalesDocument } from './plan.ts'
import { renderRequest } from './render-request.ts'
import { type FlowSettings, flowSettings } from './settings.ts'
import { TemplateError } from './template.ts'
import type { Cage } from './transform/cage.ts'
import { TransformError } from './transform/transform.ts'

/**
 * The steps of an order as the connector itself takes them, each with what went in and out: the plan runs in a cage that
 * writes down what it is given. @throws UserError for settings that are no flow.
 */
export async function tryOut({ settings: given, input, answer, clock }: Trial): Promise<readonly TrialStep[]> {
  const parsed = flowSettings.safeParse(given)
  if (!parsed.success) throw new UserError(`This is no flow: ${parsed.error.issues[0]?.message}.`)
  const settings = parsed.data
  const steps: TrialStep[] = []
  const cage = lazyCage()
  const watched = watch(cage, settings, steps)
  try {
    const plan = await planSalesDocument(input, settings, watched, () => {})
    noteMapping(settings, plan, orderInput(input), steps)
    if (plan.hold) return held(steps, plan.hold.message)
    steps.push(requestStep(settings, plan))
    if (answer) steps.push(await checkStep(settings, plan, { cage: watched, answer, clock }))
    return steps
  } finally {
    await cage.close()
  }
}

/** Scripts and mappings run as they do in earnest; what they got, gave and said is kept. */
function watch(cage: Cage, settings: FlowSettings, steps: TrialStep[]): Cage {
  return {
    close: () => cage.close(),
    async run(transform, input, attributes, world, limits) {
      const isScript = transform.kind === 'script' && transform.source === settings.orders.script
      const step = isScript ? 'script' : steps.some(known => known.step === 'request') ? 'check script' : 'mapping'
      try {
        const done = await cage.run(transform, input, attributes, world, limits)
        steps.push({ step, input, output: done.output, attributes: done.attributes, log: done.log })
        return done
      } catch (cause) {
        if (!(cause instanceof TransformError)) throw cause
        const { message, line, column, log } = cause
        const where = { ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
        steps.push({ step, input, attributes, log, error: { message, ...where } })
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

/** As it would go out; secrets are shown by their names. */
function requestStep(settings: FlowSettings, plan: SalesDocumentPlan): TrialStep {
  const context = contextOf(plan.request)
  const { write, attributes } = context
  const secret = Object.fromEntries(secretsIn(settings).map(name => [name, `(secret ${name})`]))
  const log = plan.warnings.map(text => ({ level: 'warn', text }))
  const base = { step: 'request', input: plan.request.body, attributes, log }
  try {
    const method = plan.request.method === 'GET' ? write.method : plan.request.method
    const step = { ...write, method, path: plan.request.path, query: {} }
    const { url, headers, body } = renderRequest(
      settings,
      step,
      { ...varsOf(context), secret },
      { body: plan.request.body },
    )
    return { ...base, output: { method, url, headers, body: typeof body === 'string' ? body : '' } }
  } catch (cause) {
    if (!(cause instanceof TemplateError || cause instanceof RangeError)) throw cause
    return { ...base, error: { message: cause.message } }
  }
}

async function checkStep(
  settings: FlowSettings,
  plan: SalesDocumentPlan,
  {
    cage,
    answer,
    clock,
  }: { readonly cage: Cage; readonly answer: NonNullable<Trial['answer']>; readonly clock: Trial['clock'] },
): Promise<TrialStep> {
  const { write, attributes } = contextOf(plan.request)
  const given = answerOf(settings, write, answer)
  const input = { status: answer.status, body: given.body ?? answer.body }
  const said: string[] = []
  const end = (rest: Pick<TrialStep, 'output' | 'error'>, after = attributes): TrialStep => ({
    step: 'check',
    input,
    attributes: after,
    log: said.map(text => ({ level: 'info', text })),
    ...rest,
  })
  try {
    const judged = await judge({
      settings,
      cage,
      clock,
      attributes,
      answer: given,
      check: write.check,
      what: 'the new order',
      request: plan.request.body,
      log: text => void said.push(text),
    })
    const { attributes: after, ...known } = judged
    return end({ output: { outcome: 'success', ...known } }, after)
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return end({ output: { outcome: error.errorClass, code: error.code }, error: { message: error.message } })
  }
}

function answerOf(
  settings: FlowSettings,
  write: { answer?: string | undefined; format?: string | undefined },
  answer: NonNullable<Trial['answer']>,
): Answer {
  const bytes = new TextEncoder().encode(answer.body)
  const format = write.answer ?? ((write.format ?? settings.format) === 'xml' ? 'xml' : 'json')
  return {
    status: answer.status,
    headers: {},
    bytes,
    url: settings.url,
    body: bytes.byteLength === 0 ? undefined : decodeBody(bytes, format === 'xml' ? 'xml' : 'json', undefined),
    imagined: false,
  }
}
