import { malformed } from './b1-error.ts'
import { type Entity, LOCAL_CURRENCY, type Work } from './company.ts'
import { crossJoin } from './crossjoin.ts'
import { buildDocument } from './document-build.ts'
import { saveDraftToDocument } from './document-post.ts'
import { kindOf } from './documents.ts'
import { readEntity, writeEntity } from './entities.ts'
import { effectivePrice } from './items.ts'
import type { Answer, Call } from './service-layer.ts'
import { userFieldsOf } from './user-fields.ts'
import { eventCatalog, webhooksEnabled } from './webhooks.ts'

type Service = (work: Work, call: Call) => Answer

/** Operations that belong to no entity: `POST /CompanyService_…` and the like. */
const services: Readonly<Record<string, Service>> = {
  CompanyService_GetCompanyInfo: work => ({
    status: 200,
    json: {
      CompanyName: 'Orderbridge Demo d.o.o.',
      CompanyDB: work.company.companyDb,
      Version: 1000290,
      EnableExpenseManagement: 'tYES',
    },
  }),
  CompanyService_GetAdminInfo: work => ({ status: 200, json: adminInfo(work) }),
  CompanyService_UpdateAdminInfo: (work, call) => {
    const changes = part(call.body, 'AdminInfo')
    work.put('settings', 'adminInfo', { ...work.get<Entity>('settings', 'adminInfo'), ...changes })
    return { status: 204 }
  },
  CompanyService_GetItemPrice: (work, call) => ({
    status: 200,
    json: effectivePrice(work, part(call.body, 'ItemPriceParams')),
  }),
  OrdersService_Preview: (work, call) => {
    const body = readEntity('Document', part(call.body, 'Document'), userFieldsOf(work.company))
    return { status: 200, json: writeEntity('Document', buildDocument(work, kindOf('Orders'), body), call.version) }
  },
  DraftsService_SaveDraftToDocument: (work, call) => {
    saveDraftToDocument(work, part(call.body, 'Document').DocEntry)
    return { status: 204 }
  },
  QueryService_PostQuery: (work, call) => {
    const { QueryPath: path, QueryOption: option } = object(call.body)
    if (typeof path !== 'string' || typeof option !== 'string') return malformed('QueryPath and QueryOption are needed')
    return crossJoin(work, { ...call, path, params: new URLSearchParams(encodePlus(option)) })
  },
  SBOBobService_GetCurrencyRate: (work, call) => {
    const currency = String(object(call.body).Currency)
    const daily = work.get<{ readonly rate: number }>('exchangeRates', currency)
    return daily
      ? { status: 200, text: String(daily.rate) }
      : malformed(`Update the exchange rate , '${currency.slice(0, 3)}'`)
  },
  SBOBobService_SetCurrencyRate: (work, call) => {
    const { Currency: currency, Rate: rate } = object(call.body)
    const value = Number(rate)
    if (!work.get('Currencies', String(currency)) || !(value > 0)) return malformed('Currency or rate is not valid')
    work.put('exchangeRates', String(currency), { rate: value })
    return { status: 204 }
  },
  EventSubscriptionsService_GetEventCatalog: () => ({ status: 200, json: { value: eventCatalog } }),
}

/** A "+" in a query option is a plus, not a blank as in a form. */
const encodePlus = (option: string) => option.replaceAll('+', '%2B')

/** @returns the service at this path, if there is one. */
export function findService(path: string): Service | undefined {
  if (path.startsWith('$crossjoin(')) return crossJoin
  return services[path]
}

function adminInfo(work: Work): Entity {
  return {
    CompanyName: 'Orderbridge Demo d.o.o.',
    Address: 'Glavni trg 1',
    City: 'Ljubljana',
    ZipCode: '1000',
    Country: 'SI',
    FederalTaxID: 'SI99999999',
    LocalCurrency: LOCAL_CURRENCY,
    SystemCurrency: LOCAL_CURRENCY,
    DirectIndirectRate: 'tYES', // direct: one unit of the foreign currency is so many euro
    PriceAccuracy: 6,
    TotalsAccuracy: 2,
    TimeZone: work.company.timeZone,
    EnableWebhook: webhooksEnabled(work) ? 'tYES' : 'tNO',
    ...work.get<Entity>('settings', 'adminInfo'),
    $key: undefined,
  }
}

const object = (value: unknown): Entity =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Entity) // an object, as just checked
    : malformed('JSON body is missing')

const part = (body: unknown, name: string): Entity => object(object(body)[name])
