import { RemoteError } from '../../domain/errors.ts'
import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { CancelOutcome, ErpRequest } from '../connector.ts'
import { type Answer, type FlowClient, wordsOf } from './client.ts'
import { holds } from './conditions.ts'
import { contextOf, existsBySaying, type FlowContext, varsOf } from './context.ts'
import { refused } from './errors.ts'
import { type Case, judge } from './judge.ts'
import { attributeScript, runTransform } from './run-transform.ts'
import { documentAfter, documentBySaying, readSalesDocuments } from './sales-documents.ts'
import type { Cage } from './transform/cage.ts'
import { TransformError } from './transform/transform.ts'

/** Write, check, post: the steps that change something in the ERP. */

/**
 * @throws RemoteError unknown when the answer did not come, or was not understood: the existence query tells what
 * happened, or the ERP's own promise that the same key makes one order.
 */
export async function createSalesDocument(client: FlowClient, cage: Cage, request: ErpRequest): Promise<SalesDocument> {
  const context = contextOf(request)
  try {
    return await writeOrder(client, cage, request, context)
  } catch (error) {
    throw settling(error, context.write.settleSeconds)
  }
}

/** A look-up that comes before the ERP shows its new order would have it made twice. */
function settling(error: unknown, seconds: number | undefined): unknown {
  if (!(error instanceof RemoteError) || error.errorClass !== 'unknown' || seconds === undefined) return error
  const { errorClass, code, message, status } = error
  const retryAfterMs = Math.max(seconds * 1_000, error.retryAfterMs ?? 0)
  return new RemoteError(
    { errorClass, code, message, retryAfterMs, ...(status !== undefined && { status }) },
    { cause: error },
  )
}

async function writeOrder(
  client: FlowClient,
  cage: Cage,
  request: ErpRequest,
  context: FlowContext,
): Promise<SalesDocument> {
  if (existsBySaying(context)) {
    const there = await documentBySaying(client, request)
    if (there) return there
    throw refused(
      'order-exists',
      `The script says that order ${context.order.number} is in the ERP, and it is not found there: let it set erp_id, or mend the query`,
    )
  }
  const answer = await sendOrder(client, request, context)
  const given = caseOf(
    client,
    cage,
    { answer, check: context.write.check, request: request.body, attributes: context.attributes },
    'the new order',
  )
  const judged = await judge(given).catch(async error => {
    if (error instanceof RemoteError && error.errorClass === 'permanent' && context.post?.onFailure)
      await runPost(client, given, context, {})
    throw error
  })
  const document = await known(client, request, judged)
  await runPost(client, { ...given, attributes: judged.attributes }, context, {
    id: document.erpId,
    number: document.erpNumber,
  })
  return document
}

/** As it was planned, with today's address and secrets. */
export function sendOrder(client: FlowClient, request: ErpRequest, context: FlowContext): Promise<Answer> {
  const { write } = context
  const key = write.idempotencyHeader
  const headers = { ...write.headers, ...(key !== undefined && { [key]: '{{idempotencyKey}}' }) }
  const method = request.method === 'GET' ? write.method : request.method
  const step = { ...write, method, path: request.path, query: {}, headers }
  return client.call(step, varsOf(context), { what: 'the new order', isWrite: true, body: request.body })
}

/** The write is done: whatever keeps us from seeing what came of it leaves the outcome to a look-up. */
async function known(
  client: FlowClient,
  request: ErpRequest,
  told: { readonly id?: string; readonly number?: string },
): Promise<SalesDocument> {
  try {
    const document = await documentAfter(client, request, told)
    if (document) return document
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : 'no reason'
    throw new RemoteError(
      {
        errorClass: 'unknown',
        code: 'http-flow:read-back',
        message: `The order was written and could not be read back: ${text}`,
      },
      { cause },
    )
  }
  const message =
    told.id === undefined ? 'named no key, and it is not found' : `named ${told.id}, and it cannot be read yet`
  throw new RemoteError({
    errorClass: 'unknown',
    code: 'http-flow:read-back',
    message: `The ERP took the order, ${message}`,
  })
}

function caseOf(
  client: FlowClient,
  cage: Cage,
  what: Pick<Case, 'answer' | 'check' | 'request' | 'attributes'>,
  name: string,
): Case {
  return { ...what, what: name, settings: client.settings, cage, log: client.log, clock: client.clock }
}

/** Once, at best: the order stands whatever comes of it. What must happen belongs into the write. */
export async function runPost(
  client: FlowClient,
  given: Case,
  context: FlowContext,
  erp: { readonly id?: string; readonly number?: string },
): Promise<void> {
  const { post } = context
  if (!post || given.answer.imagined) return
  try {
    let { attributes } = given
    const response = { status: given.answer.status, body: given.answer.body ?? null }
    if (post.script !== undefined) {
      const input = { request: given.request, response, erp }
      const world = { now: client.clock.now(), random: 0 }
      attributes = (await runTransform(given, attributeScript(post.script), input, attributes, world)).attributes
      for (const [key, text] of Object.entries(attributes)) if (key.startsWith('log.')) client.log(`${key}: ${text}`)
    }
    if (post.request) {
      const answer = await client.call(
        post.request,
        { ...varsOf(context), attributes, erp, request: given.request, response },
        { what: 'the post step', isWrite: true },
      )
      if (answer.status > 299)
        client.log(
          `The post step of order ${context.order.number} was refused: ${wordsOf(answer, client.settings.answers).text}`,
        )
    }
  } catch (cause) {
    if (!(cause instanceof RemoteError || cause instanceof TransformError)) throw cause
    client.log(`The post step of order ${context.order.number} did not work: ${cause.message}`)
  }
}

/** Without a cancel step the ERP has to be told by people. */
export async function cancelSalesDocument(client: FlowClient, cage: Cage, erpId: string): Promise<CancelOutcome> {
  const { cancel, read } = client.settings.orders
  const [document] = await readSalesDocuments(client, [erpId])
  if (document?.state === 'canceled') return { outcome: 'already' }
  if (!cancel)
    return {
      outcome: 'too_late',
      reason: `The flow ${client.settings.flow} has no step that cancels: cancel order ${erpId} in the ERP`,
    }
  if (read && !document) return { outcome: 'too_late', reason: `The ERP has no order ${erpId}` }
  const answer = await client.call(
    cancel,
    { id: erpId, number: document?.erpNumber ?? erpId, orderbridgeId: document?.orderbridgeId },
    { what: 'the cancellation', isWrite: true },
  )
  const reason = () => wordsOf(answer, { ...client.settings.answers, ...cancel.check }).text
  if (cancel.tooLate.some(condition => holds(condition, answer))) return { outcome: 'too_late', reason: reason() }
  try {
    await judge(
      caseOf(client, cage, { answer, check: cancel.check, request: undefined, attributes: {} }, 'the cancellation'),
    )
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent') throw error
    return { outcome: 'too_late', reason: error.message }
  }
  return { outcome: 'canceled' }
}
