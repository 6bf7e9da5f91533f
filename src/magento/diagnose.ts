import { z } from 'zod'
import { RemoteError } from '../domain/errors.ts'
import type { Finding } from '../domain/finding.ts'
import { HttpFailure } from '../domain/http.ts'
import { classifyAnswer, classifyFailure } from './errors.ts'
import type { CompanionModule } from './module.ts'
import { PROBE, permissionOf, type Rest, type RestOptions, type RestRequest } from './rest.ts'

/** Magento refuses OAuth timestamps that are more than 600 s ahead of its clock; a minute is worth a word. */
const SKEW_LIMIT_S = 60

/** What the store answers to, one finding each: address, clock, credentials, permissions, version, companion module. */
export async function diagnose(
  rest: Rest,
  module: CompanionModule,
  options: Pick<RestOptions, 'auth' | 'baseUrl' | 'clock'>,
): Promise<readonly Finding[]> {
  const reached = await checkReachable(rest, options)
  if (reached.some(finding => !finding.ok && finding.check === 'store address')) return reached
  const access = await checkAccess(rest, options.auth.kind)
  if (!access.ok) return [...reached, access]
  return [...reached, access, await checkVersion(rest), await checkModule(module), ...(await checkPermissions(rest))]
}

async function checkReachable(rest: Rest, options: Pick<RestOptions, 'baseUrl' | 'clock'>): Promise<Finding[]> {
  const check = 'store address'
  const asked = { write: false, now: options.clock.now() }
  try {
    const answer = await rest.exchange(PROBE)
    const error = answer.status >= 200 && answer.status < 300 ? undefined : classifyAnswer(answer, asked)
    if (error && ADDRESS_REMEDY[error.code]) return [notOk(check, error.message, ADDRESS_REMEDY[error.code])]
    if (error && error.status !== undefined && error.code.endsWith(':page'))
      return [notOk(check, error.message, PAGE_REMEDY)]
    return [
      { check, ok: true, detail: `${new URL(options.baseUrl).origin} answers` },
      checkClock(answer.headers.date, options.clock.now()),
    ]
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return [
      notOk(
        check,
        classifyFailure(error, asked).message,
        'Check the address of the store, its certificate, and whether a firewall lets this machine through',
      ),
    ]
  }
}

const ADDRESS_REMEDY: Readonly<Record<string, string>> = {
  'magento:redirect':
    'Set the address of the store to the one that Magento redirects to, with https and the right host',
  'magento:maintenance': 'Wait for the end of the maintenance, or switch it off with bin/magento maintenance:disable',
  'magento:404:no_route': 'Check that the address of the store leads to Magento itself, without /rest at its end',
}
const PAGE_REMEDY =
  'Check that the address of the store leads to Magento, and let this machine through the firewall or password in front of it'

function checkClock(date: string | undefined, now: Date): Finding {
  const check = 'clock'
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return { check, ok: true, detail: 'the store does not tell its time' }
  const seconds = Math.round((now.getTime() - theirs) / 1000)
  if (Math.abs(seconds) <= SKEW_LIMIT_S) return { check, ok: true, detail: 'same time on both sides' }
  const detail = `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the store`
  return notOk(check, detail, 'Set the clocks of both machines by NTP: Magento refuses signatures from the future')
}

async function checkAccess(rest: Rest, kind: RestOptions['auth']['kind']): Promise<Finding> {
  const check = 'credentials'
  const failure = await failureOf(rest, PROBE)
  if (!failure) return { check, ok: true, detail: kind === 'oauth1' ? 'OAuth 1.0a accepted' : 'Bearer token accepted' }
  if (failure.errorClass !== 'auth')
    return notOk(check, failure.message, 'Look into the log of Magento, then run this check again')
  return notOk(
    check,
    failure.message,
    kind === 'bearer'
      ? 'Use the four OAuth values of the integration, or allow bearer tokens: bin/magento config:set oauth/consumer/enable_integration_as_bearer 1'
      : 'Check the four values under System › Integrations, that the integration is active, and that it may read sales orders (Magento_Sales::actions_view)',
  )
}

/**
 * What we call, each probed as cheaply as it goes. Order 0 does not exist: permission is checked before the order is
 * looked for, so a write to it changes nothing.
 */
const NEEDED: readonly (RestRequest & { readonly what: string })[] = [
  { what: 'read invoices', method: 'GET', path: '/V1/invoices', query: 'searchCriteria%5BpageSize%5D=1' },
  { what: 'read shipments', method: 'GET', path: '/V1/shipments', query: 'searchCriteria%5BpageSize%5D=1' },
  { what: 'read credit memos', method: 'GET', path: '/V1/creditmemos', query: 'searchCriteria%5BpageSize%5D=1' },
  {
    what: 'read products',
    method: 'GET',
    path: '/V1/products',
    query: 'searchCriteria%5BpageSize%5D=1&fields=items%5Bsku%5D',
  },
  { what: 'read store views', method: 'GET', path: '/V1/store/storeViews' },
  { what: 'read store settings', method: 'GET', path: '/V1/store/storeConfigs' },
  {
    what: 'comment on orders',
    method: 'POST',
    path: '/V1/orders/0/comments',
    body: { statusHistory: { comment: '', is_customer_notified: 0, is_visible_on_front: 0 } },
  },
  { what: 'invoice orders', method: 'POST', path: '/V1/order/0/invoice', body: { notify: false } },
  { what: 'ship orders', method: 'POST', path: '/V1/order/0/ship', body: { notify: false } },
  { what: 'refund orders', method: 'POST', path: '/V1/order/0/refund', body: { notify: false } },
  { what: 'cancel orders', method: 'POST', path: '/V1/orders/0/cancel' },
]

async function checkPermissions(rest: Rest): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { what, ...request } of NEEDED) {
    const check = `may ${what}`
    const failure = await failureOf(rest, request)
    // Anything else than a missing permission is the answer to an order that does not exist.
    const resource = failure && permissionOf(failure)
    findings.push(
      resource === undefined
        ? { check, ok: true, detail: 'allowed' }
        : notOk(
            check,
            `no permission for ${resource}`,
            `Allow ${resource} under System › Integrations and authorize the integration again`,
          ),
    )
  }
  return findings
}

/** The list of modules tells the edition; only the companion module tells the version. */
async function checkVersion(rest: Rest): Promise<Finding> {
  const query = 'searchCriteria%5BpageSize%5D=1000'
  const check = 'edition'
  try {
    const modules = await rest.call({ method: 'GET', path: '/V1/modules', query }, z.array(z.string()))
    const commerce = modules.includes('Magento_Enterprise')
    return {
      check,
      ok: true,
      detail: `${commerce ? 'Adobe Commerce' : 'Magento Open Source'}, modules: ${modules.length}`,
    }
  } catch (error) {
    // Nothing depends on it.
    if (!(error instanceof RemoteError)) throw error
    return { check, ok: true, detail: 'not known: the integration may not list modules' }
  }
}

async function checkModule(module: CompanionModule): Promise<Finding> {
  const check = 'companion module'
  try {
    const status = await module.readStatus()
    if (!status) {
      return {
        check,
        ok: true,
        detail: 'not installed: changes are polled, and PDFs are mailed but not attached to the order',
      }
    }
    const detail = `${status.module_version} on Magento ${status.magento_version} ${status.edition}`
    const dead = status.outbox?.dead ?? 0
    if (dead === 0) return { check, ok: true, detail }
    return notOk(
      check,
      `${detail}; events that could not be delivered to us: ${dead}`,
      'Look at them with bin/magento orderbridge:outbox:list. Polling brings their orders in meanwhile',
    )
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return notOk(
      check,
      error.message,
      'Allow Orderbridge_Connector::api under System › Integrations, or look into the log of Magento',
    )
  }
}

async function failureOf(rest: Rest, request: RestRequest): Promise<RemoteError | undefined> {
  try {
    await rest.call(request, z.unknown())
    return undefined
  } catch (error) {
    if (error instanceof RemoteError) return error
    throw error
  }
}

const notOk = (check: string, detail: string, remedy = ''): Finding => ({ check, ok: false, detail, remedy })
