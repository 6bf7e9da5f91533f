/** An exchange as it is shown: whoever looks for a mistake needs the shape and the codes, not the person. */
export interface MaskedExchange {
  readonly method: string
  readonly url: string
  readonly requestBody?: string | undefined
  readonly status?: number | undefined
  readonly responseBody?: string | undefined
  readonly durationMs: number
  readonly failure?: string | undefined
}

const HIDDEN = '•••'

export const maskExchange = (exchange: MaskedExchange): MaskedExchange => ({
  ...exchange,
  url: maskText(decodeSafely(exchange.url)),
  requestBody: exchange.requestBody === undefined ? undefined : maskBody(exchange.requestBody),
  responseBody: exchange.responseBody === undefined ? undefined : maskBody(exchange.responseBody),
  failure: exchange.failure === undefined ? undefined : maskText(exchange.failure),
})

/** Filters in addresses carry e-mails as "%40"; they are masked as people read them. */
function decodeSafely(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '))
  } catch {
    return url
  }
}

/** JSON is masked by the names of its fields and printed with line breaks; anything else by what looks personal. */
export function maskBody(body: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return maskText(body)
  }
  return JSON.stringify(maskValue(parsed, 0), null, 2) ?? ''
}

/** Field names of Magento and of ERPs, in any writing ("EmailAddress", "E_Mail", "customer_email"). */
const SECRET =
  /token|secret|passw|authori[sz]ation|api_?key|signature|session_?id|cookie|credential|card_?number|cvv|iban/i
const PERSON =
  /^(customer_?|contact_?)?(first|last|middle|full|given|family)_?name$|^(document_?)?(delivery|customer|payer|recipient)_?title_?[1-3]$|^contact_?description$|^(card|contact|customer|subject|recipient|company|ship_?to|bill_?to|addressee|addr)_?(person|name)$|^address_?name_?[2-9]$|^(prefix|suffix|dob|gender|company|contactperson)$|customer_?(dob|prefix|suffix)/i
const STREET =
  /street|^address\d?$|^(mail|ship_?to|bill_?to|document_?delivery|delivery|customer|payer|recipient)_?address|^block$|building|house_?n|^home_?n|^notes?_?address/i
const PHONE = /phone|telefon|cellular|mobile|^fax|^tel$/i
const MAIL = /e_?-?mail/i
const ADDRESS_OF_CALLER = /remote_?ip|forwarded_?for|ip_?address/i

const MOST_LEVELS = 40

function maskValue(value: unknown, level: number): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value !== 'object' || value === null) return value
  if (level > MOST_LEVELS) return HIDDEN
  if (Array.isArray(value)) return value.map(item => maskValue(item, level + 1))
  const aProduct = Object.keys(value).some(key => /^(sku|item_?code|product_?(id|type|code))$/i.test(key))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskField(key, inner, aProduct, level)]))
}

function maskField(key: string, value: unknown, aProduct: boolean, level: number): unknown {
  if (SECRET.test(key) && !isEmpty(value)) return HIDDEN
  if (Array.isArray(value) && STREET.test(key))
    return value.map(item => (typeof item === 'string' ? HIDDEN : maskValue(item, level + 1)))
  if (typeof value !== 'string' && typeof value !== 'number') return maskValue(value, level + 1)
  if (value === '') return value
  const text = String(value)
  if (MAIL.test(key)) return maskText(text) === text ? HIDDEN : maskText(text)
  if (PHONE.test(key)) return maskPhone(text)
  if (STREET.test(key) || ADDRESS_OF_CALLER.test(key)) return HIDDEN
  // "name" is a person's, except beside a SKU, where it is the product's.
  if (PERSON.test(key) || (/^name$/i.test(key) && !aProduct)) return maskName(text)
  return typeof value === 'string' ? maskText(value) : value
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''

/** "Ana Novak" → "A••• N•••": two people stay two. */
const maskName = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 6)
    .map(word => `${[...word][0] ?? ''}${HIDDEN}`)
    .join(' ')

const maskPhone = (phone: string): string => `${HIDDEN}${phone.replace(/\D/g, '').slice(-2)}`

/** Lengths are bounded so that no text makes these slow. */
const MAIL_TEXT = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}/gu
const PHONE_TEXT = /(?<![\w.+-])\+\d[\d ()/.-]{6,18}\d(?![\w])/g
const BEARER_TEXT = /\b(bearer|basic)\s+[\w+/=.-]{8,}/gi
const JWT_TEXT = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g
const SECRET_TEXT =
  /\b(B1SESSION|ROUTEID|PHPSESSID|oauth_[a-z_]+|access_token|token|password|secret|signature)(["']?\s*[=:]\s*["']?)[^\s"'&;,<]+/gi
const XML_PERSON =
  /<((?:\w{1,20}:)?\w{0,20}(?:first_?name|last_?name|full_?name|street|address|house_?no|home_?number|phone|mobile_?no|cardname|contact_?person|contact_?description|(?:delivery|customer|payer|recipient)_?title)\w{0,10})>[^<]*</gi
/** "Name" is a person's, except beside "Value", where it is the name of a key. */
const XML_NAME = /<((?:\w{1,20}:)?Name[1-3]?)>[^<]*<\/\1>(?!\s{0,20}<(?:\w{1,20}:)?Value>)/g
const ODATA_NAME = /\b(CardName|FirstName|LastName|Phone1|Phone2|Cellular|Street)\s+eq\s+'(?:[^']|'')*'/g

/** For texts without field names: error messages, XML, form bodies, addresses. */
export function maskText(text: string): string {
  return text
    .replace(MAIL_TEXT, maskMail)
    .replace(PHONE_TEXT, maskPhone)
    .replace(BEARER_TEXT, `$1 ${HIDDEN}`)
    .replace(JWT_TEXT, HIDDEN)
    .replace(SECRET_TEXT, `$1$2${HIDDEN}`)
    .replace(XML_PERSON, `<$1>${HIDDEN}<`)
    .replace(XML_NAME, `<$1>${HIDDEN}</$1>`)
    .replace(ODATA_NAME, `$1 eq '${HIDDEN}'`)
}

/** "ana@example.com" → "a•••@e•••.com". */
function maskMail(mail: string): string {
  const [user = '', host = ''] = mail.split('@')
  const end = host.includes('.') ? `.${host.split('.').at(-1)}` : ''
  return `${[...user][0] ?? ''}${HIDDEN}@${[...host][0] ?? ''}${HIDDEN}${end}`
}
