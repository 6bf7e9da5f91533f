import { z } from 'zod'
import { breaksRule, malformed, refuse } from './b1-error.ts'
import { type BusinessEvent, type Entity, randomGuid, rowsOf, type Work } from './company.ts'

/**
 * Event subscriptions and what is waiting to be sent (contract §6.3). Notifications are stored in the transaction that
 * caused them; webhook-sender.ts delivers them.
 */

export interface Subscription extends Entity {
  WebhookID: string
  WebhookURL: string
  AuthenticationType: 'None' | 'Basic' | 'HMAC'
  /** Pending: the handshake is still to come. */
  Status: 'Pending' | 'Active' | 'Paused'
  EventCollection: { readonly BusinessObject: string; readonly TransactionType: string }[]
  $credential: Readonly<Record<string, string>>
}

export interface Notification extends Entity {
  NotificationID: string
  WebhookID: string
  Status: 'Waiting' | 'Delivered' | 'Failed'
  Attempts: number
  /** The message as it is sent; keys only. */
  $message: CloudEvent
  $createdAt: number
  $dueAt: number
}

export interface CloudEvent {
  readonly id: string
  readonly specversion: '1.0'
  readonly source: string
  readonly type: string
  readonly subject: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly data: Readonly<Record<string, string>>
}

const MAX_SUBSCRIPTIONS = 16
const OBJECTS =
  'Orders Drafts DeliveryNotes Returns Invoices CreditNotes DownPayments IncomingPayments BusinessPartners Items'
const TRANSACTIONS = ['Created', 'Updated', 'Cancelled', 'Closed']

export const eventCatalog = OBJECTS.split(' ').flatMap(object =>
  TRANSACTIONS.map(transaction => ({ BusinessObject: object, TransactionType: transaction })),
)

export const webhooksEnabled = (work: Work): boolean =>
  work.get<Entity>('settings', 'adminInfo')?.EnableWebhook === 'tYES'

const credentials = {
  None: z.object({}),
  Basic: z.object({ UserName: z.string(), Password: z.string() }),
  HMAC: z.object({ Key: z.string().min(1), Algorithm: z.literal('HMACSha256') }),
}

/** @throws when webhooks are off, there are 16 already, or something of the subscription is not valid. */
export function createSubscription(work: Work, body: Entity): Subscription {
  if (!webhooksEnabled(work)) return breaksRule('Webhooks are not enabled for this company')
  const id = body.WebhookID
  if (typeof id !== 'string' || id === '') return malformed("Property 'WebhookID' of 'EventSubscription' is missing")
  if (work.get('EventSubscriptions', id)) {
    return refuse(-2035, 'This entry already exists in the following tables (ODBC -2035)')
  }
  if (work.list('EventSubscriptions').length >= MAX_SUBSCRIPTIONS) {
    return breaksRule(`No more than ${MAX_SUBSCRIPTIONS} subscriptions are allowed`)
  }
  const subscription = checked({ Handshake: 'tNO', AuthenticationType: 'None', EventCollection: [], ...body })
  work.put('EventSubscriptions', id, subscription)
  return subscription
}

export function updateSubscription(work: Work, current: Entity, changes: Entity): Subscription {
  const credential = changes.AuthenticationCred ?? JSON.stringify(current.$credential)
  const subscription = checked({ ...current, ...changes, AuthenticationCred: credential })
  work.put('EventSubscriptions', subscription.WebhookID, subscription)
  return subscription
}

function checked(body: Entity): Subscription {
  const url = body.WebhookURL
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/.test(url))
    return malformed('WebhookURL is not valid')
  const events = rowsOf(body.EventCollection).map(row => ({
    BusinessObject: String(row.BusinessObject),
    TransactionType: String(row.TransactionType),
  }))
  for (const event of events) {
    const known = eventCatalog.some(
      e => e.BusinessObject === event.BusinessObject && e.TransactionType === event.TransactionType,
    )
    if (!known) malformed(`Event '${event.BusinessObject}.${event.TransactionType}' is not in the catalog`)
  }
  const type = body.AuthenticationType
  if (type !== 'None' && type !== 'Basic' && type !== 'HMAC') return malformed('AuthenticationType is not supported')
  return {
    ...body,
    WebhookID: String(body.WebhookID),
    WebhookURL: url,
    AuthenticationType: type,
    AuthenticationCred: null, // never shown again
    Status: body.Handshake === 'tYES' ? 'Pending' : 'Active',
    EventCollection: events,
    $credential: readCredential(type, body.AuthenticationCred),
  }
}

function readCredential(type: keyof typeof credentials, text: unknown): Record<string, string> {
  let value: unknown = {}
  try {
    if (typeof text === 'string' && text !== '') value = JSON.parse(text)
  } catch {
    return malformed('AuthenticationCred is not JSON')
  }
  const parsed = credentials[type].safeParse(value)
  return parsed.success ? { ...parsed.data } : malformed(`AuthenticationCred does not fit '${type}'`)
}

const asSubscription = (entity: Entity): Subscription => entity as Subscription // stored by createSubscription

const setStatus = (status: Subscription['Status']) => (work: Work, current: Entity) =>
  void work.put('EventSubscriptions', asSubscription(current).WebhookID, { ...current, Status: status })

export const subscriptionActions = {
  Pause: setStatus('Paused'),
  Resume: setStatus('Active'),
  /** The sender shakes hands with every pending subscription. */
  Handshake: setStatus('Pending'),
  /** Everything of the last 24 hours is sent once more. */
  Replay: (work: Work, current: Entity): undefined => {
    const now = work.company.clock.now().getTime()
    for (const notification of work.list<Notification>('EventNotifications')) {
      if (notification.WebhookID !== asSubscription(current).WebhookID) continue
      const again = { ...notification, Status: 'Waiting', Attempts: 0, $createdAt: now, $dueAt: now }
      work.put('EventNotifications', notification.NotificationID, again)
    }
  },
}

/** How many delivered or failed notifications are kept for Replay. */
const HISTORY = 500

/** Stores what the subscribers are to hear; called in the commit of the transaction that caused it. */
export function notifySubscribers(work: Work, events: readonly BusinessEvent[]): void {
  if (!webhooksEnabled(work)) return
  const subscriptions = work.list<Subscription>('EventSubscriptions')
  const different = new Map(events.map(event => [JSON.stringify(event), event]))
  for (const event of different.values()) {
    for (const subscription of subscriptions) {
      const wanted = subscription.EventCollection.some(
        e => e.BusinessObject === event.object && e.TransactionType === event.transaction,
      )
      if (wanted) storeNotification(work, subscription, event)
    }
  }
}

function storeNotification(work: Work, subscription: Subscription, event: BusinessEvent): void {
  const { company } = work
  const now = company.clock.now()
  const number = work.next('EventNotifications:entry', 1)
  const notification: Notification = {
    NotificationID: String(number),
    WebhookID: subscription.WebhookID,
    Type: `sap.b1.${event.object}.${event.transaction}.v1`,
    Subject: Object.values(event.key)[0] ?? '',
    Status: 'Waiting',
    Attempts: 0,
    CreateDate: work.today,
    $message: {
      id: randomGuid(company.random),
      specversion: '1.0',
      source: `/default/sap.b1/${company.companyDb}`,
      type: `sap.b1.${event.object}.${event.transaction}.v1`,
      subject: Object.values(event.key)[0] ?? '',
      time: now.toISOString(),
      datacontenttype: 'application/json',
      data: event.key,
    },
    $createdAt: now.getTime(),
    $dueAt: now.getTime(),
  }
  work.put('EventNotifications', number, notification)
  const old = work.get<Notification>('EventNotifications', number - HISTORY)
  if (old && old.Status !== 'Waiting') work.put('EventNotifications', number - HISTORY, undefined)
}
