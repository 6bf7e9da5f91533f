/** How a setting is written in a form. What its text becomes: field-values.ts. */

/** Values that are offered, because orders, the shop or the ERP have them: known-values.ts. */
export type Known = 'status' | 'view' | 'payment' | 'carrier' | 'sku' | Asked

/** What a far side has to be asked for: catalog-offers.ts. */
export type Asked = 'price_list' | 'warehouse' | 'source' | 'website' | 'customer_group' | 'tax_class'

/** How a value is written in a form, and what its text becomes. */
export type CellKind =
  /** flag: a yes, a no, or nothing said. */
  | { readonly is: 'day' | 'number' | 'text' | 'yes_no' | 'flag' }
  /** One per line, or with commas between them. */
  | { readonly is: 'list'; readonly known?: Known; readonly numbers?: true }
  | { readonly is: 'choice'; readonly of: readonly string[]; readonly numbers?: true }
  /** Any of them. */
  | { readonly is: 'several'; readonly of: readonly string[] }
  /** Chosen where the other side lists its codes, typed where it does not. */
  | { readonly is: 'code'; readonly known: Asked; readonly empty?: 'is_said' }

/** Behind the key of a row. */
export interface Column {
  /** [] where the value is nothing but this. */
  readonly path: readonly string[]
  readonly kind: CellKind
}

export type FieldKind =
  | CellKind
  /** Rows by their key; number: the key is one. */
  | {
      readonly is: 'table'
      readonly known?: Known
      readonly key?: 'number' | 'code'
      readonly columns: readonly Column[]
    }

/** Of a table its rows, the key first. */
export type Written = string | readonly (readonly string[])[]

/** By place; what was left empty is there as "" or []. */
export type WrittenFields = Readonly<Record<string, Written>>
