import { z } from 'zod'

/**
 * What a settings schema says about its mappings, so that pages can make forms of them without knowing the connector:
 * which maps are keyed by codes of Magento, and which values are codes of the ERP.
 */

/** A name in the languages of the page: it belongs to the connector, so the page cannot translate it. */
export interface Named {
  readonly en: string
  readonly de: string
  readonly sl: string
}
export const named = (en: string, de: string, sl: string): Named => ({ en, de, sl })

/**
 * Which codes of Magento. The same words stand in the causes of holds: "mapping_missing:payment:paypal".
 * vat: "22", or "DE:19" by country; view: id of the store view; sku: the beginning of one.
 */
export const MAGENTO_CODES = ['payment', 'shipping', 'vat', 'fee', 'view', 'sku', 'country', 'currency'] as const
export type MagentoCode = (typeof MAGENTO_CODES)[number]

/** Key of a table that stands for every code without a row of its own. */
export const ANY_CODE = '*'

/** A map of settings by codes of Magento. */
interface TableHint {
  readonly is: 'table'
  readonly of: MagentoCode
  readonly name: Named
  /** What becomes of orders with a code that no row is for: they are held, or the ERP's own default is taken. */
  readonly missing: 'holds' | 'default'
}

/** A code of the ERP: a value of a table, or a setting of its own. */
interface CodeHint {
  readonly is: 'code'
  readonly name: Named
  /** By this the connector is asked for its codes (ErpCodes); absent: it has no list of them. */
  readonly list?: string
  /** Only for a setting of its own: the table beside which it is shown, and what it stands for. */
  readonly beside?: {
    readonly of: MagentoCode
    /** The code that it stands for when the table has none. */
    readonly code?: string
    /** Holds that it ends, when that is not `{of}:{code}`: "expense:shipping". */
    readonly cause?: string
  }
}

export const mappingHints = z.registry<TableHint | CodeHint>()

/** A code of the ERP in the settings. */
export interface ErpField {
  /** In the settings; within a row of a table: from there, [] for the value itself. */
  readonly path: readonly string[]
  readonly name: Named
  readonly about: string
  readonly list: string | undefined
  readonly type: 'text' | 'number'
}

/** A setting of its own that is shown beside a table. */
export interface LoneField extends ErpField {
  readonly beside: NonNullable<CodeHint['beside']>
}

export interface MappingTable {
  readonly path: readonly string[]
  readonly of: MagentoCode
  readonly name: Named
  readonly about: string
  readonly missing: 'holds' | 'default'
  /** One with an empty path where the value is the code; else the parts of the value that are codes. */
  readonly fields: readonly ErpField[]
}

export interface Mappings {
  readonly tables: readonly MappingTable[]
  readonly lone: readonly LoneField[]
}

/** Finds the mappings of a settings schema by its hints, in the order in which they are written there. */
export function mappingsOf(schema: z.ZodType, path: readonly string[] = []): Mappings {
  const hint = hintOf(schema)
  const inner = unwrap(schema)
  if (hint?.is === 'table' && inner instanceof z.ZodRecord) {
    const { of, name, missing } = hint
    const fields = fieldsOf(typeOf(inner.valueType), [])
    return { tables: [{ path, of, name, missing, about: aboutOf(schema), fields }], lone: [] }
  }
  if (hint?.is === 'code' && hint.beside)
    return { tables: [], lone: [{ ...fieldOf(schema, path, hint), beside: hint.beside }] }
  if (!(inner instanceof z.ZodObject)) return { tables: [], lone: [] }
  const parts = Object.entries(inner.shape).map(([name, part]) => mappingsOf(typeOf(part), [...path, name]))
  return { tables: parts.flatMap(({ tables }) => tables), lone: parts.flatMap(({ lone }) => lone) }
}

function fieldsOf(schema: z.ZodType, path: readonly string[]): ErpField[] {
  const hint = hintOf(schema)
  if (hint?.is === 'code') return [fieldOf(schema, path, hint)]
  const inner = unwrap(schema)
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape).flatMap(([name, part]) => fieldsOf(typeOf(part), [...path, name]))
}

const fieldOf = (schema: z.ZodType, path: readonly string[], { name, list }: CodeHint): ErpField => ({
  path,
  name,
  about: aboutOf(schema),
  list,
  type: unwrap(schema) instanceof z.ZodNumber ? 'number' : 'text',
})

/** Parts of zod's types are of its core; ours are all of the classic ones. */
function typeOf(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema
  throw new Error('a settings schema holds something that is no schema of zod')
}

/** Without what says whether it may be absent. */
function unwrap(schema: z.ZodType): z.ZodType {
  const outer = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
  return outer ? unwrap(typeOf(schema.unwrap())) : schema
}

/** The outermost that says something: hints and descriptions may be written within or around a default. */
function outermost<T>(schema: z.ZodType, read: (schema: z.ZodType) => T | undefined): T | undefined {
  const found = read(schema)
  if (found !== undefined) return found
  const outer = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
  return outer ? outermost(typeOf(schema.unwrap()), read) : undefined
}
const hintOf = (schema: z.ZodType) => outermost(schema, one => mappingHints.get(one))
const aboutOf = (schema: z.ZodType) => outermost(schema, ({ description }) => description) ?? ''
