import { z } from 'zod'
import { malformed } from './b1-error.ts'
import type { Entity } from './company.ts'
import setupTypes from './setup-types.json' with { type: 'json' }
import masterTypes from './types.json' with { type: 'json' }

/** Property names and types of everything that can be read and written: the metadata of the Service Layer. */

const metadata = z.object({
  types: z.record(z.string(), z.record(z.string(), z.string())),
  enums: z.record(z.string(), z.record(z.string(), z.string())).default({}),
})
const master = metadata.parse(masterTypes)
const types = { ...master.types, ...metadata.parse(setupTypes).types }
const enums = master.enums

/** A user field (`U_…`) as far as values are concerned. */
export interface UserField {
  readonly kind: 'Edm.String' | 'Edm.Int32' | 'Edm.Double' | 'Edm.DateTime'
  readonly size: number
}
/** @returns the user field of this entity type, when it exists and the worker knows it already. */
export type FindUserField = (typeName: string, property: string) => UserField | undefined

/** Column sizes of B1's tables; a longer text is refused, not cut. */
const SIZES: Readonly<Record<string, number>> = {
  'BusinessPartner.CardCode': 15,
  'BusinessPartner.CardName': 100,
  'BusinessPartner.EmailAddress': 100,
  'BusinessPartner.Phone1': 20,
  'BusinessPartner.Phone2': 20,
  'BusinessPartner.Cellular': 50,
  'BusinessPartner.FederalTaxID': 32,
  'BPAddress.AddressName': 50,
  'BPAddress.AddressName2': 50,
  'BPAddress.AddressName3': 50,
  'BPAddress.Street': 100,
  'BPAddress.ZipCode': 20,
  'BPAddress.City': 100,
  'ContactEmployee.Name': 50,
  'Item.ItemCode': 50,
  'Item.ItemName': 200,
  'Document.CardName': 100,
  'Document.NumAtCard': 100,
  'Document.Comments': 254,
  'Document.JournalMemo': 50,
  'DocumentLine.ItemDescription': 200,
  'DocumentLine.FreeText': 100,
  'AddressExtension.ShipToStreet': 100,
  'AddressExtension.ShipToCity': 100,
  'AddressExtension.ShipToZipCode': 20,
  'AddressExtension.BillToStreet': 100,
  'AddressExtension.BillToCity': 100,
  'AddressExtension.BillToZipCode': 20,
  'AddressExtension.ShipToAddress2': 50,
  'AddressExtension.ShipToAddress3': 50,
  'AddressExtension.BillToAddress2': 50,
  'AddressExtension.BillToAddress3': 50,
  'Payment.Remarks': 254,
  'SQLQuery.SqlText': 4000,
  'Payment.CounterReference': 50,
  'Payment.TransferReference': 27,
}

/** The system keeps these itself; sent values are ignored without a word. */
const READ_ONLY = new Set(
  [
    [
      'Document',
      'DocEntry DocNum DocTotal DocTotalFc DocTotalSys VatSum VatSumFc VatSumSys TotalDiscount TotalDiscountFC',
    ],
    [
      'Document',
      'DocumentStatus Cancelled CancelStatus CreationDate UpdateDate UpdateTime DocTime AuthorizationStatus',
    ],
    [
      'DocumentLine',
      'DocEntry TaxTotal NetTaxAmount NetTaxAmountFC LineStatus RemainingOpenQuantity OpenAmount VisualOrder',
    ],
    ['DocumentLine', 'TaxPercentagePerRow TargetType'],
    ['DocumentAdditionalExpense', 'TaxSum TaxSumFC TaxPercent Status TargetType TargetAbsEntry'],
    ['BusinessPartner', 'CurrentAccountBalance OpenDeliveryNotesBalance OpenOrdersBalance CreateDate CreateTime'],
    ['BusinessPartner', 'UpdateDate UpdateTime'],
    ['BPAddress', 'BPCode CreateDate CreateTime'],
    ['ContactEmployee', 'CardCode CreateDate CreateTime UpdateDate UpdateTime'],
    ['Item', 'QuantityOnStock QuantityOrderedFromVendors QuantityOrderedByCustomers CreateDate CreateTime'],
    ['Item', 'UpdateDate UpdateTime'],
    ['ItemWarehouseInfo', 'InStock Committed Ordered'],
    ['Payment', 'DocEntry DocNum Cancelled'],
  ].flatMap(([type, properties = '']) => properties.split(' ').map(property => `${type}.${property}`)),
)

export const isEntityType = (typeName: string): boolean => typeName in types

/** @returns "Edm.String", "SAPB1.BoYesNoEnum", "Collection(SAPB1.DocumentLine)" …; undefined when there is no such property. */
export const propertyType = (typeName: string, property: string): string | undefined => types[typeName]?.[property]

/** "Collection(SAPB1.DocumentLine)" → "DocumentLine". */
export const collectionItem = (type: string): string | undefined => /^Collection\(SAPB1\.(\w+)\)$/.exec(type)?.[1]
const named = (type: string): string | undefined => /^SAPB1\.(\w+)$/.exec(type)?.[1]

/** Enums are accepted by name and by value, and kept by name. */
export function enumName(type: string, value: string): string | undefined {
  const members = enums[named(type) ?? '']
  if (!members) return undefined
  if (value in members) return value
  return Object.entries(members).find(([, short]) => short === value)?.[0]
}

/**
 * Checks a body against the metadata and brings it into the stored form: enums by name, numbers as numbers, dates as
 * "2026-01-31". Read-only properties are dropped, unknown ones refused (contract §3).
 */
export function readEntity(typeName: string, body: unknown, findUserField: FindUserField): Entity {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return malformed(`A JSON object is expected for '${typeName}'`)
  }
  const entity: Entity = {}
  for (const [property, value] of Object.entries(body)) {
    if (property.startsWith('@') || property.startsWith('odata.')) continue
    if (READ_ONLY.has(`${typeName}.${property}`)) continue
    const userField = property.startsWith('U_') ? findUserField(typeName, property) : undefined
    const type = userField?.kind ?? propertyType(typeName, property)
    if (!type) return malformed(`Property '${property}' of '${typeName}' is invalid`)
    const size = userField ? userField.size : SIZES[`${typeName}.${property}`]
    entity[property] = readValue(type, value, `'${property}' of '${typeName}'`, size, findUserField)
  }
  return entity
}

function readValue(
  type: string,
  value: unknown,
  where: string,
  size: number | undefined,
  fields: FindUserField,
): unknown {
  if (value === null) return null
  const item = collectionItem(type)
  if (item) {
    if (!Array.isArray(value)) return malformed(`Property ${where} must be a collection`)
    return isEntityType(item) ? value.map(row => readEntity(item, row, fields)) : value
  }
  switch (type) {
    case 'Edm.String':
      return readText(value, where, size)
    case 'Edm.Int32':
    case 'Edm.Double':
      return readNumber(type, value, where)
    case 'Edm.DateTime':
      return readDate(value, where)
    case 'Edm.Time':
      if (typeof value === 'string' && /^\d{2}:\d{2}(:\d{2})?$/.test(value)) return value.padEnd(8, ':00')
      return malformed(`Value of property ${where} is not a time`)
  }
  const complex = named(type)
  if (complex && isEntityType(complex)) return readEntity(complex, value, fields)
  if (complex && enums[complex]) {
    const name = typeof value === 'string' ? enumName(type, value) : undefined
    return name ?? malformed(`Value of property ${where} is not a member of '${complex}'`)
  }
  return value // types outside our metadata (packages, approvals) are carried as they are
}

function readText(value: unknown, where: string, size: number | undefined): string {
  if (typeof value !== 'string') return malformed(`Value of property ${where} is not a string`)
  if (size !== undefined && value.length > size) return malformed(`Value too long in property ${where}`)
  return value
}

function readNumber(type: string, value: unknown, where: string): number {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || Math.abs(number) >= 1e13) {
    return malformed(`Value of property ${where} is not a number`)
  }
  if (type === 'Edm.Int32' && (!Number.isInteger(number) || Math.abs(number) > 2_147_483_647)) {
    return malformed(`Value of property ${where} is not an integer`)
  }
  return number
}

function readDate(value: unknown, where: string): string {
  const text = typeof value === 'string' ? value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3').slice(0, 10) : ''
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    return malformed(`Value of property ${where} is not a date`)
  }
  return text
}

/** The stored form as it goes out: without our "$" properties, dates with a time part in v2 (contract §3). */
export function writeEntity(
  typeName: string,
  entity: Entity,
  version: 'v1' | 'v2',
  select?: readonly string[],
): Entity {
  const written: Entity = {}
  for (const property of select ?? Object.keys(entity)) {
    if (property.startsWith('$')) continue
    written[property] = writeValue(propertyType(typeName, property) ?? '', entity[property] ?? null, version)
  }
  return written
}

function writeValue(type: string, value: unknown, version: 'v1' | 'v2'): unknown {
  if (value === null) return null
  if (type === 'Edm.DateTime') return version === 'v2' ? `${String(value)}T00:00:00Z` : value
  const item = collectionItem(type)
  if (item && Array.isArray(value)) return value.map(row => writeEntity(item, row as Entity, version)) // rows are entities
  const complex = named(type)
  if (complex && isEntityType(complex)) return writeEntity(complex, value as Entity, version) // as stored by readEntity
  return value
}
