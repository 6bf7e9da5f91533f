import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { randomHex } from '../random-hex.ts'
import { beginWork, type Company } from './company.ts'
import type { Notification, Subscription } from './webhooks.ts'

/** Delivers stored notifications: batches in order, retries, at least once (contract §6.3). */

/** @returns status and body; rejects when there is no answer within 10 seconds. */
export type PostWebhook = (request: {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}) => Promise<{ readonly status: number; readonly body: string }>

const MAX_BATCH = 1024
const TIME_TO_LIVE = 24 * 3_600_000
const POLL_MS = 500

export interface WebhookSender {
  /** Something new is waiting. */
  wake(): void
  stop(): Promise<void>
}

/** @param retryMs first pause after a failure; it doubles up to 60 times that. */
export function startWebhookSender(company: Company, post: PostWebhook, retryMs: number): WebhookSender {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let queued = false
  const turn = () => {
    if (queued || stopped) return
    queued = true
    running = running.then(async () => {
      queued = false
      for (const subscription of company.journal.list<Subscription>('EventSubscriptions')) {
        if (!stopped) await serve(company, subscription, post, retryMs)
      }
    })
  }
  const timer = setInterval(turn, POLL_MS)
  timer.unref()
  return {
    // A short pause lets the documents of one action travel together.
    wake: () => void setTimeout(turn, 20).unref(),
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

async function serve(company: Company, subscription: Subscription, post: PostWebhook, retryMs: number): Promise<void> {
  if (subscription.Status === 'Paused') return
  if (subscription.Status === 'Pending' && !(await shakeHands(company, subscription, post, retryMs))) return
  const now = company.clock.now().getTime()
  const waiting = company.journal
    .list<Notification>('EventNotifications')
    .filter(n => n.WebhookID === subscription.WebhookID && n.Status === 'Waiting')
  const late = waiting.filter(n => now - n.$createdAt > TIME_TO_LIVE)
  store(
    company,
    late.map(n => ({ ...n, Status: 'Failed' as const })),
  )
  // The first one that is not due holds the rest back: order is kept.
  const firstHeld = waiting.findIndex(n => n.$dueAt > now)
  const due = waiting
    .slice(0, firstHeld === -1 ? MAX_BATCH : Math.min(firstHeld, MAX_BATCH))
    .filter(n => !late.includes(n))
  if (due.length === 0) return
  const outcome = await deliver(company, subscription, due, post)
  if (outcome === 'done')
    return store(
      company,
      due.map(n => ({ ...n, Status: 'Delivered' as const, Attempts: n.Attempts + 1 })),
    )
  if (outcome === 'refused')
    return store(
      company,
      due.map(n => ({ ...n, Status: 'Failed' as const, Attempts: n.Attempts + 1 })),
    )
  const attempts = Math.max(...due.map(n => n.Attempts)) + 1
  const pause = retryMs * Math.min(60, 2 ** (attempts - 1))
  store(
    company,
    due.map(n => ({ ...n, Attempts: n.Attempts + 1, $dueAt: now + pause })),
  )
}

function store(company: Company, notifications: readonly Notification[]): void {
  const work = beginWork(company)
  for (const notification of notifications) work.put('EventNotifications', notification.NotificationID, notification)
  work.commit()
}

async function deliver(
  company: Company,
  subscription: Subscription,
  notifications: readonly Notification[],
  post: PostWebhook,
): Promise<'done' | 'refused' | 'again'> {
  const twice = company.faults.take(['webhookDuplicate']) !== undefined
  const body = JSON.stringify(notifications.map(notification => notification.$message))
  const headers = { 'Content-Type': 'application/json', ...authentication(subscription, body) }
  try {
    const request = { method: 'POST' as const, url: subscription.WebhookURL, headers, body }
    const { status } = await post(request)
    if (twice) await post(request)
    if (status >= 200 && status < 300) return 'done'
    return status === 408 || status === 429 || status >= 500 ? 'again' : 'refused'
  } catch {
    return 'again'
  }
}

/** X-B1-Webhook-Signature is lower-case hex of HMAC-SHA256 over the raw body (over the token in the handshake). */
function authentication(subscription: Subscription, signed: string): Record<string, string> {
  const { Key: key = '', UserName: user = '', Password: password = '' } = subscription.$credential
  if (subscription.AuthenticationType === 'HMAC') {
    return { 'X-B1-Webhook-Signature': createHmac('sha256', key).update(signed).digest('hex') }
  }
  if (subscription.AuthenticationType === 'Basic') {
    return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  }
  return {}
}

const challengeAnswer = z.object({ Challenge: z.string() })
const handshakesDue = new WeakMap<Company, Map<string, number>>()

/** GET with a token; the other side has to answer it as {"Challenge": token}. @returns whether it did. */
async function shakeHands(
  company: Company,
  subscription: Subscription,
  post: PostWebhook,
  retryMs: number,
): Promise<boolean> {
  const due = handshakesDue.get(company) ?? new Map<string, number>()
  handshakesDue.set(company, due)
  const now = company.clock.now().getTime()
  if ((due.get(subscription.WebhookID) ?? 0) > now) return false
  due.set(subscription.WebhookID, now + retryMs)
  const token = randomHex(company.random, 32)
  try {
    const headers = { 'X-B1-Webhook-Token': token, ...authentication(subscription, token) }
    const answer = await post({ method: 'GET', url: subscription.WebhookURL, headers })
    const parsed = challengeAnswer.safeParse(JSON.parse(answer.body))
    if (answer.status !== 200 || !parsed.success || parsed.data.Challenge !== token) return false
  } catch {
    return false
  }
  const work = beginWork(company)
  work.put('EventSubscriptions', subscription.WebhookID, { ...subscription, Status: 'Active' })
  work.commit()
  return true
}

/** Over the network, with B1's time limit. */
export const postByFetch: PostWebhook = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
  return { status: answer.status, body: (await answer.text()).slice(0, 4096) }
}
