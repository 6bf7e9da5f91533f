import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ErpChange } from '../../domain/fulfilment.ts'
import type { CallbackAnswer, CallbackRequest, ErpCallbacks } from '../connector.ts'
import { rowsAt } from '../paths.ts'
import { needText, readText, Unfit } from './fields.ts'
import { erpIdOf } from './follow-ups.ts'
import type { CallbackSettings } from './follow-ups-schema.ts'
import { decodeBody } from './formats.ts'
import type { FlowSecrets, FlowSettings } from './settings.ts'
import { renderText } from './template.ts'

/** The ERP calls us. Its rows are hints: what they name is read before anything is decided. */
export function callbacksOf(
  settings: FlowSettings,
  secrets: FlowSecrets,
  clock: { now(): Date },
  flow: CallbackSettings,
): ErpCallbacks {
  const secret = renderText(flow.proof.secret, { secret: secrets }) ?? ''
  return {
    parse: request => {
      const refusal = checkProof(request, flow.proof, secret, clock.now())
      return refusal ?? readCallback(request, settings, flow)
    },
    // People enter our address in the ERP: no flow knows how.
    subscribe: async () => false,
  }
}

const refuse = (status: 400 | 401, reason: string): CallbackAnswer => ({ kind: 'refused', status, reason })

function checkProof(
  request: CallbackRequest,
  proof: CallbackSettings['proof'],
  secret: string,
  now: Date,
): CallbackAnswer | undefined {
  if (secret === '') return refuse(401, 'No secret is set for callbacks of this connection')
  const given = request.headers[proof.header.toLowerCase()] ?? ''
  if (proof.kind === 'secret') return isSame(given, secret) ? undefined : refuse(401, 'The secret is missing or wrong')
  const stamp =
    proof.timestampHeader === undefined ? undefined : (request.headers[proof.timestampHeader.toLowerCase()] ?? '')
  const hmac = createHmac(proof.algorithm, secret)
  if (stamp !== undefined) hmac.update(`${stamp}.`)
  const expected = hmac.update(request.body).digest()
  const text = given.startsWith(proof.prefix) ? given.slice(proof.prefix.length).trim() : ''
  const signature = Buffer.from(
    text,
    /^[0-9a-f]+$/i.test(text) && text.length === expected.length * 2 ? 'hex' : 'base64',
  )
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
    return refuse(401, 'The signature is missing or wrong')
  if (stamp === undefined) return undefined
  const age = Math.abs(now.getTime() / 1000 - Number(stamp))
  return /^\d{1,12}$/.test(stamp) && age <= proof.windowSeconds
    ? undefined
    : refuse(401, 'The time of the signature is too far from now')
}

/** Hashes have one length: the comparison tells nothing of the secret's. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

function readCallback(request: CallbackRequest, settings: FlowSettings, flow: CallbackSettings): CallbackAnswer {
  const body = decodeBody(request.body, flow.format, request.headers['content-type'])
  if (body === undefined) return refuse(400, `The body is not ${flow.format.toUpperCase()}`)
  const rows = rowsAt(body, flow.rows)
  if (rows.length > flow.maxRows) return refuse(400, `The body has more than ${flow.maxRows} rows`)
  const bodyKey = createHash('sha256').update(request.body).digest('base64url').slice(0, 22)
  const read = rows.map((row, index) => readRow(row, settings, flow, `${bodyKey}/${index}`))
  return {
    kind: 'changes',
    changes: read.flatMap(({ change }) => (change ? [change] : [])),
    answer: { rows: read.map(({ answer }, index) => ({ row: index, ...answer })) },
  }
}

interface ReadRow {
  readonly change?: ErpChange
  readonly answer: { readonly status: 'accepted' | 'ignored' | 'refused'; readonly reason?: string }
}

/** A row that cannot be read keeps no other one back. @param key for a row without a version of its own: the same body sent twice is one */
function readRow(row: unknown, settings: FlowSettings, { fields }: CallbackSettings, key: string): ReadRow {
  try {
    const name = readText(row, fields.entity)
    const entity = ENTITIES.find(one => one === name)
    if (!entity) return { answer: { status: 'ignored', reason: 'This kind of document is not followed' } }
    const id = needText(row, fields.id, 'the key')
    const followUps = entity === 'sales_document' ? undefined : settings.followUps[entity]
    const erpId = followUps ? erpIdOf(followUps, id, readText(row, fields.order)) : id
    if (erpId.length > 200) throw new Unfit('the key is longer than 200 characters')
    const version = `${erpId}@${(readText(row, fields.version) ?? key).slice(0, 60)}`
    return { change: { entity, erpId, version }, answer: { status: 'accepted' } }
  } catch (cause) {
    if (!(cause instanceof Unfit)) throw cause
    return { answer: { status: 'refused', reason: cause.message } }
  }
}

const ENTITIES = ['sales_document', 'shipment', 'invoice', 'credit_note'] as const
