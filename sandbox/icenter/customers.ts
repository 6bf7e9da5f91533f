import { type Answer, type Call, created, invalid, ok, type Problem, Rejection, type Route, updated } from './answer.ts'
import { EURO, type Row, type Work } from './company.ts'
import { readRow, text, writeRow } from './fields.ts'
import { findIn } from './lookups.ts'
import { CONTACT, CUSTOMER } from './models.ts'
import { changedOnly, pageOf } from './query.ts'
import { bodyOf } from './request-body.ts'
import { tooLong } from './text-limits.ts'
import { branch, root } from './xml.ts'

/** Customers and their contacts. E-mail and phone are in the contacts only (contract §4). */
export const customerRoutes = (): Route[] => [
  { method: 'GET', path: '/api/Customers/GetCustomers', handle: listCustomers },
  {
    method: 'GET',
    path: '/api/Customers/:code',
    // An unknown code is 200 with an empty element: "3" is not "0000003" (contract §1).
    handle: (work, { params }) => {
      const customer = work.get('customers', params.code ?? '')
      return ok(root('Customer', customer ? writeRow(customer, CUSTOMER) : []))
    },
  },
  { method: 'POST', path: '/api/Customers/AddCustomer', handle: addCustomer },
  { method: 'PATCH', path: '/api/V2/Customers/UpdateCustomer', handle: updateCustomer },
  { method: 'GET', path: '/api/Customers/GetCustomerContacts', handle: listContacts },
  { method: 'POST', path: '/api/Customers/AddCustomerContacts', handle: addContact },
  { method: 'POST', path: '/api/Customers/ModifyCustomerContacts', handle: modifyContact },
]

function listCustomers(work: Work, { query }: Call): Answer {
  const equal = (name: string, parameter: string) => {
    const wanted = query.text(parameter)
    return (row: Row) => wanted === undefined || row[name] === wanted
  }
  const filters = [
    equal('Code', 'code'),
    equal('CustomerType', 'customerType'),
    equal('TaxNumber', 'taxNumber'),
    equal('SearchTag', 'searchTag'),
    equal('EntityType', 'entityType'),
  ]
  const rows = work.list('customers').filter(row => filters.every(filter => filter(row)))
  const changed = changedOnly(work.company, rows, query, row => text(row, 'RecordLastModified'))
  const page = pageOf(byCode(changed, 'Code'), query)
  return ok(
    root(
      'ArrayOfCustomer',
      page.map(row => branch('Customer', writeRow(row, CUSTOMER))),
    ),
  )
}

export const byCode = <R extends Row>(rows: readonly R[], name: string): R[] =>
  rows.toSorted((a, b) => (text(a, name) < text(b, name) ? -1 : 1))

function addCustomer(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'Customer'), CUSTOMER, work.company.variants.elementOrderStrict)
  const row = createCustomer(work, sent)
  return created(work, [{ name: 'SifraStranke', value: text(row, 'Code') }])
}

/** @returns the customer as it is stored: code given by the ERP when it was asked to. */
export function createCustomer(work: Work, sent: Row): Row {
  const limited = tooLong(work.company, sent)
  const problems = [...limited.problems, ...checkCustomer(work, sent)]
  const code = sent.SuggestFirstFreeCode === 1 ? nextCode(work) : text(sent, 'Code')
  if (code === '') problems.push(invalid('Šifra stranke je obvezen podatek!'))
  if (work.get('customers', code))
    problems.push(invalid(`Zapis/zapisi za stranko/stranke : ${code} že obstaja/obstajajo!`))
  if (problems.length > 0) throw new Rejection(problems)
  const { SuggestFirstFreeCode: _, ...rest } = limited.row
  const row: Row = {
    Currency: EURO,
    CustomerStatus: true,
    ...rest,
    Code: code,
    RecordInserted: work.now,
    RecordInsertedBy: 'ICENTER',
    RecordLastModified: work.now,
    RecordLastModifiedBy: 'ICENTER',
  }
  work.put('customers', code, row)
  return row
}

/** Seven digits, the first one that nobody has. */
function nextCode(work: Work): string {
  const code = String(work.next('customer', 1)).padStart(7, '0')
  return work.get('customers', code) ? nextCode(work) : code
}

function checkCustomer(work: Work, row: Row): Problem[] {
  const problems: Problem[] = []
  const check = (ok: boolean, message: string) => {
    if (!ok) problems.push(invalid(message))
  }
  check(text(row, 'Name') !== '', 'Naziv stranke je obvezen podatek!')
  const [country, currency] = [text(row, 'Country'), text(row, 'Currency')]
  check(country === '' || findIn(work, 'countries', country) !== undefined, `Država ${country} ne obstaja v šifrantu!`)
  check(currency === '' || findIn(work, 'currencies', currency) !== undefined, `Valuta ${currency} ne obstaja!`)
  check(row.CustomerType === undefined || /^[OKSD]$/.test(text(row, 'CustomerType')), 'Tip stranke ni pravilen!')
  check(row.EntityType === undefined || /^[PF]$/.test(text(row, 'EntityType')), 'Vrsta osebe ni pravilna!')
  return problems
}

function updateCustomer(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'CustomerV2'), CUSTOMER, work.company.variants.elementOrderStrict)
  const code = text(sent, 'Code')
  const current = work.get('customers', code)
  if (!current) throw new Rejection([invalid(`Stranka ${code} ne obstaja!`)])
  const limited = tooLong(work.company, { ...current, ...sent })
  const problems = [...limited.problems, ...checkCustomer(work, limited.row)]
  if (problems.length > 0) throw new Rejection(problems)
  work.put('customers', code, { ...limited.row, RecordLastModified: work.now, RecordLastModifiedBy: 'ICENTER' })
  return updated()
}

function listContacts(work: Work, { query }: Call): Answer {
  const [customer, mail, active] = [
    query.text('customerID'),
    query.text('contactEMail'),
    query.boolean('contactActive'),
  ]
  const rows = work
    .list('contacts')
    .filter(row => customer === undefined || row.CustomerID === customer)
    // SQL Server compares without case in its usual collation.
    .filter(row => mail === undefined || text(row, 'ContactEMail').toLowerCase() === mail.toLowerCase())
    .filter(row => active === undefined || row.ContactActive === active)
  const changed = changedOnly(work.company, rows, query, row => text(row, 'ModifiedTime'))
  return ok(
    root(
      'ArrayOfCustomerContacts',
      pageOf(changed, query).map(row => branch('CustomerContacts', writeRow(row, CONTACT))),
    ),
  )
}

const contactKey = (row: Row) => [row.CustomerID, row.ContactTypeID, row.ContactInTypeID].join(':')

function addContact(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'CustomerContacts'), CONTACT, work.company.variants.elementOrderStrict)
  const row = createContact(work, sent)
  const keys = ['CustomerID', 'ContactTypeID', 'ContactInTypeID']
  return created(
    work,
    keys.map(name => ({ name, value: text(row, name) })),
  )
}

export function createContact(work: Work, sent: Row): Row {
  const customer = text(sent, 'CustomerID')
  if (!work.get('customers', customer)) throw new Rejection([invalid(`Stranka ${customer} ne obstaja!`)])
  const limited = tooLong(work.company, sent)
  if (limited.problems.length > 0) throw new Rejection(limited.problems)
  const type = text(sent, 'ContactTypeID') || '001'
  const taken = work.list('contacts').filter(one => one.CustomerID === customer && one.ContactTypeID === type)
  const row: Row = {
    ContactActive: true,
    Default: taken.length === 0,
    ...limited.row,
    ContactTypeID: type,
    ContactInTypeID: sent.ContactInTypeID ?? Math.max(0, ...taken.map(one => Number(one.ContactInTypeID))) + 1,
    InsertedBy: 'ICENTER',
    InsertedTime: work.now,
    InsUpdDate: work.now,
    ModifiedTime: work.now,
  }
  if (work.get('contacts', contactKey(row))) throw new Rejection([invalid(`Kontakt stranke ${customer} že obstaja!`)])
  work.put('contacts', contactKey(row), row)
  return row
}

function modifyContact(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'CustomerContacts'), CONTACT, work.company.variants.elementOrderStrict)
  const current = work.get('contacts', contactKey(sent))
  if (!current) throw new Rejection([invalid(`Kontakt stranke ${text(sent, 'CustomerID')} ne obstaja!`)])
  work.put('contacts', contactKey(sent), { ...current, ...sent, InsUpdDate: work.now, ModifiedTime: work.now })
  return updated()
}
