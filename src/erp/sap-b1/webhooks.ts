import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { ErpChange } from '../../domain/fulfilment.ts'
import type { CallbackAnswer, CallbackRequest } from '../connector.ts'
import type { B1Client } from './client.ts'
import { isNotFound, parseJson } from './errors.ts'
import { keyOf } from './odata.ts'

/** Event subscriptions of 10.0 FP 2602 and later, v2 only (contract §6.3). Events carry keys only. */

const ENTITIES: ReadonlyMap<string, ErpChange['entity']> = new Map([
  ['Orders', 'sales_document'],
  ['Drafts', 'sales_document'],
  ['DeliveryNotes', 'shipment'],
  ['Invoices', 'invoice'],
  ['CreditNotes', 'credit_note'],
])
const SUBSCRIBED = ['Orders', 'DeliveryNotes', 'Invoices', 'CreditNotes']
const MAX_EVENTS = 1024

const events = z
  .array(
    z.object({
      // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL takes no NUL.
      id: z.string().regex(/^[^\u0000-\u001f]{1,200}$/),
      type: z.string().max(200),
      subject: z.string().max(100).nullish(),
      data: z.object({ DocEntry: z.union([z.string(), z.int()]).optional() }).nullish(),
    }),
  )
  .max(MAX_EVENTS)

/** @param keys the live ones; none: nothing can be believed, and everything is refused. */
export function parseCallback(request: CallbackRequest, keys: readonly string[]): CallbackAnswer {
  if (keys.length === 0) return { kind: 'refused', status: 401, reason: 'No webhook key is set for this connection' }
  const signature = request.headers['x-b1-webhook-signature'] ?? ''
  if (request.method === 'GET') {
    const token = request.headers['x-b1-webhook-token'] ?? ''
    if (token === '' || token.length > 1000)
      return { kind: 'refused', status: 400, reason: 'The handshake has no token' }
    if (!isSigned(Buffer.from(token), signature, keys)) return wrongSignature
    return { kind: 'reply', json: { Challenge: token } }
  }
  if (!isSigned(request.body, signature, keys)) return wrongSignature
  const parsed = events.safeParse(parseJson(new TextDecoder().decode(request.body)))
  if (!parsed.success) return { kind: 'refused', status: 400, reason: 'The body is not an array of up to 1024 events' }
  return { kind: 'changes', changes: parsed.data.flatMap(toChange) }
}

const wrongSignature: CallbackAnswer = { kind: 'refused', status: 401, reason: 'The signature is missing or wrong' }

/** The contract leaves open whether the signature is written in hex or in base64: both are the same 32 bytes. */
function isSigned(bytes: Uint8Array, signature: string, keys: readonly string[]): boolean {
  const text = signature.trim().replace(/^sha256=/i, '')
  const given = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64')
  return keys.some(key => {
    const expected = createHmac('sha256', key).update(bytes).digest()
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** Events of other objects are not ours: no change. */
function toChange(event: z.infer<typeof events>[number]): ErpChange[] {
  const object = /^sap\.b1\.(\w+)\./.exec(event.type)?.[1] ?? ''
  const entity = ENTITIES.get(object)
  const entry = String(event.data?.DocEntry ?? event.subject ?? '')
  if (!entity || !/^\d{1,10}$/.test(entry)) return []
  const erpId = object === 'Drafts' ? `draft:${entry}` : entry
  return [{ entity, erpId, version: `${erpId}@${event.id}` }]
}

/** Makes or renews our subscription; B1 checks the address by a handshake. @returns false when the server has no webhooks. */
export async function subscribe(
  client: B1Client,
  connection: string,
  callbackUrl: string,
  key: string | undefined,
): Promise<boolean> {
  const { webhook, version } = client.settings
  if (!webhook.enabled || version !== 'v2' || key === undefined) return false
  if (!(await hasWebhooks(client))) return false
  const id = `orderbridge-${connection}`
  const path = keyOf('EventSubscriptions', id)
  const known = await exists(client, path)
  if (!known) await client.write('POST', 'CompanyService_UpdateAdminInfo', { AdminInfo: { EnableWebhook: 'tYES' } })
  const save = (transactions: readonly string[]) => {
    const body = {
      WebhookURL: callbackUrl,
      AuthenticationType: 'HMAC',
      AuthenticationCred: JSON.stringify({ Key: key, Algorithm: 'HMACSha256' }),
      Handshake: 'tYES',
      EventCollection: SUBSCRIBED.flatMap(object =>
        transactions.map(transaction => ({ BusinessObject: object, TransactionType: transaction })),
      ),
    }
    return known
      ? client.write('PATCH', path, body)
      : client.write('POST', 'EventSubscriptions', { WebhookID: id, ...body })
  }
  try {
    await save(['Created', 'Updated', 'Cancelled', 'Closed'])
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'permanent') throw error
    // The names of the last two are not documented; what they would tell is found by polling as well.
    await save(['Created', 'Updated'])
  }
  return true
}

async function exists(client: B1Client, path: string): Promise<boolean> {
  try {
    await client.get(path)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

const subscription = z.object({ WebhookID: z.string() })

/** @returns false when the server does not know EventSubscriptions. */
export async function hasWebhooks(client: B1Client): Promise<boolean> {
  try {
    await client.list('EventSubscriptions', { select: ['WebhookID'], orderBy: 'WebhookID', top: 1 }, subscription)
    return true
  } catch (error) {
    if (error instanceof RemoteError && error.errorClass === 'permanent') return false
    throw error
  }
}
