import { createHmac } from 'node:crypto'
import type { ErpCallback, UnplugErpOptions, UnpluggedErp } from '../erp.ts'
import type { Company, Work } from './company.ts'
import { connectionTo, DAY_RATE } from './connection.ts'
import { controlsOf } from './controls.ts'
import { serviceLayerApp, transact } from './http.ts'
import { officeOf } from './office.ts'
import { reportingApp } from './reporting.ts'
import { openCompany, subscribe } from './server.ts'
import { createSessions } from './session.ts'
import type { Notification } from './webhooks.ts'

/** The simulated SAP Business One without its sockets. */
export function unplug({ journal, clock, random, print, callbacks }: UnplugErpOptions): UnpluggedErp {
  const { company, webhookKey } = openCompany(journal, { clock, random, ...(print && { print }) })
  const sessions = createSessions(company)
  const printing = createSessions(company)
  const sleep = async () => {}
  const news = newsOf(company, webhookKey)
  const wake = () => callbacks?.send(news())
  const http = { company, sessions, latencyMs: 0, loginMs: 0, sleep, wake }
  const inside = <T>(act: (work: Work) => T): T => transact(http, act)
  const controls = controlsOf(company, inside)
  controls.setExchangeRate(DAY_RATE.currency, DAY_RATE.rate)
  if (callbacks) subscribe(inside, callbacks.url, webhookKey)
  const credentials = { companyDb: company.companyDb, user: company.user, password: company.password }
  return {
    ...officeOf({ ...controls, company, transact: inside }),
    apps: { main: serviceLayerApp(http), gateway: reportingApp(company, printing, sleep) },
    connectionAt: ({ main = '', gateway = '' }) =>
      connectionTo({ url: main, gatewayUrl: gateway, credentials, webhookKey }),
    demandApproval: () => company.faults.add({ kind: 'approvalDraft' }),
    endLogins() {
      sessions.clear()
      printing.clear()
    },
  }
}

/** @returns each notification that was stored since the last call as a request of its own, in order. */
function newsOf({ journal }: Company, key: string): () => ErpCallback[] {
  const told = new Set(journal.list<Notification>('EventNotifications').map(one => one.NotificationID))
  return () => {
    const fresh = journal.list<Notification>('EventNotifications').filter(one => !told.has(one.NotificationID))
    for (const one of fresh) told.add(one.NotificationID)
    return fresh.map(({ $message }) => {
      const body = JSON.stringify([$message])
      return {
        label: `${$message.type} ${$message.subject}`,
        headers: {
          'content-type': 'application/json',
          'x-b1-webhook-signature': createHmac('sha256', key).update(body).digest('hex'),
        },
        body,
      }
    })
  }
}
