import { z } from 'zod'
import { type Amount, amount, compare } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import { type Finding, foundAt } from '../../domain/finding.ts'
import { readGrossLists } from './catalog.ts'
import type { B1Client } from './client.ts'
import { mappedExpenses, mappedVatGroups } from './mapping.ts'
import type { Printer } from './pdf.ts'
import { findPartners } from './subjects.ts'
import { hasWebhooks } from './webhooks.ts'

/** The checks of `orderbridge doctor` for one company. Without a session there is nothing more to ask. */
export async function diagnose(
  client: B1Client,
  printer: Printer,
  { fix, hasWebhookKey }: { readonly fix: boolean; readonly hasWebhookKey: boolean },
): Promise<Finding[]> {
  const session = await checkSession(client)
  if (!session.ok) return [session]
  return [
    session,
    checkClock(client),
    await guarded('user field', () => checkUserField(client, fix)),
    await guarded('company settings', () => checkCompany(client)),
    ...(await checkMapping(client)),
    ...(client.settings.subjects.collective
      ? [await guarded('collective customer', () => checkCollective(client))]
      : []),
    await guarded('PDF', () => checkPrinter(client, printer)),
    ...(client.settings.webhook.enabled ? [await guarded('webhooks', () => checkWebhooks(client, hasWebhookKey))] : []),
  ]
}

const companyInfo = z.object({
  CompanyName: z.string().optional(),
  Version: z.union([z.string(), z.number()]).optional(),
})

async function checkSession(client: B1Client): Promise<Finding> {
  const check = 'log-in'
  const { url, companyDb } = client.settings
  try {
    const info = companyInfo.safeParse(await client.ask('CompanyService_GetCompanyInfo'))
    const { CompanyName: name = companyDb, Version: version } = info.data ?? {}
    return { check, ok: true, detail: `${name} (${companyDb})${version === undefined ? '' : `, version ${version}`}` }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const detail = foundAt(url, error.message)
    if (error.errorClass === 'auth') {
      return { check, ok: false, detail, remedy: 'Check companyDb, user and password of the connection.' }
    }
    const remedy = /certificate|self.signed|fingerprint/i.test(error.message)
      ? 'Set ca or pin of the connection to the certificate of the server.'
      : 'Check the address of the Service Layer, the firewall, and whether it is running.'
    return { check, ok: false, detail, remedy }
  }
}

/** A check that cannot be made is a finding too. */
async function guarded(check: string, work: () => Promise<Omit<Finding, 'check'>>): Promise<Finding> {
  try {
    return { check, ...(await work()) }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return {
      check,
      ok: false,
      detail: error.message,
      remedy: 'Check the authorizations of the user in SAP Business One.',
    }
  }
}

/** Sessions and webhooks live on time; minutes of difference point to a wrong clock. */
function checkClock(client: B1Client): Finding {
  const ahead = client.clockAhead()
  if (ahead === undefined) return { check: 'clock', ok: true, detail: 'The server does not tell its time.' }
  const ok = Math.abs(ahead) <= 120
  const detail = `The clock of the server is ${Math.abs(ahead)} s ${ahead < 0 ? 'behind' : 'ahead of'} ours.`
  return { check: 'clock', ok, detail, ...(ok ? {} : { remedy: 'Synchronise both machines with a time server.' }) }
}

/** Looked at by using it: where UserFieldsMD files a field of marketing documents differs between versions. */
async function checkUserField(client: B1Client, fix: boolean): Promise<Omit<Finding, 'check'>> {
  const { udf } = client.settings
  const detail = `Marketing documents have the user field U_${udf}.`
  if (await hasUserField(client)) return { ok: true, detail }
  const missing = `Marketing documents have no user field U_${udf}, so that documents could not be found again.`
  if (!fix)
    return { ok: false, detail: missing, remedy: 'Run orderbridge doctor --fix, or create it: alphanumeric, 50.' }
  const field = {
    TableName: 'ORDR',
    Name: udf,
    Description: 'Orderbridge',
    Type: 'db_Alpha',
    Size: 50,
    SubType: 'st_None',
  }
  try {
    await client.write('POST', 'UserFieldsMD', field)
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'duplicate') throw error
  }
  if (await hasUserField(client)) return { ok: true, detail: `${detail} It was created now.` }
  const remedy = 'Restart the Service Layer, or wait until its workers have read the new field, and run doctor again.'
  return { ok: false, detail: `The user field U_${udf} was created and is not visible yet.`, remedy }
}

async function hasUserField(client: B1Client): Promise<boolean> {
  try {
    for (const set of ['Orders', 'Drafts']) {
      const query = { select: ['DocEntry', `U_${client.settings.udf}`], orderBy: 'DocEntry', top: 1 }
      await client.list(set, query, z.looseObject({}))
    }
    return true
  } catch (error) {
    if (error instanceof RemoteError && error.status === 400) return false
    throw error
  }
}

const adminInfo = z.object({ LocalCurrency: z.string().optional(), PriceAccuracy: z.int().optional() })

async function checkCompany(client: B1Client): Promise<Omit<Finding, 'check'>> {
  const { localCurrency, priceDecimals } = client.settings
  const info = adminInfo.parse(await client.ask('CompanyService_GetAdminInfo'))
  if (info.LocalCurrency !== undefined && info.LocalCurrency !== localCurrency) {
    const detail = `The company keeps its books in ${info.LocalCurrency}, the connection says ${localCurrency}.`
    return { ok: false, detail, remedy: `Set localCurrency of the connection to ${info.LocalCurrency}.` }
  }
  if (info.PriceAccuracy !== undefined && info.PriceAccuracy < priceDecimals) {
    const detail = `Decimals of prices: ${info.PriceAccuracy} in the company, ${priceDecimals} in the connection.`
    return { ok: false, detail, remedy: `Set priceDecimals of the connection to ${Math.max(info.PriceAccuracy, 2)}.` }
  }
  return { ok: true, detail: `Books in ${localCurrency}; decimals of prices: ${info.PriceAccuracy ?? priceDecimals}.` }
}

async function checkMapping(client: B1Client): Promise<Finding[]> {
  const { settings } = client
  const transportations = Object.values(settings.shippingMethods).map(({ transportation }) => transportation)
  const { default: fallback, views, skuPrefixes } = settings.warehouses
  const warehouses = [fallback, ...Object.values(views), ...Object.values(skuPrefixes), ...settings.catalog.warehouses]
  const payments = Object.values(settings.payments)
  const codes: readonly (readonly [string, string, string, readonly (string | number | undefined)[]])[] = [
    ['expenses', 'AdditionalExpenses', 'ExpensCode', mappedExpenses(settings)],
    ['shipping types', 'ShippingTypes', 'Code', transportations],
    ['warehouses', 'Warehouses', 'WarehouseCode', warehouses],
    ['price lists', 'PriceLists', 'PriceListNo', settings.catalog.priceLists],
    ['payment terms', 'PaymentTermsTypes', 'GroupNumber', payments.map(({ paymentGroup }) => paymentGroup)],
    [
      'payment methods',
      'WizardPaymentMethods',
      'PaymentMethodCode',
      payments.map(({ paymentMethod }) => paymentMethod),
    ],
    ['accounts', 'ChartOfAccounts', 'Code', [settings.paymentAccount, ...payments.map(({ account }) => account)]],
    ['customer groups', 'BusinessPartnerGroups', 'Code', [settings.subjects.group, settings.subjects.companyGroup]],
  ]
  const findings = [await guarded('VAT groups', () => checkVatGroups(client))]
  for (const [check, set, key, wanted] of codes) {
    const used = [...new Set(wanted.filter(code => code !== undefined))]
    if (used.length > 0) findings.push(await guarded(check, () => checkCodes(client, check, set, key, used)))
  }
  if (settings.catalog.priceLists.length > 0)
    findings.push(await guarded('tax in price lists', () => checkGrossLists(client)))
  return findings
}

/** Whether the lists say it is not in the contract: found out here, before prices of the wrong kind reach the shop. */
async function checkGrossLists(client: B1Client): Promise<Omit<Finding, 'check'>> {
  const { grossPrices, priceLists } = client.settings.catalog
  if (grossPrices !== 'ask')
    return { ok: true, detail: `By the setting: ${grossPrices === 'yes' ? 'with' : 'without'}.` }
  try {
    const gross = await readGrossLists(client)
    return { ok: true, detail: priceLists.map(no => `${no} ${gross[String(no)] ? 'with' : 'without'}`).join(', ') }
  } catch (error) {
    if (!(error instanceof RemoteError) || error.status !== 400) throw error
    return {
      ok: false,
      detail: 'This version of SAP Business One does not say whether the prices of a list include tax.',
      remedy: 'Set catalog.grossPrices of the connection to yes or no.',
    }
  }
}

async function checkCodes(
  client: B1Client,
  what: string,
  set: string,
  key: string,
  used: readonly (string | number)[],
): Promise<Omit<Finding, 'check'>> {
  const rows = await client.list(set, { select: [key], orderBy: key }, z.record(z.string(), z.unknown()))
  const known = new Set(rows.map(row => row[key]))
  const missing = used.filter(code => !known.has(code))
  if (missing.length === 0) return { ok: true, detail: `${used.join(', ')}` }
  return {
    ok: false,
    detail: `SAP Business One has no ${what} ${missing.join(', ')}.`,
    remedy: 'Create them in SAP Business One, or change the mapping of the connection.',
  }
}

const vatGroup = z.object({
  Code: z.string(),
  VatGroups_Lines: z.array(z.object({ Effectivefrom: z.string().nullish(), Rate: z.number() })).nullish(),
})

/** A group with another rate than the one it stands for would make other taxes than the shopper paid. */
async function checkVatGroups(client: B1Client): Promise<Omit<Finding, 'check'>> {
  const mapped = mappedVatGroups(client.settings)
  const remedy = 'Change vatGroups of the connection, or the VAT groups in SAP Business One.'
  if (mapped.length === 0) return { ok: false, detail: 'No VAT group is mapped.', remedy }
  const rows = await client.list('VatGroups', { select: Object.keys(vatGroup.shape), orderBy: 'Code' }, vatGroup)
  const problems = mapped.flatMap(({ code, rate }) => {
    const row = rows.find(({ Code }) => Code === code)
    if (!row) return [`${code} does not exist`]
    const actual = latestRate(row)
    return actual === undefined || compare(actual, rate) === 0 ? [] : [`${code} has ${actual} %, not ${rate} %`]
  })
  if (problems.length > 0) return { ok: false, detail: `${problems.join('; ')}.`, remedy }
  return { ok: true, detail: [...new Set(mapped.map(({ code }) => code))].join(', ') }
}

function latestRate({ VatGroups_Lines: lines }: z.infer<typeof vatGroup>): Amount | undefined {
  const last = (lines ?? []).toSorted((a, b) => (a.Effectivefrom ?? '').localeCompare(b.Effectivefrom ?? '')).at(-1)
  return last === undefined ? undefined : amount(last.Rate)
}

async function checkCollective(client: B1Client): Promise<Omit<Finding, 'check'>> {
  const code = client.settings.subjects.collective ?? ''
  const found = await findPartners(client, 'CardCode', [code])
  if (found.length > 0) return { ok: true, detail: code }
  const remedy = 'Create it in SAP Business One, or change subjects.collective of the connection.'
  return { ok: false, detail: `SAP Business One has no customer ${code}.`, remedy }
}

async function checkPrinter(client: B1Client, printer: Printer): Promise<Omit<Finding, 'check'>> {
  const { pdfSource, gatewayUrl } = client.settings
  if (pdfSource === 'attachment') return { ok: true, detail: 'From the attachments of the documents.' }
  if (!gatewayUrl) {
    const remedy = 'Set gatewayUrl of the connection, or pdfSource to "attachment".'
    return { ok: false, detail: 'PDFs come from the API Gateway, but its address is not set.', remedy }
  }
  await printer.check()
  return { ok: true, detail: `The API Gateway ${gatewayUrl} lets us in.` }
}

async function checkWebhooks(client: B1Client, hasWebhookKey: boolean): Promise<Omit<Finding, 'check'>> {
  if (!hasWebhookKey) {
    const remedy = 'Set webhookKey in the secrets of the connection.'
    return { ok: false, detail: 'Webhooks are on, and there is no key to check them with.', remedy }
  }
  if (await hasWebhooks(client)) return { ok: true, detail: 'The server has event subscriptions.' }
  return {
    ok: false,
    detail: 'This server has no event subscriptions (10.0 FP 2602 and later, v2 only).',
    remedy: 'Set webhook.enabled of the connection to false; changes are then found by polling.',
  }
}
