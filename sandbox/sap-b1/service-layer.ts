import { B1Error, errorBody, malformed, notFound, refuse } from './b1-error.ts'
import { type Entity, etagOf, type Work } from './company.ts'
import { type FindUserField, propertyType, readEntity, writeEntity } from './entities.ts'
import { type EntitySet, entitySets } from './entity-sets.ts'
import { entityField, pageOf, parseQuery, selectRows } from './odata-query.ts'
import { findService } from './services.ts'
import { userFieldsOf } from './user-fields.ts'

/** One request below /b1s/v1 or /b1s/v2, from HTTP or out of a batch. */
export interface Call {
  readonly version: 'v1' | 'v2'
  readonly method: string
  /** Decoded, without the service root: "Orders(22)/Close". */
  readonly path: string
  readonly params: URLSearchParams
  /** Lower-case names. */
  readonly header: (name: string) => string | undefined
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Uint8Array
  readonly text?: string
}

const PATH = /^([A-Za-z0-9_]+)(?:\(((?:'(?:[^']|'')*'|[^'()])*)\))?(?:\/(.+))?$/

/**
 * Executes one request in a transaction; the caller commits when it did not fail.
 * @throws B1Error
 */
export function execute(work: Work, call: Call): Answer {
  const service = findService(call.path)
  if (service) return service(work, call)
  const [, name = '', key, rest] = PATH.exec(call.path) ?? []
  const set = entitySets.get(name)
  if (!set) return malformed(`Unrecognized resource path '${call.path.slice(0, 80)}'`)
  if (key === undefined) return onSet(work, call, set, rest)
  return onEntity(work, call, set, storageKey(set, key), rest)
}

/** The answer for whatever `execute` threw. */
export function failureAnswer(version: 'v1' | 'v2', error: unknown): Answer {
  if (error instanceof B1Error) {
    return { status: error.status, json: errorBody(version, error.code, error.message) }
  }
  return { status: 500, json: errorBody(version, -1, error instanceof Error ? error.message : 'Internal error') }
}

function onSet(work: Work, call: Call, set: EntitySet, rest: string | undefined): Answer {
  if (call.method === 'GET') return rest === '$count' ? countRows(work, call, set) : listRows(work, call, set)
  if (call.method !== 'POST' || rest !== undefined || !set.create) return unsupported()
  const fields = userFieldsOf(work.company)
  const created = set.create(work, readEntity(set.type, call.body, fields))
  const quiet = call.header('prefer')?.includes('return-no-content') === true
  const applied = quiet ? { 'Preference-Applied': 'return-no-content' } : {}
  if (created === 'saved-as-draft') {
    // The new document waits for approval: its place stays empty (contract §4.3).
    if (!quiet) return { status: 404, json: errorBody(call.version, -2028, 'No matching records found (ODBC -2028)') }
    return { status: 204, headers: { Location: `/b1s/${call.version}/${set.name}(0)`, ...applied } }
  }
  const headers = { Location: `/b1s/${call.version}/${set.name}(${keyText(set, created)})`, ...applied }
  if (quiet) return { status: 204, headers }
  return entityAnswer(201, call, set, stored(work, set, created), headers)
}

function onEntity(work: Work, call: Call, set: EntitySet, key: string, rest: string | undefined): Answer {
  if (call.method === 'DELETE' && !set.remove) return unsupported()
  const current = work.get(set.name, key) ?? notFound()
  if (rest !== undefined) return onEntityPath(work, call, set, current, rest)
  if (call.method === 'GET') {
    checkSelect(set, parseQuery(call.params, call.header, call.version).select, userFieldsOf(work.company))
    return entityAnswer(200, call, set, current)
  }
  checkMatch(call, current)
  if (call.method === 'PATCH' && set.update) {
    const changes = readEntity(set.type, call.body, userFieldsOf(work.company))
    set.update(work, current, changes, call.header('b1s-replacecollectionsonpatch') === 'true')
    return { status: 204 }
  }
  if (call.method === 'DELETE' && set.remove) {
    set.remove(work, current)
    return { status: 204 }
  }
  return unsupported()
}

function onEntityPath(work: Work, call: Call, set: EntitySet, current: Entity, rest: string): Answer {
  if (call.method === 'GET') {
    const stream = set.stream?.(work, current, rest, call.params)
    if (stream) return stream
    if (!propertyType(set.type, rest)) return malformed(`Unrecognized resource path '${rest.slice(0, 80)}'`)
    return { status: 200, json: writeEntity(set.type, current, call.version, [rest]) }
  }
  const action = set.actions?.[rest]
  if (call.method !== 'POST' || !action) return unsupported()
  checkMatch(call, current)
  const made = action(work, current)
  return made ? entityAnswer(201, call, set, stored(work, set, made)) : { status: 204 }
}

/** As it is kept, so that its ETag is the one that the next read gives. */
const stored = (work: Work, set: EntitySet, entity: Entity): Entity =>
  work.get(set.name, set.keys.map(key => String(entity[key])).join('|')) ?? entity

const unsupported = (): never => refuse(-5006, 'The requested action is not supported for this object.')

function checkMatch(call: Call, current: Entity): void {
  const wanted = call.header('if-match')
  if (call.version === 'v1' || wanted === undefined || wanted === '*' || wanted === etagOf(current)) return
  refuse(-2039, 'Another user or another operation modified data; to continue, open the window again (ODBC -2039)', 412)
}

const contextKey = (version: 'v1' | 'v2') => (version === 'v1' ? 'odata.metadata' : '@odata.context')

function checkSelect(set: EntitySet, select: readonly string[] | undefined, fields: FindUserField): void {
  for (const property of select ?? []) {
    if (!propertyType(set.type, property) && !fields(set.type, property)) {
      malformed(`Property '${property}' of '${set.type}' is invalid`)
    }
  }
}

function entityAnswer(
  status: number,
  call: Call,
  set: EntitySet,
  entity: Entity,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const select = parseQuery(call.params, call.header, call.version).select
  const etag = etagOf(entity)
  const modern = call.version === 'v2'
  return {
    status,
    headers: { ...headers, ...(modern ? { ETag: etag } : {}) },
    json: {
      [contextKey(call.version)]: `${serviceRoot(call)}/$metadata#${set.name}/${modern ? '$entity' : '@Element'}`,
      ...(modern ? { '@odata.etag': etag } : {}),
      ...writeEntity(set.type, entity, call.version, select),
    },
  }
}

const serviceRoot = (call: Call): string => `https://${call.header('host') ?? 'localhost:50000'}/b1s/${call.version}`

function listRows(work: Work, call: Call, set: EntitySet): Answer {
  const { version } = call
  const query = parseQuery(call.params, call.header, version)
  if (call.params.has('$expand')) malformed('$expand is not supported here')
  const fields = userFieldsOf(work.company)
  checkSelect(set, query.select, fields)
  const page = pageOf(selectRows(work.list(set.name), query, version, entityField(set.type, fields)), query)
  const next = page.nextSkip === undefined ? undefined : `${set.name}?$skip=${page.nextSkip}`
  const value = page.rows.map(row => ({
    ...(version === 'v2' ? { '@odata.etag': etagOf(row) } : {}),
    ...writeEntity(set.type, row, version, query.select),
  }))
  const context = { [contextKey(version)]: `${serviceRoot(call)}/$metadata#${set.name}` }
  if (version === 'v1') {
    return {
      status: 200,
      json: {
        ...context,
        ...(query.count ? { 'odata.count': String(page.total) } : {}),
        value,
        ...(next ? { 'odata.nextLink': `/b1s/v1/${next}` } : {}),
      },
    }
  }
  return {
    status: 200,
    json: {
      ...context,
      ...(query.count ? { '@odata.count': page.total } : {}),
      value,
      ...(next ? { '@odata.nextLink': next } : {}),
    },
  }
}

function countRows(work: Work, call: Call, set: EntitySet): Answer {
  const query = parseQuery(call.params, call.header, call.version)
  const fields = userFieldsOf(work.company)
  const rows = selectRows(work.list(set.name), query, call.version, entityField(set.type, fields))
  return { status: 200, text: String(rows.length) }
}

/** "'C1'" → "C1", "22" → "22", "TableName='ORDR',FieldID=0" → "ORDR|0". */
function storageKey(set: EntitySet, text: string): string {
  const parts = [...text.matchAll(/\s*(?:(\w+)\s*=\s*)?('(?:[^']|'')*'|-?\d+)\s*(?:,|$)/g)]
  const values = parts.map(([, , value = '']) =>
    value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value,
  )
  if (parts.length !== set.keys.length) return malformed(`Key '${text.slice(0, 80)}' of '${set.name}' is not valid`)
  const named = parts.every(([, name]) => name !== undefined)
  if (!named) return values.join('|')
  const byName = new Map(parts.map(([, name = ''], index) => [name, values[index] ?? '']))
  return set.keys.map(key => byName.get(key) ?? malformed(`Key property '${key}' is missing`)).join('|')
}

function keyText(set: EntitySet, entity: Entity): string {
  const literal = (value: unknown) =>
    typeof value === 'number' ? String(value) : `'${encodeURIComponent(String(value).replaceAll("'", "''"))}'`
  if (set.keys.length === 1) return literal(entity[set.keys[0] ?? ''])
  return set.keys.map(key => `${key}=${literal(entity[key])}`).join(',')
}
