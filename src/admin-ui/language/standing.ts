import type { MagentoState } from '../../domain/order.ts'
import { type Language, spokenLanguage } from './say.tsx'

/** Magento's states, and the statuses that it brings with it. Others have a label in Magento only, which it tells nobody. */
type Own = MagentoState | 'pending' | 'fraud'

/** As Magento's admin in this language calls them. */
const LABELS: Readonly<Record<Language, Readonly<Record<Own, string>>>> = {
  en: {
    new: 'new',
    pending: 'pending',
    pending_payment: 'pending payment',
    payment_review: 'payment review',
    fraud: 'suspected fraud',
    processing: 'processing',
    complete: 'complete',
    closed: 'closed',
    canceled: 'canceled',
    holded: 'on hold',
  },
  de: {
    new: 'Neu',
    pending: 'Ausstehend',
    pending_payment: 'Zahlung ausstehend',
    payment_review: 'Zahlungsüberprüfung',
    fraud: 'Betrugsverdacht',
    processing: 'In Bearbeitung',
    complete: 'Vollständig',
    closed: 'Geschlossen',
    canceled: 'Storniert',
    holded: 'Zurückgestellt',
  },
  sl: {
    new: 'Novo',
    pending: 'V čakanju',
    pending_payment: 'Čaka na plačilo',
    payment_review: 'Pregled plačila',
    fraud: 'Sum goljufije',
    processing: 'V obdelavi',
    complete: 'Zaključeno',
    closed: 'Zaprto',
    canceled: 'Preklicano',
    holded: 'Zadržano',
  },
}

const isOwn = (code: string): code is Own => Object.hasOwn(LABELS.en, code)

/** A status as the reader's Magento calls it; one that the shop made stays as it is. */
export const statusText = (code: string): string => (isOwn(code) ? LABELS[spokenLanguage()][code] : code)

/** "complete (complete)", "processing (packed)" or "holded": said once, in the reader's words; undefined for what is none of Magento's states. */
export function standingText(text: string): string | undefined {
  const [, state = '', status] = /^([a-z_]+)(?: \(([^()]+)\))?$/.exec(text) ?? []
  if (!isOwn(state)) return undefined
  return status === undefined || status === state ? statusText(state) : `${statusText(state)} (${statusText(status)})`
}

/** Where it stands alone. */
export const statusLabel = (code: string): string => {
  const text = statusText(code)
  return isOwn(code) ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text
}

/** What English says in other words than the code, or twice. */
export const mayStandOtherwise = (text: string): boolean =>
  /\b(?:holded|pending_payment|payment_review|fraud)\b|\b(\w+) \(\1\)/.test(text)
