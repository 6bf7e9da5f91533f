import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SRC = new URL('../../src/', import.meta.url).pathname

/** Where sentences are written that the page shows: in which files, and behind what. */
interface Place {
  readonly files: RegExp
  readonly behind: RegExp
  /** A name of one word counts as well. */
  readonly words?: boolean
}

const PLACES: readonly Place[] = [
  { files: /^(flows|erp|documents)\//, behind: /new UserError\(/g },
  {
    files: /\/diagnose(-source)?\.ts$|\/examine-far-side\.ts$/,
    behind: /\bcheck(?::| =) (?=')|\bguarded\((?=')/g,
    words: true,
  },
  { files: /\/diagnose(-source)?\.ts$|\/examine-far-side\.ts$/, behind: /\b(?:detail|remedy|sums|missing)(?::| =)/g },
  { files: /^magento\/diagnose\.ts$/, behind: /notOk\(\s*check,/g },
  { files: /^(magento|erp)\//, behind: /new RemoteError\(|\brefused\(|\bremote\('\w+',|\bmake\('\w+',/g },
  { files: /^erp\/.*\/(contradictions|check)\.ts$/, behind: /\badd\(|\bmessage:/g },
  { files: /^erp\//, behind: /new TemplateError\(|\.regex\(|\berror:/g },
  { files: /^erp\/http-flow\/transform\/(open-cage|cage-worker|engine|log-book)\.ts$/, behind: /\bmessage(?::| =)/g },
  {
    files: /^erp\/(sap-b1|icenter|http-flow)\//,
    behind:
      /\bbyHand\(|outcome: '(?:by_hand|too_late)',\s*reason: |\breturn \{ reason: |\bconst reason = |\bwarnings\.push\(|\{ blocked: |\breturn (?='is )|\bcut\(/g,
  },
  { files: /^magento\/translate\//, behind: /\bfound\.push\(|\brefuse\('\w+',|\bwarning: /g },
  { files: /^flows\/order\/answer-refunds\.ts$/, behind: /\bdetail: /g },
  { files: /^domain\//, behind: /\bneed\(|\.regex\(/g },
  {
    files: /^flows\/(config\/(read-yaml|unmet-alerts)|retention\/kept-months|version\/.*)\.ts$/,
    behind: /\btext:|\breturn /g,
  },
  { files: /^flows\/catalog\//, behind: /\bmessage:/g },
  { files: /^flows\/inbox\/(expand-record|receive-records)\.ts$/, behind: /\bnone\(|\breturn /g },
  { files: /^documents\/mail-address\.ts$/, behind: /\breturn /g },
  { files: /^admin-ui\/(?!language)/, behind: /\.(?:min|max|regex)\(/g },
]

/** Where a value is a word of ours: with each of these words. */
const SPELT_OUT: Readonly<Record<string, readonly string[]>> = {
  '7, and "refund_adjustment" is not among the fees of the connection': [
    'it has an adjustment of 7, and "refund_adjustment" is not among the fees of the connection',
  ],
  '7 7 is not in grand_total on top of the rest and was left out.': [
    'cod 7.00 is not in grand_total on top of the rest and was left out.',
  ],
  ...Object.fromEntries(
    ['Name', 'Street', 'Postcode', 'City', 'State', 'Region'].map(part => [
      `${part} of the 7`,
      [`${part} of the shipping address: cut to 7 characters.`, `${part} of the billing address: cut to 7 characters.`],
    ]),
  ),
  '7 It was created now.': ['Marketing documents have the user field 7. It was created now.'],
  'By the setting: 7.': ['By the setting: with.', 'By the setting: without.'],
  'GetOrderStatus finds orders by their reference7.': ['GetOrderStatus finds orders by their reference.'],
  'No G/L account is set for payments7. Set paymentAccount of the connection.': [
    'No G/L account is set for payments by "7". Set paymentAccount of the connection.',
    'No G/L account is set for payments. Set paymentAccount of the connection.',
  ],
  'Prices of list 7 7 tax, those of the shop 7 (prices.includeTax). Map another list.': [
    'Prices of list 7 include tax, those of the shop do not (prices.includeTax). Map another list.',
    'Prices of list 7 do not include tax, those of the shop do (prices.includeTax). Map another list.',
  ],
  'SAP Business One has no 7 7.': [
    ...['expenses', 'shipping types', 'warehouses', 'price lists', 'payment terms', 'payment methods', 'accounts'],
    'customer groups',
  ].map(what => `SAP Business One has no ${what} 7.`),
  'The 7 of connection 7 cannot be used: 7.': [
    'The settings of connection 7 cannot be used: 7.',
    'The secrets of connection 7 cannot be used: 7.',
  ],
  'The clock of the server is 7 s 7 ours.': [
    'The clock of the server is 7 s ahead of ours.',
    'The clock of the server is 7 s behind ours.',
  ],
  'is missing: where the answer has the 7': [
    'is missing: where the answer has the address',
    'is missing: where the answer has the base64 text',
  ],
  'may 7': [
    ...['read invoices', 'read shipments', 'read credit memos', 'read products', 'read store views'],
    ...['read store settings', 'comment on orders', 'invoice orders', 'ship orders', 'refund orders', 'cancel orders'],
  ].map(what => `may ${what}`),
  'the mapping of the source stopped7: 7': ['the mapping of the source stopped: 7'],
  'this machine is 7 s 7 the store': ['this machine is 7 s ahead of the store', 'this machine is 7 s behind the store'],
}

/** Only the command line says these: of a file, of a process, of the database; or another part of the page said it before. */
const NOT_ON_THE_PAGE =
  /^erp\/conformance\/|^flows\/config\/(apply|diagnose|ensure|key-file|load|parse|rotate|read-setup|clients)|^flows\/order\/preview-order|^flows\/transfer\/transfer-(orders|by-clock)/

/** Every sentence at these places that has words, with "7" where a value stands. */
export function toldSentences(): readonly { readonly file: string; readonly text: string }[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    file => /\.tsx?$/.test(file) && !NOT_ON_THE_PAGE.test(file),
  )
  return files.flatMap(file => {
    const places = PLACES.filter(place => place.files.test(file))
    if (places.length === 0) return []
    const code = readFileSync(join(SRC, file), 'utf8')
    return places.flatMap(({ behind, words = false }) =>
      [...code.matchAll(behind)]
        .flatMap(found => literalsFrom(code, found.index + found[0].length))
        .flatMap(text => SPELT_OUT[text] ?? [text])
        .filter(text => (words ? /^[a-z]/i : /[a-z'"] [a-z]{2}/i).test(text) && !/^(select|update|insert) /.test(text))
        .map(text => ({ file, text })),
    )
  })
}

/** The literals of the expression that begins at `from`, and of the arguments behind it. */
function literalsFrom(code: string, from: number): string[] {
  const texts: string[] = []
  let depth = 0
  for (let at = from; at < code.length; at++) {
    const letter = code.charAt(at)
    if (code.startsWith('//', at) && code.charAt(at - 1) !== ':') at = code.indexOf('\n', at)
    else if (code.startsWith('say(', at)) at = endOf(code, at + 4, '(', ')')
    else if (letter === '/' && /[(,]\s*$/.test(code.slice(at - 2, at))) at = endOfPattern(code, at)
    else if (`'"\``.includes(letter)) {
      const { text, end } = literalAt(code, at)
      texts.push(text)
      at = end
    } else if ('([{'.includes(letter)) depth++
    else if (')]}'.includes(letter) && --depth < 0) return texts
    else if (depth === 0 && letter === '\n' && !goesOn(code, at)) return texts
  }
  return texts
}

/** An expression goes on in the next line, where that begins or this one ends with what cannot stand alone. */
const goesOn = (code: string, at: number): boolean =>
  /[?:+|&=(,]$/.test(code.slice(Math.max(0, at - 1), at)) || /^\n\s*[?:+|&.]/.test(code.slice(at, at + 200))

function literalAt(code: string, from: number): { readonly text: string; readonly end: number } {
  const quote = code.charAt(from)
  let text = ''
  for (let at = from + 1; at < code.length; at++) {
    const letter = code.charAt(at)
    if (letter === quote) return { text, end: at }
    if (letter === '\\') text += code.charAt(++at) === 'n' ? '\n' : code.charAt(at)
    else if (quote === '`' && letter === '$' && code.charAt(at + 1) === '{') {
      at = endOf(code, at + 2, '{', '}')
      text += '7'
    } else text += letter
  }
  return { text, end: code.length }
}

function endOf(code: string, from: number, open: string, close: string): number {
  let depth = 1
  for (let at = from; at < code.length; at++) {
    const letter = code.charAt(at)
    if (`'"\``.includes(letter)) at = literalAt(code, at).end
    else if (letter === open) depth++
    else if (letter === close && --depth === 0) return at
  }
  return code.length
}

/** A regular expression holds quotes that begin no text. */
function endOfPattern(code: string, from: number): number {
  let inClass = false
  for (let at = from + 1; at < code.length; at++) {
    const letter = code.charAt(at)
    if (letter === '\\') at++
    else if (letter === '[') inClass = true
    else if (letter === ']') inClass = false
    else if (letter === '/' && !inClass) return at
  }
  return code.length
}
