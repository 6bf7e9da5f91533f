import { malformed } from './b1-error.ts'
import type { Entity, Work } from './company.ts'
import { type B1Document, documentKinds } from './documents.ts'
import { writeEntity } from './entities.ts'
import type { FilterField } from './odata-filter.ts'
import { entityField, pageOf, parseQuery, selectRows } from './odata-query.ts'
import type { Answer, Call } from './service-layer.ts'
import { userFieldsOf } from './user-fields.ts'

/** One combination of a document and one of its lines. */
interface Row {
  readonly header: Entity
  readonly line: Entity
}

/**
 * `$crossjoin(Invoices,Invoices/DocumentLines)` and its sisters: the only way to filter on lines (contract §4.5).
 * The full product is limited to pairs that belong together; B1 wants the condition written down, and so do we.
 */
export function crossJoin(work: Work, call: Call): Answer {
  const [, set = '', second = ''] = /^\$crossjoin\((\w+),(\w+\/DocumentLines)\)$/.exec(call.path) ?? []
  const kind = documentKinds.find(candidate => candidate.set === set)
  if (!kind || second !== `${set}/DocumentLines`) return malformed(`'${call.path.slice(0, 80)}' is not supported`)
  const query = parseQuery(call.params, call.header, call.version)
  const key = `${set}/DocEntry eq ${set}/DocumentLines/DocEntry`
  if (!query.filter?.includes(key)) return malformed(`$crossjoin needs the condition '${key}'`)
  const expand = parseExpand(call.params.get('$expand') ?? '')
  const rows = work
    .list<B1Document>(set)
    .flatMap(header =>
      header.DocumentLines.map((line): Row => ({ header, line: { DocEntry: header.DocEntry, ...line } })),
    )
  const fields = userFieldsOf(work.company)
  const header = entityField('Document', fields)
  const line = entityField('DocumentLine', fields)
  const field = (path: string): FilterField<Row> => {
    if (path.startsWith(`${second}/`)) {
      const { type, read } = line(path.slice(second.length + 1))
      return { type, read: row => read(row.line) }
    }
    if (!path.startsWith(`${set}/`)) return malformed(`Property '${path.slice(0, 80)}' is invalid`)
    const { type, read } = header(path.slice(set.length + 1))
    return { type, read: row => read(row.header) }
  }
  const page = pageOf(selectRows(rows, query, call.version, field), query)
  const value = page.rows.map(row => ({
    ...(expand.has(set) ? { [set]: writeEntity('Document', row.header, call.version, expand.get(set)) } : {}),
    ...(expand.has(second)
      ? { [second]: writeEntity('DocumentLine', row.line, call.version, expand.get(second)) }
      : {}),
  }))
  const next = page.nextSkip === undefined ? undefined : `${call.path}?$skip=${page.nextSkip}`
  const link = call.version === 'v2' ? '@odata.nextLink' : 'odata.nextLink'
  return { status: 200, json: { value, ...(next ? { [link]: next } : {}) } }
}

/** "Invoices($select=DocEntry,DocNum),Invoices/DocumentLines($select=BaseEntry)" → the properties of each. */
function parseExpand(text: string): ReadonlyMap<string, readonly string[]> {
  const parts = [...text.matchAll(/([\w/]+)\(\$select=([\w,\s]+)\)\s*(?:,|$)/g)]
  if (parts.length === 0) return malformed('$crossjoin needs $expand with $select')
  return new Map(parts.map(([, name = '', select = '']) => [name, select.split(',').map(property => property.trim())]))
}
