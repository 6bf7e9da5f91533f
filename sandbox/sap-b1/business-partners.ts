import { breaksRule, refuse } from './b1-error.ts'
import type { Entity, Work } from './company.ts'

/** Customers and suppliers. */

export interface BPAddress extends Entity {
  AddressName: string
  AddressType: 'bo_BillTo' | 'bo_ShipTo'
  RowNum: number
}
export interface BusinessPartner extends Entity {
  CardCode: string
  CardName: string
  Currency: string
  PriceListNum: number
  BPAddresses: BPAddress[]
  ContactEmployees: Entity[]
}

/** Manual numbering wants a CardCode; the series below number by themselves when CardCode is left out. */
const SERIES: Readonly<Record<number, string>> = { 70: 'C', 71: 'WEB' }

const DEFAULTS: Entity = {
  CardType: 'cCustomer',
  GroupCode: 100,
  Currency: '##',
  PriceListNum: 1,
  PayTermsGrpCode: -1,
  VatLiable: 'vLiable',
  VatGroup: null,
  FederalTaxID: null,
  EmailAddress: null,
  Phone1: null,
  Phone2: null,
  Cellular: null,
  Website: null,
  Notes: null,
  FreeText: null,
  CompanyPrivate: 'cCompany',
  Valid: 'tYES',
  Frozen: 'tNO',
  SalesPersonCode: -1,
  LanguageCode: null,
  Series: 1,
  CurrentAccountBalance: 0,
}

/** @throws -10 when the code is taken, -5002 for what is missing. */
export function createBusinessPartner(work: Work, body: Entity): BusinessPartner {
  const code = body.CardCode ?? numberFromSeries(work, body.Series)
  if (typeof code !== 'string' || code.trim() === '') return breaksRule('Enter a business partner code [OCRD.CardCode]')
  if (work.get('BusinessPartners', code)) {
    return refuse(
      -10,
      `1320000140 - Business partner code '${code}' already assigned to a business partner; enter a unique business partner code`,
    )
  }
  const partner = checked(work, {
    ...DEFAULTS,
    ...body,
    CardCode: code,
    CardName: typeof body.CardName === 'string' ? body.CardName : '',
    Currency: typeof body.Currency === 'string' ? body.Currency : '##',
    PriceListNum: typeof body.PriceListNum === 'number' ? body.PriceListNum : 1,
    BPAddresses: numberAddresses(code, (body.BPAddresses ?? []) as Entity[]), // checked by readEntity
    ContactEmployees: numberContacts(work, code, (body.ContactEmployees ?? []) as Entity[]), // checked by readEntity
    CreateDate: work.today,
    CreateTime: work.time,
  })
  return save(work, partner, 'Created')
}

function numberFromSeries(work: Work, series: unknown): string | undefined {
  const prefix = typeof series === 'number' ? SERIES[series] : undefined
  if (!prefix) return undefined
  return `${prefix}${String(work.next(`series:${prefix}`, 1)).padStart(6, '0')}`
}

/** PATCH: addresses are matched by name and type, contacts by InternalCode or name. */
export function updateBusinessPartner(
  work: Work,
  current: Entity,
  changes: Entity,
  replaceCollections: boolean,
): BusinessPartner {
  const partner = current as BusinessPartner // stored by createBusinessPartner
  const { CardCode: _, BPAddresses: addresses, ContactEmployees: contacts, ...rest } = changes
  const merged: BusinessPartner = { ...partner, ...rest }
  if (Array.isArray(addresses)) {
    const key = (row: Entity) => `${String(row.AddressType ?? 'bo_BillTo')}:${String(row.AddressName)}`
    const rows = mergeRows(partner.BPAddresses, addresses, key, replaceCollections)
    merged.BPAddresses = numberAddresses(partner.CardCode, rows)
  }
  if (Array.isArray(contacts)) {
    const key = (row: Entity) => String(row.InternalCode ?? row.Name)
    const named = (row: Entity) => partner.ContactEmployees.find(c => key(c) === key(row) || c.Name === row.Name)
    const sent = contacts.map((row: Entity) => ({ InternalCode: named(row)?.InternalCode, ...row }))
    merged.ContactEmployees = numberContacts(
      work,
      partner.CardCode,
      mergeRows(partner.ContactEmployees, sent, key, replaceCollections),
    )
  }
  return save(work, checked(work, merged), 'Updated')
}

/** Merge semantics of PATCH for a collection: same key updates, new key appends, the others stay unless replaced. */
export function mergeRows(
  current: readonly Entity[],
  sent: readonly Entity[],
  key: (row: Entity) => string,
  replace: boolean,
): Entity[] {
  const byKey = new Map(sent.map(row => [key(row), row]))
  const kept = current
    .filter(row => !replace || byKey.has(key(row)))
    .map(row => {
      const change = byKey.get(key(row))
      byKey.delete(key(row))
      return change ? { ...row, ...change } : row
    })
  return [...kept, ...byKey.values()]
}

function numberAddresses(cardCode: string, rows: readonly Entity[]): BPAddress[] {
  const seen = new Set<string>()
  return rows.map((row, index) => {
    const name = typeof row.AddressName === 'string' ? row.AddressName : ''
    if (name === '') return breaksRule(`Address name is missing [CRD1.Address][line: ${index + 1}]`)
    const type = row.AddressType === 'bo_ShipTo' ? ('bo_ShipTo' as const) : ('bo_BillTo' as const)
    if (seen.has(`${type}:${name}`)) {
      return refuse(-2035, 'This entry already exists in the following tables (ODBC -2035)')
    }
    seen.add(`${type}:${name}`)
    return { ...row, AddressName: name, AddressType: type, BPCode: cardCode, RowNum: index }
  })
}

function numberContacts(work: Work, cardCode: string, rows: readonly Entity[]): Entity[] {
  return rows.map((row, index) => {
    if (typeof row.Name !== 'string' || row.Name === '') {
      return breaksRule(`Contact name is missing [OCPR.Name][line: ${index + 1}]`)
    }
    return { ...row, CardCode: cardCode, InternalCode: row.InternalCode ?? work.next('contacts', 1) }
  })
}

function checked(work: Work, partner: BusinessPartner): BusinessPartner {
  if (!work.get('BusinessPartnerGroups', String(partner.GroupCode))) {
    return breaksRule(`Group code is not valid [OCRD.GroupCode] , '${String(partner.GroupCode)}'`)
  }
  if (partner.Currency !== '##' && !work.get('Currencies', partner.Currency)) {
    return breaksRule(`Currency is not valid [OCRD.Currency] , '${partner.Currency.slice(0, 3)}'`)
  }
  return partner
}

function save(work: Work, partner: BusinessPartner, transaction: 'Created' | 'Updated'): BusinessPartner {
  const first = (type: string) => partner.BPAddresses.find(row => row.AddressType === type)?.AddressName ?? null
  const saved = {
    ...partner,
    BilltoDefault: partner.BilltoDefault ?? first('bo_BillTo'),
    ShipToDefault: partner.ShipToDefault ?? first('bo_ShipTo'),
    UpdateDate: work.today,
    UpdateTime: work.time,
  }
  work.put('BusinessPartners', saved.CardCode, saved)
  work.tell({ object: 'BusinessPartners', transaction, key: { CardCode: saved.CardCode } })
  return saved
}

/** The partner's default addresses as a document shows them, used when a document brings none of its own. */
export function addressesOfPartner(partner: BusinessPartner): Entity {
  const pick = (type: string, name: unknown) =>
    partner.BPAddresses.find(row => row.AddressType === type && (!name || row.AddressName === name))
  const bill = pick('bo_BillTo', partner.BilltoDefault)
  const ship = pick('bo_ShipTo', partner.ShipToDefault) ?? bill
  const fields = ['Street', 'StreetNo', 'Block', 'City', 'ZipCode', 'County', 'State', 'Country']
  const part = (prefix: string, row: BPAddress | undefined) =>
    Object.fromEntries(fields.map(field => [`${prefix}${field}`, row?.[field] ?? null]))
  const lines = (row: BPAddress | undefined) =>
    row ? [row.Street, `${row.ZipCode ?? ''} ${row.City ?? ''}`.trim(), row.Country].filter(Boolean).join('\r') : null
  return {
    Address: lines(bill),
    Address2: lines(ship),
    AddressExtension: { ...part('ShipTo', ship), ...part('BillTo', bill) },
  }
}
