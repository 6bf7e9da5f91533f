import { malformed, notFound, refuse } from './b1-error.ts'
import { type Entity, rowsOf, type Work } from './company.ts'
import { type DocumentSet, documentKinds } from './documents.ts'
import type { Answer } from './service-layer.ts'

/**
 * SQLQueries: a stored SELECT over one allow-listed table (contract §6.2):
 * `SELECT T0."ItemCode", … FROM OITW T0 WHERE T0."WhsCode" = :warehouse ORDER BY …`
 */

type Row = Readonly<Record<string, unknown>>

interface Table {
  /** Column of the database → property of the entity. */
  readonly columns: Readonly<Record<string, string>>
  readonly rows: (work: Work) => Entity[]
}

const ITEM_COLUMNS = { ItemCode: 'ItemCode', ItemName: 'ItemName', OnHand: 'QuantityOnStock', CodeBars: 'BarCode' }
const HEADER_COLUMNS = {
  DocEntry: 'DocEntry',
  DocNum: 'DocNum',
  CardCode: 'CardCode',
  NumAtCard: 'NumAtCard',
  DocDate: 'DocDate',
  DocTotal: 'DocTotal',
  VatSum: 'VatSum',
  UpdateDate: 'UpdateDate',
}
const LINE_COLUMNS = {
  DocEntry: 'DocEntry',
  LineNum: 'LineNum',
  ItemCode: 'ItemCode',
  Quantity: 'Quantity',
  OpenQty: 'RemainingOpenQuantity',
  BaseType: 'BaseType',
  BaseEntry: 'BaseEntry',
  BaseLine: 'BaseLine',
  LineTotal: 'LineTotal',
  WhsCode: 'WarehouseCode',
}

const tables: Readonly<Record<string, Table>> = {
  OITM: { columns: ITEM_COLUMNS, rows: work => work.list('Items') },
  OITW: {
    columns: {
      ItemCode: 'ItemCode',
      WhsCode: 'WarehouseCode',
      OnHand: 'InStock',
      IsCommited: 'Committed',
      OnOrder: 'Ordered',
    },
    rows: work =>
      work
        .list('Items')
        .flatMap(item => rowsOf(item.ItemWarehouseInfoCollection).map(row => ({ ...row, ItemCode: item.ItemCode }))),
  },
  ...Object.fromEntries(documentKinds.map(kind => [kind.table, headerTable(kind.set)])),
  ...Object.fromEntries(documentKinds.map(kind => [kind.lineTable, lineTable(kind.set)])),
}

function headerTable(set: DocumentSet): Table {
  return { columns: HEADER_COLUMNS, rows: work => work.list(set) }
}
function lineTable(set: DocumentSet): Table {
  return {
    columns: LINE_COLUMNS,
    rows: work =>
      work
        .list(set)
        .flatMap(document => rowsOf(document.DocumentLines).map(row => ({ ...row, DocEntry: document.DocEntry }))),
  }
}

interface Condition {
  readonly column: string
  readonly operator: string
  /** ":name" of a parameter, or a literal. */
  readonly operand: string
}
interface Statement {
  readonly table: Table
  readonly columns: readonly string[]
  readonly conditions: readonly Condition[]
  readonly orderBy: readonly string[]
}

const STATEMENT =
  /^\s*SELECT\s+(?<columns>[\s\S]+?)\s+FROM\s+"?(?<table>\w+)"?(?:\s+(?:AS\s+)?(?!WHERE|ORDER)\w+)?(?:\s+WHERE\s+(?<where>[\s\S]+?))?(?:\s+ORDER\s+BY\s+(?<order>[\s\S]+?))?\s*$/i

/** @throws for everything that is not one SELECT of allow-listed columns. */
function parseStatement(text: string): Statement {
  const { columns = '', table: name = '', where, order } = STATEMENT.exec(text)?.groups ?? {}
  const table = tables[name.toUpperCase()]
  if (!table) return refuse(703, `Table '${name.slice(0, 20)}' is not accessible in SQL queries`)
  const column = (expression: string): string => {
    const bare = expression
      .trim()
      .replace(/^\w+\./, '')
      .replaceAll('"', '')
      .replace(/\s+ASC$/i, '')
    return bare in table.columns ? bare : refuse(703, `Column '${bare.slice(0, 40)}' is not accessible in SQL queries`)
  }
  return {
    table,
    columns: columns.split(',').map(column),
    conditions: where ? where.split(/\s+AND\s+/i).map(text => parseCondition(text, column)) : [],
    orderBy: order ? order.split(',').map(column) : [],
  }
}

function parseCondition(text: string, column: (expression: string) => string): Condition {
  const [, left = '', operator = '', operand = ''] =
    /^\s*([\w."]+)\s*(=|<>|>=|<=|>|<)\s*(:\w+|'(?:[^']|'')*'|-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? []
  if (operand === '') return malformed(`Condition '${text.slice(0, 60)}' is not supported in SQL queries`)
  return { column: column(left), operator, operand }
}

export function createSqlQuery(work: Work, body: Entity): Entity {
  const { SqlCode: code, SqlText: text } = body
  if (typeof code !== 'string' || typeof text !== 'string') return malformed('SqlCode and SqlText are needed')
  if (work.get('SQLQueries', code)) {
    return refuse(-2035, 'This entry already exists in the following tables (ODBC -2035)')
  }
  const parameters = parseStatement(text).conditions.filter(condition => condition.operand.startsWith(':'))
  const query: Entity = {
    SqlName: code,
    ...body,
    ParamList: parameters.map(({ operand }) => operand.slice(1)).join(','),
    CreateDate: work.today,
    UpdateDate: work.today,
  }
  work.put('SQLQueries', code, query)
  return query
}

export function updateSqlQuery(work: Work, current: Entity, changes: Entity): Entity {
  if (typeof changes.SqlText === 'string') parseStatement(changes.SqlText)
  const changed = { ...current, ...changes, UpdateDate: work.today }
  work.put('SQLQueries', String(current.SqlCode), changed)
  return changed
}

/** GET /SQLQueries('code')/List?p='x': 20 rows a page, unlike everything else without a header to change it. */
export function streamSqlQuery(work: Work, query: Entity, rest: string, params: URLSearchParams): Answer | undefined {
  if (rest !== 'List') return undefined
  const statement = parseStatement(String(query.SqlText))
  const value = (operand: string): string => {
    const text = operand.startsWith(':') ? (params.get(operand.slice(1)) ?? notFound()) : operand
    return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text
  }
  const rows = statement.table
    .rows(work)
    .map(
      (entity): Row =>
        Object.fromEntries(Object.entries(statement.table.columns).map(([c, p]) => [c, entity[p] ?? null])),
    )
    .filter(row => statement.conditions.every(c => holds(row[c.column], c.operator, value(c.operand))))
    .sort((a, b) => statement.orderBy.map(c => order(a[c], String(b[c]))).find(result => result !== 0) ?? 0)
  const skip = Number(params.get('$skip') ?? 0)
  const page = rows.slice(skip, skip + 20)
  const json = {
    SqlText: query.SqlText,
    value: page.map(row => Object.fromEntries(statement.columns.map(column => [column, row[column]]))),
    ...(skip + 20 < rows.length
      ? { '@odata.nextLink': `SQLQueries('${String(query.SqlCode)}')/List?$skip=${skip + 20}` }
      : {}),
  }
  return { status: 200, json }
}

function order(a: unknown, b: string): number {
  if (typeof a === 'number') return a - Number(b)
  const text = String(a ?? '')
  return text < b ? -1 : text > b ? 1 : 0
}

function holds(value: unknown, operator: string, operand: string): boolean {
  if (value === null) return false
  const compared = order(value, operand)
  if (operator === '=') return compared === 0
  if (operator === '<>') return compared !== 0
  if (operator === '>') return compared > 0
  if (operator === '>=') return compared >= 0
  return operator === '<' ? compared < 0 : compared <= 0
}
