import type { KindStart } from '../../domain/start-fields.ts'

/** A small flow to begin with: what every ERP over HTTP needs, with words on each part. It fits the schema as it stands. */
const text = `# How Orderbridge speaks with your ERP. docs/http-flow.md explains each part; Ctrl+Space completes.
flow: our-erp
url: https://erp.example/api

# Who we are. Others: header (an API key), login (a token), cookies, oauth2, none.
# {{secret.user}} and {{secret.password}} are filled in below the text, and never written in it.
auth: { kind: basic, user: "{{secret.user}}", password: "{{secret.password}}" }

orders:
  # Asked before every write: is the order there already? By it no order is made twice.
  find:
    path: /orders
    query: { externalId: "{{orderbridgeId}}" }
    rows: orders
    fields: { id: id, number: number, total: total, currency: currency }

  # What the ERP gets. "order" is the order of the shop.
  mapping:
    kind: template
    body:
      externalId: "{{orderbridgeId}}"
      reference: "{{reference}}"
      currency: "{{order.currency}}"
      customer:
        name: "{{order.billing.firstName}} {{order.billing.lastName}}"
        email: "{{order.customer.email}}"
      lines:
        $each: order.lines
        $item: { code: "{{item.itemCode}}", quantity: "{{item.quantity|number}}", gross: "{{item.gross}}" }

  write:
    path: /orders
    check: { id: id, number: number }

# What comes back (status, shipments, invoices, PDFs) can be added later: changes, followUps.
`

/** The settings of a flow are written as text; secrets have the names that the text gives them. */
export const flowStart: KindStart = {
  name: { en: 'Another ERP, over HTTP', de: 'Ein anderes ERP, über HTTP', sl: 'Drug ERP, prek HTTP' },
  about: {
    en: 'Any ERP with an API over HTTP, described in a text instead of code.',
    de: 'Jedes ERP mit einer API über HTTP, beschrieben in einem Text statt in Code.',
    sl: 'Vsak ERP z API-jem prek HTTP, opisan z besedilom namesto s kodo.',
  },
  code: 'erp',
  settings: [],
  secrets: [],
  text,
}
