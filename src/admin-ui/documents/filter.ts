import { isDay } from '../../flows/ledger/store-zone.ts'
import { DOCUMENT_KINDS, type DocumentFilter, MAILED } from '../../flows/view/document-filter.ts'
import { say } from '../language/say.tsx'
import { type AdminContext, codesOf, queryText } from '../viewer.ts'
import { kindsName, mailedName } from './names.ts'

/** What of an address was understood, under the names that an address has for it; empty: not asked for. */
export interface ChosenDocuments {
  readonly q: string
  readonly kind: string
  readonly mail: string
  readonly order: string
  readonly from: string
  readonly to: string
  readonly store: string
}

export interface DocumentQuery {
  readonly filter: DocumentFilter
  readonly stores: readonly string[]
  readonly chosen: ChosenDocuments
  /** Each part as a person reads it, with the address of the list without it. */
  readonly parts: readonly { readonly text: string; readonly without: string }[]
  /** "not delivered · credit notes · from 2026-03-01"; empty when nothing is filtered. */
  readonly sentence: string
}

/** Reads the filters of an address. What makes no sense is left out: a link of last year still shows documents. */
export function readDocumentQuery(c: AdminContext): DocumentQuery {
  const viewer = c.get('viewer')
  const text = (name: string) => queryText(c, name)
  const day = (name: string) => (isDay(text(name)) ? text(name) : '')
  const kind = DOCUMENT_KINDS.find(candidate => candidate === text('kind'))
  const mailed = MAILED.find(candidate => candidate === text('mail'))
  const order = text('order')
  const store = viewer.stores.find(candidate => candidate.code === text('store'))
  const chosen: ChosenDocuments = {
    q: text('q'),
    kind: kind ?? '',
    mail: mailed ?? '',
    order: order === 'on' || order === 'off' ? order : '',
    from: day('from'),
    to: day('to'),
    store: store && viewer.stores.length > 1 ? store.code : '',
  }
  const part = (name: keyof ChosenDocuments, said: string) =>
    chosen[name] ? [{ text: said, without: documentsAddress({ ...chosen, [name]: '' }) }] : []
  const parts = [
    ...part('q', `“${chosen.q}”`),
    ...part('mail', mailed ? mailedName(mailed) : ''),
    ...part('kind', kind ? kindsName(kind) : ''),
    ...part('order', chosen.order === 'on' ? say('on the Magento order') : say('not on the Magento order yet')),
    ...part('from', say('from {day}', { day: chosen.from })),
    ...part('to', say('up to {day}', { day: chosen.to })),
    ...part('store', say('store {name}', { name: store?.name ?? '' })),
  ]
  return {
    filter: {
      ...(kind && { kind }),
      ...(mailed && { mailed }),
      ...(chosen.order && { attached: chosen.order === 'on' }),
      ...(chosen.from && { from: chosen.from }),
      ...(chosen.to && { to: chosen.to }),
      ...(chosen.q && { search: chosen.q }),
    },
    stores: store ? [store.code] : codesOf(viewer),
    chosen,
    parts,
    sentence: parts.map(({ text }) => text).join(' · '),
  }
}

/** The part of an address that makes this list, always written the same way. */
export function documentsQuery(chosen: ChosenDocuments): string {
  const fields = Object.entries(chosen).filter(([, value]) => value !== '')
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
}

export function documentsAddress(chosen: ChosenDocuments): string {
  const query = documentsQuery(chosen)
  return query ? `/admin/documents?${query}` : '/admin/documents'
}
