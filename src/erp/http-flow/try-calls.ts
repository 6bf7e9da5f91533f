import { RemoteError } from '../../domain/errors.ts'
import type { HttpRequest } from '../../domain/http.ts'
import type { SalesDocumentPlan } from '../connector.ts'
import type { TrialAnswer, TrialStep } from '../connector-kind.ts'
import type { Answer, FlowClient } from './client.ts'
import { contextOf, existsBySaying } from './context.ts'
import { secretsIn } from './contradictions.ts'
import { decodeBody, languageOf } from './formats.ts'
import { type Judged, judge } from './judge.ts'
import { renderRequest } from './render-request.ts'
import type { RequestStep } from './request-schema.ts'
import { lookFor } from './sales-documents.ts'
import type { FlowSettings } from './settings.ts'
import { TemplateError } from './template.ts'
import type { TrialRun } from './try-out.ts'
import { runPost, sendOrder } from './write-order.ts'

/** The steps of a trial that would call the ERP. */

/** The answer to a write, and what the flow makes of it; without `outcome` the ERP refused it for good. */
interface Written {
  readonly answer: Answer
  readonly outcome?: Judged
}

interface Shown {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Writes down each request and answers what the trial says; nothing leaves the process. */
function listening(
  { settings, clock }: TrialRun,
  answer: (step: RequestStep) => Answer,
  onRequest: (request: Shown) => void,
  log: (text: string) => void,
): FlowClient {
  const secret = Object.fromEntries(secretsIn(settings).map(name => [name, `(secret ${name})`]))
  return {
    settings,
    clock,
    log,
    call: async (step, vars, how) => {
      onRequest(shown(render(settings, step, { ...vars, secret }, how)))
      return answer(step)
    },
    follow: async () => {
      throw new TemplateError('the trial follows no address of an answer')
    },
  }
}

function render(...given: Parameters<typeof renderRequest>): HttpRequest {
  try {
    return renderRequest(...given)
  } catch (cause) {
    if (!(cause instanceof TemplateError || cause instanceof RangeError)) throw cause
    const message = `The request cannot be made: ${cause.message}`
    throw new RemoteError({ errorClass: 'permanent', code: 'http-flow:request', message }, { cause })
  }
}

/** As it would go out; secrets are shown by their names. */
const shown = ({ method, url, headers = {}, body }: HttpRequest): Shown => ({
  method,
  url,
  headers,
  ...(typeof body === 'string' && { body }),
})

function answerOf(settings: FlowSettings, step: RequestStep, { status, body }: TrialAnswer): Answer {
  const bytes = new TextEncoder().encode(body)
  const decoded = bytes.byteLength === 0 ? undefined : decodeBody(bytes, languageOf(step, settings), undefined)
  return { status, headers: {}, cookies: [], bytes, url: settings.url, body: decoded, imagined: false }
}

const nobody = (settings: FlowSettings): Answer => ({
  status: 404,
  headers: {},
  cookies: [],
  bytes: new Uint8Array(),
  url: settings.url,
  body: undefined,
  imagined: true,
})

const lines = (texts: readonly string[], level = 'info') => texts.map(text => ({ level, text }))

/** @returns "there" when the ERP is taken to have the order: nothing is written then. */
export async function tryFind(
  run: TrialRun,
  { request }: SalesDocumentPlan,
  found: TrialAnswer | undefined,
): Promise<'there' | 'not there'> {
  const { settings, steps } = run
  const context = contextOf(request)
  const { attributes, orderbridgeId } = context
  const { find } = settings.orders
  const note = (rest: Partial<TrialStep>) =>
    void steps.push({ step: 'find', source: ['orders', 'find'], input: null, attributes, log: [], ...rest })
  if (existsBySaying(context)) {
    note({
      output: { outcome: 'there', id: attributes.erp_id },
      log: lines(['A script says that the order is there.']),
    })
    return 'there'
  }
  if (!find) return 'not there'
  let asked: Shown | undefined
  const answer = found ? answerOf(settings, find, found) : nobody(settings)
  const client = listening(
    run,
    () => answer,
    one => {
      asked = one
    },
    () => {},
  )
  const input = () => ({
    request: asked ?? null,
    ...(found && { answer: { status: found.status, body: answer.body ?? found.body } }),
  })
  try {
    const [there] = await lookFor(client, [orderbridgeId], new Map([[orderbridgeId, request]]))
    if (there) {
      const [, { erpId, erpNumber, state, total, currency }] = there
      note({ input: input(), output: { outcome: 'there', id: erpId, number: erpNumber, state, total, currency } })
      return 'there'
    }
    note({
      input: input(),
      output: { outcome: 'not there' },
      ...(!found && { log: lines(['Taken to be not there.']) }),
    })
    return 'not there'
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    note({ input: input(), output: { outcome: error.errorClass }, error: { message: error.message } })
    return 'there' // nothing is written as long as the ERP cannot tell
  }
}

/** @returns what the post step gets; undefined when nothing comes behind: no answer was given, or it says "try again". */
export async function tryWrite(
  run: TrialRun,
  { request, warnings }: SalesDocumentPlan,
  given: TrialAnswer | undefined,
): Promise<Written | undefined> {
  const { settings, steps } = run
  const context = contextOf(request)
  const { attributes, write } = context
  const base = {
    step: 'request',
    source: ['orders', 'write'],
    input: request.body,
    attributes,
    log: lines(warnings, 'warn'),
  }
  const answer = given ? answerOf(settings, write, given) : nobody(settings)
  try {
    await sendOrder(
      listening(
        run,
        () => answer,
        output => void steps.push({ ...base, output }),
        () => {},
      ),
      request,
      context,
    )
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    steps.push({ ...base, error: { message: error.message } })
    return undefined
  }
  return given && (await tryCheck(run, request, { answer, text: given.body }))
}

async function tryCheck(
  run: TrialRun,
  request: SalesDocumentPlan['request'],
  { answer, text }: { readonly answer: Answer; readonly text: string },
): Promise<Written | undefined> {
  const { settings, steps, clock, cage } = run
  const { attributes, write } = contextOf(request)
  const said: string[] = []
  const note = (rest: Pick<TrialStep, 'output' | 'error'>, after = attributes) =>
    void steps.push({
      step: 'check',
      source: ['orders', 'write', 'check'],
      input: { status: answer.status, body: answer.body ?? text },
      attributes: after,
      log: lines(said),
      ...rest,
    })
  run.phase = 'check'
  try {
    const outcome = await judge({
      settings,
      cage,
      clock,
      attributes,
      answer,
      check: write.check,
      what: 'the new order',
      request: request.body,
      log: line => void said.push(line),
    })
    const { attributes: after, ...known } = outcome
    note({ output: { outcome: 'success', ...known } }, after)
    return { answer, outcome }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    note({ output: { outcome: error.errorClass, code: error.code }, error: { message: error.message } })
    return error.errorClass === 'permanent' ? { answer } : undefined
  }
}

/** After the write, or after a refusal where the flow wants that too. Its request is shown and not sent. */
export async function tryPost(
  run: TrialRun,
  { request }: SalesDocumentPlan,
  { answer, outcome }: Written,
): Promise<void> {
  const { settings, steps, clock, cage } = run
  const context = contextOf(request)
  if (!context.post || (!outcome && !context.post.onFailure)) return
  const attributes = outcome?.attributes ?? context.attributes
  const erp = outcome ? { id: outcome.id ?? '(new)', number: outcome.number ?? outcome.id ?? '(new)' } : {}
  const said: string[] = []
  const log = (text: string) => void said.push(text)
  run.phase = 'post'
  const client = listening(
    run,
    step => answerOf(settings, step, { status: 200, body: '' }),
    output =>
      void steps.push({
        step: 'post request',
        source: ['orders', 'post', 'request'],
        input: { request: request.body, erp },
        output,
        attributes: steps.at(-1)?.step === 'post' ? (steps.at(-1)?.attributes ?? attributes) : attributes,
        log: [],
      }),
    log,
  )
  const given = {
    settings,
    cage,
    clock,
    log,
    attributes,
    answer,
    check: context.write.check,
    what: '',
    request: request.body,
  }
  const before = steps.length
  await runPost(client, given, context, erp)
  // A script that stopped is in the steps already; a request that cannot be made is not.
  if (said.length > 0 && steps.slice(before).every(({ error, step }) => !error && step !== 'post request'))
    steps.push({ step: 'post request', source: ['orders', 'post'], input: { erp }, attributes, log: lines(said) })
}
