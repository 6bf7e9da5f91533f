import { createHash } from 'node:crypto'
import { RemoteError } from '../../domain/errors.ts'
import type { FoundSubject, Subject } from '../../domain/subject.ts'
import type { ErpRequest } from '../connector.ts'
import { streetOf, withoutEmpty } from './addresses.ts'
import { type IcenterClient, read } from './client.ts'
import { addContact, findByEmail, hasContact } from './contacts.ts'
import { currencyCode } from './currencies.ts'
import { unreadable } from './errors.ts'
import { element, flag, text } from './fields.ts'
import { inTurns } from './in-turns.ts'
import { countryCode } from './mapping.ts'
import { CUSTOMER } from './models.ts'
import { readFrom } from './server-time.ts'
import type { IcenterSettings } from './settings.ts'
import { cutText } from './text.ts'

/**
 * Customers. iCenter gives them their codes; a tag made from our key stands in SearchTag, which can be searched for, and
 * in ExternalID, which comes back with every customer (contract §4).
 *
 * A customer and its contact, which alone holds the e-mail, are two writes. One that is there without its contact counts
 * as not found, so that it is created again: that finds it by the tag and only adds the contact.
 */

/** Crockford's: no I, L, O, U, so that a tag survives the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TAG_LENGTH = 15
const HOUR_MS = 3_600_000

/** "customer:45" → "WEB45"; everything else → prefix and a hash: 10 or more characters of 5 bits each. */
export function tagOf(key: string, { subjects, limits }: IcenterSettings): string {
  const { tagPrefix } = subjects
  const customerId = /^customer:(\d{1,9})$/.exec(key)?.[1]
  if (customerId) return `${tagPrefix}${customerId}`
  const digest = createHash('sha256').update(key.normalize('NFC').toLowerCase()).digest()
  const letters = [...digest].map(byte => ALPHABET[byte % ALPHABET.length]).join('')
  return `${tagPrefix}${letters}`.slice(0, Math.min(TAG_LENGTH, limits.tag))
}

const customer = element({
  Code: text,
  Name: text,
  TaxNumber: text,
  Usage: text,
  CustomerStatus: flag,
  CustomerType: text,
  SearchTag: text,
  ExternalID: text,
})
type Customer = ReturnType<(typeof customer)['parse']>
type Coded = Customer & { readonly Code: string }

const isCoded = (row: Customer): row is Coded => row.Code !== undefined
const listCustomers = async (client: IcenterClient, query: Parameters<IcenterClient['list']>[1]): Promise<Coded[]> =>
  (await client.list('Customers/GetCustomers', query, customer)).filter(isCoded)

/** One customer by its code; leading zeros count. */
export async function readCustomer(client: IcenterClient, code: string): Promise<Coded | undefined> {
  const content = await client.find(`Customers/${encodeURIComponent(code)}`)
  const found = read(content, customer, `customer ${code}`)
  return found && isCoded(found) ? found : undefined
}

export async function findSubjects(
  client: IcenterClient,
  subjects: readonly Subject[],
): Promise<Map<string, FoundSubject>> {
  const tagged = await findByTag(client, subjects)
  const found = await inTurns(subjects, async (subject): Promise<readonly (readonly [string, FoundSubject])[]> => {
    const [ours, ...more] = tagged.get(subject.key) ?? []
    if (ours) {
      const complete = subject.email === '' || (await hasContact(client, ours.Code, subject.email))
      return complete ? [[subject.key, answer(ours, 'our_key', more)]] : []
    }
    if (subject.key.startsWith('order:')) return []
    const [byVat, ...others] = await findByTaxNumber(client, subject)
    if (byVat) return [[subject.key, answer(byVat, 'vat_id', others)]]
    const [byMail, ...rest] = await findByMail(client, subject)
    return byMail ? [[subject.key, answer(byMail, 'email', rest)]] : []
  })
  return new Map(found)
}

const answer = (row: Coded, by: FoundSubject['by'], others: readonly Coded[]): FoundSubject => ({
  erpId: row.Code,
  name: row.Name ?? '',
  by,
  ambiguousWith: others.map(({ Code }) => Code),
})

/** By SearchTag, and among the latest customers by ExternalID: where SearchTag is the company's own, that still works. */
async function findByTag(client: IcenterClient, subjects: readonly Subject[]): Promise<Map<string, Coded[]>> {
  const found = new Map<string, Coded[]>()
  await inTurns(subjects, async ({ key }) => {
    const tag = tagOf(key, client.settings)
    const rows = (await listCustomers(client, { searchTag: tag })).filter(row => carries(row, tag))
    if (rows.length > 0) found.set(key, rows)
    return []
  })
  const open = subjects.filter(({ key }) => !found.has(key))
  if (open.length === 0) return found
  const latest = await listLatest(client)
  for (const { key } of open) {
    const rows = latest.filter(row => carries(row, tagOf(key, client.settings)))
    if (rows.length > 0) found.set(key, rows)
  }
  return found
}

const carries = (row: Customer, tag: string): boolean => row.ExternalID === tag || row.SearchTag === tag

function listLatest(client: IcenterClient): Promise<Coded[]> {
  const now = client.clock.now()
  const { timezone, subjects, overlapMinutes } = client.settings
  const since = new Date(now.getTime() - subjects.recentHours * HOUR_MS)
  return listCustomers(client, { recordDtModifiedFrom: readFrom(since, now, timezone, overlapMinutes) })
}

/** "si 123 456-78" → "SI12345678" */
const vatIdOf = (written: string | undefined): string => (written ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')
/** iCenter's TaxNumber may stand with or without the country's letters. */
const digitsOf = (written: string | undefined): string => vatIdOf(written).replace(/^[A-Z]{2}/, '')

async function findByTaxNumber(client: IcenterClient, { vatId }: Subject): Promise<Coded[]> {
  if (vatIdOf(vatId).length < 4) return []
  const forms = [...new Set([vatIdOf(vatId), digitsOf(vatId)])]
  const rows = await inTurns(forms, taxNumber => listCustomers(client, { taxNumber }))
  return unique(rows.filter(row => isUsable(row) && digitsOf(row.TaxNumber) === digitsOf(vatId)))
}

/** The same mailbox may stand for a company and for a person who works there: their accounts are never mixed. */
async function findByMail(client: IcenterClient, { email, vatId }: Subject): Promise<Coded[]> {
  if (email === '') return []
  const codes = await findByEmail(client, email)
  const rows = await inTurns(codes, async code => {
    const row = await readCustomer(client, code)
    return row ? [row] : []
  })
  return rows.filter(row => isUsable(row) && digitsOf(row.TaxNumber) === digitsOf(vatId))
}

const unique = (rows: readonly Coded[]): Coded[] => [...new Map(rows.map(row => [row.Code, row])).values()]
const isUsable = ({ Usage, CustomerStatus }: Customer): boolean =>
  Usage?.toUpperCase() !== 'N' && CustomerStatus !== false

/** Pure: the request that createSubject sends first. Texts are cut without a word: the order has them whole. */
export function describeSubject(subject: Subject, settings: IcenterSettings): ErpRequest {
  const { subjects, limits } = settings
  const { billing, vatId } = subject
  const isCompany = subject.kind === 'company'
  const { street, houseNumber } = streetOf(billing, settings)
  const tag = tagOf(subject.key, settings)
  const address = cutText([street, houseNumber].filter(Boolean).join(' '), limits.address)
  const Customer = {
    ...withoutEmpty({
      Name: cutText(subject.name, limits.name),
      Address: address,
      Country: countryCode(settings, billing.country),
      PostalCode: cutText(billing.postcode, limits.postcode),
      City: cutText(billing.city, limits.city),
      TaxNumber: vatId,
      Currency: currencyCode(settings, subjects.currency),
      FirstGroupCode: isCompany ? (subjects.companyGroup ?? subjects.group) : subjects.group,
      ...(houseNumber === undefined ? {} : { Street: cutText(street, limits.address), HomeNumber: houseNumber }),
    }),
    SubjectToVAT: isCompany && vatId ? '1' : '0',
    SuggestFirstFreeCode: 1,
    CustomerType: subjects.type,
    EntityType: isCompany ? 'P' : 'F',
    SearchTag: tag,
    ExternalID: tag,
  }
  return { method: 'POST', path: '/api/Customers/AddCustomer', body: { Customer } }
}

/**
 * Makes the customer, or takes the one that carries our tag, and adds the contact where it is missing. Customers are
 * never overwritten.
 * @returns its code
 */
export async function createSubject(client: IcenterClient, subject: Subject): Promise<string> {
  const code = (await codeByTag(client, subject)) ?? (await addCustomer(client, subject))
  if (subject.email !== '' && !(await hasContact(client, code, subject.email))) await addContact(client, code, subject)
  return code
}

const codeByTag = async (client: IcenterClient, subject: Subject): Promise<string | undefined> =>
  (await findByTag(client, [subject])).get(subject.key)?.[0]?.Code

async function addCustomer(client: IcenterClient, subject: Subject): Promise<string> {
  const { body } = describeSubject(subject, client.settings)
  const value: unknown = Reflect.get(Object(body), 'Customer')
  try {
    const keys = await client.write('Customers/AddCustomer', {
      root: 'Customer',
      content: { value: Object(value), model: CUSTOMER },
    })
    const code = keys.find(key => key.value !== '')?.value
    if (code === undefined) throw unreadable('the code of the new customer', true)
    return code
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'duplicate') throw error
    const existing = await codeByTag(client, subject)
    if (existing !== undefined) return existing
    // Something else than our customer is in the way: a person has to look.
    throw new RemoteError({ errorClass: 'permanent', code: error.code, message: error.message }, { cause: error })
  }
}
