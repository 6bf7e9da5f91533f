import { mappingsOf, type Named } from '../../domain/mapping-hints.ts'
import { connectorKinds } from '../../erp/registry.ts'

/** A setting or secret of a connection for which the page has a field. */
export interface NamedField {
  readonly name: Named
  /** With the address and credentials, or beside the codes of Magento. */
  readonly isMapping: boolean
  /** Of a table: what stands behind its codes, by its place there. */
  readonly columns: ReadonlyMap<string, Named>
}

/**
 * Key in the settings → what forms call it, over all kinds of ERP. One that two kinds call differently is left out: a
 * sentence that names it does not say whose it is.
 */
export function namedFields(): ReadonlyMap<string, NamedField> {
  const found = new Map<string, NamedField>()
  const differing = new Set<string>()
  for (const [key, field] of connectorKinds.flatMap(fieldsOf)) {
    const known = found.get(key)
    if (known && known.name.en !== field.name.en) differing.add(key)
    else if (!known) found.set(key, field)
  }
  for (const key of differing) found.delete(key)
  return found
}

function fieldsOf({ start, settingsSchema }: (typeof connectorKinds)[number]): (readonly [string, NamedField])[] {
  const { tables, lone } = mappingsOf(settingsSchema)
  const none = new Map<string, Named>()
  return [
    ...(start ? [...start.settings, ...start.secrets] : []).map(
      ({ of, name }) => [of, { name, isMapping: false, columns: none }] as const,
    ),
    ...tables.map(({ path, name, fields }) => {
      const columns = new Map(fields.map(field => [field.path.join('.'), field.name]))
      return [path.join('.'), { name, isMapping: true, columns }] as const
    }),
    ...lone.map(({ path, name }) => [path.join('.'), { name, isMapping: true, columns: none }] as const),
  ]
}
