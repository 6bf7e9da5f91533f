/** The mails that carry documents. "document" is a delivery note, or whatever else the ERP prints. */
export const MAIL_KINDS = [
  'invoice',
  'invoice_copy',
  'creditnote',
  'creditnote_copy',
  'document',
  'document_copy',
] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** The words of a mail, with placeholders in them (mail-placeholders.ts). */
export interface MailTemplate {
  readonly subject: string
  /** Plain text; an empty line makes a new paragraph. */
  readonly body: string
}

const en: Readonly<Record<MailKind, MailTemplate>> = {
  invoice: {
    subject: 'Your invoice {number} for order {order}',
    body: `{greeting}

Invoice {number} for your order {order} at {store} is attached as a PDF.

Invoice total: {total}

Kind regards
{store}`,
  },
  invoice_copy: {
    subject: 'Copy of your invoice {number} for order {order}',
    body: `{greeting}

Here is another copy of invoice {number} for your order {order} at {store}, attached as a PDF.

Invoice total: {total}

Kind regards
{store}`,
  },
  creditnote: {
    subject: 'Your credit note {number} for order {order}',
    body: `{greeting}

Credit note {number} for your order {order} at {store} is attached as a PDF.

Credited: {total}

Kind regards
{store}`,
  },
  creditnote_copy: {
    subject: 'Copy of your credit note {number} for order {order}',
    body: `{greeting}

Here is another copy of credit note {number} for your order {order} at {store}, attached as a PDF.

Credited: {total}

Kind regards
{store}`,
  },
  document: {
    subject: 'Document {number} for your order {order}',
    body: `{greeting}

Document {number} for your order {order} at {store} is attached as a PDF.

Kind regards
{store}`,
  },
  document_copy: {
    subject: 'Copy of document {number} for your order {order}',
    body: `{greeting}

Here is another copy of document {number} for your order {order} at {store}, attached as a PDF.

Kind regards
{store}`,
  },
}

const sl: Readonly<Record<MailKind, MailTemplate>> = {
  invoice: {
    subject: 'Račun {number} za naročilo {order}',
    body: `{greeting}

v priponki je račun {number} za vaše naročilo {order} v trgovini {store}.

Znesek računa: {total}

Lep pozdrav
{store}`,
  },
  invoice_copy: {
    subject: 'Kopija računa {number} za naročilo {order}',
    body: `{greeting}

v priponki vam še enkrat pošiljamo račun {number} za naročilo {order} v trgovini {store}.

Znesek računa: {total}

Lep pozdrav
{store}`,
  },
  creditnote: {
    subject: 'Dobropis {number} za naročilo {order}',
    body: `{greeting}

v priponki je dobropis {number} za vaše naročilo {order} v trgovini {store}.

Znesek dobropisa: {total}

Lep pozdrav
{store}`,
  },
  creditnote_copy: {
    subject: 'Kopija dobropisa {number} za naročilo {order}',
    body: `{greeting}

v priponki vam še enkrat pošiljamo dobropis {number} za naročilo {order} v trgovini {store}.

Znesek dobropisa: {total}

Lep pozdrav
{store}`,
  },
  document: {
    subject: 'Dokument {number} za naročilo {order}',
    body: `{greeting}

v priponki je dokument {number} za vaše naročilo {order} v trgovini {store}.

Lep pozdrav
{store}`,
  },
  document_copy: {
    subject: 'Kopija dokumenta {number} za naročilo {order}',
    body: `{greeting}

v priponki vam še enkrat pošiljamo dokument {number} za naročilo {order} v trgovini {store}.

Lep pozdrav
{store}`,
  },
}

const de: Readonly<Record<MailKind, MailTemplate>> = {
  invoice: {
    subject: 'Ihre Rechnung {number} zur Bestellung {order}',
    body: `{greeting}

im Anhang finden Sie die Rechnung {number} zu Ihrer Bestellung {order} bei {store}.

Rechnungsbetrag: {total}

Mit freundlichen Grüßen
{store}`,
  },
  invoice_copy: {
    subject: 'Kopie Ihrer Rechnung {number} zur Bestellung {order}',
    body: `{greeting}

im Anhang senden wir Ihnen noch einmal die Rechnung {number} zu Ihrer Bestellung {order} bei {store}.

Rechnungsbetrag: {total}

Mit freundlichen Grüßen
{store}`,
  },
  creditnote: {
    subject: 'Ihre Gutschrift {number} zur Bestellung {order}',
    body: `{greeting}

im Anhang finden Sie die Gutschrift {number} zu Ihrer Bestellung {order} bei {store}.

Gutgeschrieben: {total}

Mit freundlichen Grüßen
{store}`,
  },
  creditnote_copy: {
    subject: 'Kopie Ihrer Gutschrift {number} zur Bestellung {order}',
    body: `{greeting}

im Anhang senden wir Ihnen noch einmal die Gutschrift {number} zu Ihrer Bestellung {order} bei {store}.

Gutgeschrieben: {total}

Mit freundlichen Grüßen
{store}`,
  },
  document: {
    subject: 'Beleg {number} zu Ihrer Bestellung {order}',
    body: `{greeting}

im Anhang finden Sie den Beleg {number} zu Ihrer Bestellung {order} bei {store}.

Mit freundlichen Grüßen
{store}`,
  },
  document_copy: {
    subject: 'Kopie des Belegs {number} zu Ihrer Bestellung {order}',
    body: `{greeting}

im Anhang senden wir Ihnen noch einmal den Beleg {number} zu Ihrer Bestellung {order} bei {store}.

Mit freundlichen Grüßen
{store}`,
  },
}

const shipped: Readonly<Record<string, Readonly<Record<MailKind, MailTemplate>>>> = { en, sl, de }

/** @param language "de"; one that we do not have reads English. */
export const shippedMail = (kind: MailKind, language: string): MailTemplate => (shipped[language] ?? en)[kind]

/** Which mail carries a document of this kind. */
export function mailKindOf(document: 'invoice' | 'creditnote' | 'delivery' | 'other', copy: boolean): MailKind {
  const kind = document === 'invoice' || document === 'creditnote' ? document : 'document'
  return copy ? `${kind}_copy` : kind
}
