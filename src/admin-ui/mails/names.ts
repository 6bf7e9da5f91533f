import type { Mistake, Placeholder } from '../../documents/mail-placeholders.ts'
import type { MailKind } from '../../documents/shipped-mails.ts'
import { say, spokenLanguage } from '../language/say.tsx'

export function mailName(kind: MailKind): string {
  switch (kind) {
    case 'invoice':
      return say('Invoice')
    case 'invoice_copy':
      return say('Copy of an invoice')
    case 'creditnote':
      return say('Credit note')
    case 'creditnote_copy':
      return say('Copy of a credit note')
    case 'document':
      return say('Delivery note or other document')
    case 'document_copy':
      return say('Copy of a delivery note or other document')
  }
}

export function mailMoment(kind: MailKind): string {
  switch (kind) {
    case 'invoice':
      return say('Goes out by itself, once, when the ERP has invoiced.')
    case 'creditnote':
    case 'document':
      return say('Goes out when somebody mails what nobody got yet.')
    case 'invoice_copy':
    case 'creditnote_copy':
    case 'document_copy':
      return say('Goes out when somebody resends it, with the PDF stamped as a copy.')
  }
}

/** "German", in the language of the one who looks. */
export function languageName(language: string): string {
  try {
    return new Intl.DisplayNames([spokenLanguage()], { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}

export function placeholderMeaning(name: Placeholder): string {
  switch (name) {
    case 'greeting':
      return say('a greeting with the customer’s name, or without where there is none')
    case 'customer':
      return say('the customer’s name; empty where there is none')
    case 'number':
      return say('the number of the document')
    case 'order':
      return say('the order number')
    case 'store':
      return say('the name of the store')
    case 'total':
      return say('the amount of the document, with its currency')
    case 'date':
      return say('the date of the document')
  }
}

export const placeOf = ({ field, line, column }: Mistake): string =>
  field === 'subject'
    ? say('Subject, character {column}', { column })
    : say('Text, line {line}, character {column}', { line, column })

export function explain({ kind, text, meant }: Mistake): string {
  switch (kind) {
    case 'empty':
      return say('Nothing stands here.')
    case 'too_long':
      return say('{most} characters are the most.', { most: text })
    case 'several_lines':
      return say('A subject is one line.')
    case 'invisible':
      return say('There is an invisible character. Write this part anew.')
    case 'unknown':
      return meant
        ? say('{text} is no placeholder. Is {meant} meant?', { text, meant: `{${meant}}` })
        : say('{text} is no placeholder.', { text })
    case 'dollar':
      return say('{text} calculates nothing here. Write placeholders without the dollar sign.', { text })
    case 'brace':
      return say('{text} belongs to no placeholder. Write {twice} for the character itself.', {
        text,
        twice: text + text,
      })
  }
}
