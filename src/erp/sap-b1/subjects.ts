import { createHash } from 'node:crypto'
import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { FoundSubject, Subject } from '../../domain/subject.ts'
import type { ErpRequest } from '../connector.ts'
import { partnerAddresses, personName } from './addresses.ts'
import { type B1Client, serviceRoot } from './client.ts'
import { unreadable } from './errors.ts'
import { anyOf, groupClauses, quote } from './odata.ts'
import type { SapB1Settings } from './settings.ts'
import { cutText, cutter } from './text.ts'

/**
 * Customers. Their CardCode is derived from the subject's key, so that making one twice is impossible and finding it
 * again needs no memory.
 */

const CARD_CODE_LENGTH = 15
/** Crockford's: no I, L, O, U, so that a code survives the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** "customer:45" → "WEB45"; everything else → prefix and a hash: 10 or more characters of 5 bits each. */
export function cardCodeOf(key: string, settings: SapB1Settings): string {
  const { cardCodePrefix: prefix } = settings.subjects
  const customerId = /^customer:(\d{1,9})$/.exec(key)?.[1]
  if (customerId) return `${prefix}${customerId}`
  const digest = createHash('sha256').update(key.normalize('NFC').toLowerCase()).digest()
  const letters = [...digest].map(byte => ALPHABET[byte % ALPHABET.length]).join('')
  return `${prefix}${letters}`.slice(0, CARD_CODE_LENGTH)
}

const partner = z.object({
  CardCode: z.string(),
  CardName: z.string().nullish(),
  CardType: z.string().nullish(),
  FederalTaxID: z.string().nullish(),
  EmailAddress: z.string().nullish(),
  Frozen: z.string().nullish(),
  Valid: z.string().nullish(),
})
type Partner = z.infer<typeof partner>

type Rule = {
  readonly by: FoundSubject['by']
  /** The values of B1's field that may belong to this subject; none: the rule does not apply to it. */
  readonly valuesOf: (subject: Subject) => readonly string[]
  readonly field: 'CardCode' | 'FederalTaxID' | 'EmailAddress'
  readonly matches: (subject: Subject, row: Partner) => boolean
}

/** In this order; a subject found by one rule is not looked for by the next. */
const rulesFor = (settings: SapB1Settings): readonly Rule[] => [
  {
    by: 'our_key',
    field: 'CardCode',
    valuesOf: ({ key }) => [cardCodeOf(key, settings)],
    matches: ({ key }, row) => row.CardCode === cardCodeOf(key, settings),
  },
  {
    by: 'vat_id',
    field: 'FederalTaxID',
    valuesOf: subject => (mayBeKnownOtherwise(subject) ? vatIdForms(subject.vatId) : []),
    matches: (subject, row) => isUsable(row) && vatIdOf(row.FederalTaxID) === vatIdOf(subject.vatId),
  },
  {
    by: 'email',
    field: 'EmailAddress',
    valuesOf: subject => (mayBeKnownOtherwise(subject) && subject.email ? [subject.email.trim()] : []),
    matches: (subject, row) =>
      isUsable(row) &&
      row.EmailAddress?.trim().toLowerCase() === subject.email.trim().toLowerCase() &&
      // The same mailbox may stand for a company and for the person who works there: never mix their accounts.
      vatIdOf(row.FederalTaxID) === vatIdOf(subject.vatId),
  },
]

/** One customer per order is meant to be just that: never somebody who is there already. */
const mayBeKnownOtherwise = ({ key }: Subject): boolean => !key.startsWith('order:')
const isUsable = (row: Partner): boolean => row.CardType === 'cCustomer' && row.Frozen !== 'tYES' && row.Valid !== 'tNO'

/** "si 123 456-78" → "SI12345678" */
export const vatIdOf = (text: string | null | undefined): string => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')

/** As people type it into B1: "SI12345678", "SI 12345678", and as the shopper wrote it. */
function vatIdForms(text: string | undefined): string[] {
  const id = vatIdOf(text)
  if (id.length < 4 || !text) return []
  return [...new Set([id, id.replace(/^([A-Z]{2})/, '$1 '), text.trim()])]
}

export async function findSubjects(client: B1Client, subjects: readonly Subject[]): Promise<Map<string, FoundSubject>> {
  const found = new Map<string, FoundSubject>()
  for (const rule of rulesFor(client.settings)) {
    const open = subjects.filter(({ key }) => !found.has(key))
    const rows = await findPartners(client, rule.field, open.flatMap(rule.valuesOf))
    for (const subject of open) {
      if (rule.valuesOf(subject).length === 0) continue
      const [first, ...others] = rows.filter(row => rule.matches(subject, row))
      if (!first) continue
      found.set(subject.key, {
        erpId: first.CardCode,
        name: first.CardName ?? '',
        by: rule.by,
        ambiguousWith: others.map(({ CardCode }) => CardCode),
      })
    }
  }
  return found
}

export async function findPartners(
  client: B1Client,
  field: Rule['field'],
  values: readonly string[],
): Promise<Partner[]> {
  const clause = (value: string) => `${field} eq ${quote(value)}`
  const rows = new Map<string, Partner>()
  for (const group of groupClauses([...new Set(values)], clause)) {
    const query = {
      select: Object.keys(partner.shape),
      filter: anyOf(group.map(clause)),
      orderBy: 'CardCode',
      ignoreCase: field !== 'CardCode',
    }
    for (const row of await client.list('BusinessPartners', query, partner)) rows.set(row.CardCode, row)
  }
  return [...rows.values()]
}

/** Pure: the request that createSubject sends. Texts are cut to B1's columns without a word: the order has them whole. */
export function describeSubject(subject: Subject, settings: SapB1Settings): ErpRequest {
  const { subjects } = settings
  const company = subject.kind === 'company'
  const group = company ? (subjects.companyGroup ?? subjects.group) : subjects.group
  const phone = subject.phone?.replace(/[\s/().-]+/g, '')
  return {
    method: 'POST',
    path: `${serviceRoot(settings)}/BusinessPartners`,
    body: {
      CardCode: cardCodeOf(subject.key, settings),
      CardName: cutText(subject.name, 100),
      CardType: 'cCustomer',
      CompanyPrivate: company ? 'cCompany' : 'cPrivate',
      Currency: subjects.currency,
      ...(group === undefined ? {} : { GroupCode: group }),
      ...(subjects.series === undefined ? {} : { Series: subjects.series }),
      // Half an address is no address.
      ...(subject.email && subject.email.length <= 100 ? { EmailAddress: subject.email } : {}),
      ...(phone ? { Phone1: cutText(phone, 20) } : {}),
      ...(subject.vatId ? { FederalTaxID: cutText(subject.vatId, 32) } : {}),
      BPAddresses: partnerAddresses(subject.billing, subject.shipping, settings, cutter([])),
      ...(company ? { ContactEmployees: [contact(subject)] } : {}),
    },
  }
}

function contact({ billing, email }: Subject): Record<string, string> {
  return {
    Name: cutText(personName(billing), 50) || 'Web',
    FirstName: cutText(billing.firstName, 50),
    LastName: cutText(billing.lastName, 50),
    ...(email && email.length <= 100 ? { E_Mail: email } : {}),
  }
}

/** @returns the CardCode. One that exists under our code is adopted as it is: partners are never overwritten. */
export async function createSubject(client: B1Client, subject: Subject): Promise<string> {
  const code = cardCodeOf(subject.key, client.settings)
  try {
    const answer = await client.write('POST', 'BusinessPartners', describeSubject(subject, client.settings).body)
    const parsed = partner.safeParse(answer)
    if (!parsed.success) throw unreadable('the new customer', true)
    return parsed.data.CardCode
  } catch (error) {
    if (!(error instanceof RemoteError) || error.errorClass !== 'duplicate') throw error
    const [existing] = await findPartners(client, 'CardCode', [code])
    if (existing) return existing.CardCode
    // Something else than the code is taken: a person has to look.
    throw new RemoteError({ errorClass: 'permanent', code: error.code, message: error.message }, { cause: error })
  }
}
