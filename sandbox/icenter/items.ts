import { type Answer, type Call, created, invalid, ok, Rejection, type Route, updated } from './answer.ts'
import type { Row, Work } from './company.ts'
import { byCode } from './customers.ts'
import { type Field, readRow, text, writeRow } from './fields.ts'
import { vatRate } from './lookups.ts'
import { ITEM, ITEM_GENERAL, ITEM_PROPERTIES, ITEM_SALES, ITEM_STOCK } from './models.ts'
import { changedOnly, pageOf } from './query.ts'
import { branch, type Element, type Markup, root } from './xml.ts'

/** Items: stored flat, written in the four groups of ItemGeneralData. */
const GROUPS: readonly (readonly [string, readonly Field[]])[] = [
  ['GeneralData', ITEM_GENERAL],
  ['SalesData', ITEM_SALES],
  ['StockData', ITEM_STOCK],
  ['PropertiesData', ITEM_PROPERTIES],
]

export const itemRoutes = (): Route[] => [
  {
    method: 'GET',
    path: '/api/Item/GetItemsGeneralData',
    handle: (work, call) =>
      ok(
        root(
          'ItemsGeneralData',
          select(work, call).map(row => branch('ItemGeneralData', generalData(row))),
        ),
      ),
  },
  {
    method: 'GET',
    path: '/api/Item/GetItems',
    handle: (work, call) =>
      ok(
        root(
          'ArrayOfItem',
          select(work, call).map(row => branch('Item', flat(row))),
        ),
      ),
  },
  { method: 'POST', path: '/api/Item/AddItemsGeneralData', handle: addItems },
  { method: 'PATCH', path: '/api/Item/UpdateItemsGeneralData', handle: updateItems },
]

const generalData = (row: Row): Markup[] => [
  ...writeRow(row, ITEM),
  ...GROUPS.map(([name, model]) => branch(name, writeRow(row, model))),
]
const flat = (row: Row): Markup[] => [
  ...writeRow(row, ITEM),
  ...[ITEM_GENERAL, ITEM_SALES, ITEM_PROPERTIES].flatMap(model => writeRow(row, model)),
]

function select(work: Work, { query }: Call): readonly Row[] {
  const [id, type, group] = [query.text('itemID'), query.text('itemType'), query.text('itemGroupID')]
  const [publish, all] = [query.boolean('webPublish'), query.boolean('includeNonActiveItems') === true]
  const rows = work
    .list('items')
    .filter(row => id === undefined || row.ItemID === id)
    .filter(row => type === undefined || row.ItemType === type)
    .filter(row => group === undefined || row.ItemGroup === group)
    .filter(row => publish === undefined || (text(row, 'WebPublish').toUpperCase() === 'D') === publish)
    .filter(row => all || row.IsActive === 'D')
  return pageOf(
    byCode(
      changedOnly(work.company, rows, query, row => text(row, 'ItemLastModified')),
      'ItemID',
    ),
    query,
  )
}

const bodies = (call: Call): readonly Element[] =>
  call.body?.name === 'ItemsGeneralData' ? call.body.children : call.body ? [call.body] : []

function readItem(work: Work, element: Element): Row {
  const strict = work.company.variants.elementOrderStrict
  const parts = GROUPS.map(([name, model]) => {
    const group = element.children.find(child => child.name === name)
    return group ? readRow(group, model, strict) : {}
  })
  return Object.assign(readRow(element, ITEM, strict), ...parts) as Row // rows merged
}

function addItems(work: Work, call: Call): Answer {
  const rows = bodies(call).map(element => readItem(work, element))
  for (const row of rows) createItem(work, row)
  return created(
    work,
    rows.map(row => ({ name: 'SifraArtikla', value: text(row, 'ItemID') })),
  )
}

/** What a new item has when nothing else is said. */
const DEFAULTS: Row = {
  ItemType: 'B',
  ItemUnitOfMeas: 'kos',
  VATRateID: '1',
  VATRefund: true,
  WebPublish: 'd',
  IsActive: 'D',
  ItemHasSeries: 'N',
  SerialNo: false,
  WarningDays: 0,
  Priority: 0,
}

export function createItem(work: Work, sent: Row): void {
  const code = text(sent, 'ItemID')
  if (code === '') throw new Rejection([invalid('Šifra artikla je obvezen podatek!')])
  if (work.get('items', code)) {
    throw new Rejection([invalid(`Zapis/zapisi za artikel/artikle : ${code} že obstaja/obstajajo!`)])
  }
  const row: Row = { ...DEFAULTS, ...sent, ItemCreated: work.now, ItemLastModified: work.now }
  vatRate(work, text(row, 'VATRateID'))
  work.put('items', code, row)
}

function updateItems(work: Work, call: Call): Answer {
  for (const element of bodies(call)) {
    const sent = readItem(work, element)
    const current = work.get('items', text(sent, 'ItemID'))
    if (!current) throw new Rejection([invalid(`Šifra artikla ${text(sent, 'ItemID')} ne obstaja!`)])
    work.put('items', text(sent, 'ItemID'), { ...current, ...sent, ItemLastModified: work.now })
  }
  return updated()
}

/** Services have no stock; the ERP calls them "S". */
export const isGoods = (item: Row | undefined): boolean => item !== undefined && item.ItemType !== 'S'
