import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { FC, PropsWithChildren } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { beginWork, type Company, type Work } from './company.ts'
import { type B1Document, type DocumentSet, documentKinds, kindByObject, targetsOf } from './documents.ts'

/** What a person would see in the ERP's client: orders with what followed, and every document. */
export function pagesApp(company: Company): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', context => context.html(page(<Overview work={beginWork(company)} />)))
  app.get('/documents/:type/:entry', context => {
    const kind = documentKinds.find(({ set }) => set === context.req.param('type'))
    const document = kind && company.journal.get<B1Document>(kind.set, context.req.param('entry'))
    if (!kind || !document)
      return context.html(page(<Layout title="Not found">There is no such document.</Layout>), 404)
    return context.html(page(<Detail work={beginWork(company)} set={kind.set} document={document} />))
  })
  return app
}

const page = (content: HtmlEscapedString | Promise<HtmlEscapedString>) => html`<!doctype html>${content}`

const STYLE =
  'body{font:14px system-ui;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}td.n,th.n{text-align:right}dt{color:#555}dd{margin:0 0 .5rem}'

const Layout: FC<PropsWithChildren<{ title: string }>> = ({ title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{title} · SAP Business One (sandbox)</title>
      <style>{STYLE}</style>
    </head>
    <body>
      <p>
        <a href="/">SAP Business One (sandbox)</a>
      </p>
      <h1>{title}</h1>
      {children}
    </body>
  </html>
)

/** Enough for a screen; the count says how many there are. */
const SHOWN = 200

const Overview: FC<{ work: Work }> = ({ work }) => {
  const orders = work.list<B1Document>('Orders')
  const partners = work.list('BusinessPartners')
  return (
    <Layout title="Sales orders">
      <p>
        {orders.length} orders, {work.list('Drafts').length} drafts, {partners.length} business partners,{' '}
        {work.list('Items').length} items
      </p>
      <table>
        <thead>
          <tr>
            {['Number', 'Reference', 'Customer', 'Date', 'Total', 'Status', 'Followed by'].map(head => (
              <th>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {orders
            .slice(-SHOWN)
            .reverse()
            .map(order => (
              <OrderRow work={work} order={order} />
            ))}
        </tbody>
      </table>
      <h2>Business partners</h2>
      <table>
        {partners
          .slice(-SHOWN)
          .reverse()
          .map(partner => (
            <tr>
              <td>{String(partner.CardCode)}</td>
              <td>{String(partner.CardName)}</td>
              <td>{String(partner.EmailAddress ?? '')}</td>
              <td>{String(partner.FederalTaxID ?? '')}</td>
            </tr>
          ))}
      </table>
    </Layout>
  )
}

const OrderRow: FC<{ work: Work; order: B1Document }> = ({ work, order }) => (
  <tr>
    <td>
      <DocumentLink set="Orders" document={order} />
    </td>
    <td>{order.NumAtCard ?? ''}</td>
    <td>{order.CardName}</td>
    <td>{order.DocDate}</td>
    <td class="n">{totalOf(order)}</td>
    <td>{statusOf(order)}</td>
    <td>
      {followUps(work, 'Orders', order).map(({ set, document }) => (
        <>
          <DocumentLink set={set} document={document} />{' '}
        </>
      ))}
    </td>
  </tr>
)

const DocumentLink: FC<{ set: DocumentSet; document: B1Document }> = ({ set, document }) => (
  <a href={`/documents/${set}/${document.DocEntry}`}>
    {set === 'Orders' ? '' : `${set} `}
    {document.DocNum}
  </a>
)

const totalOf = (document: B1Document): string =>
  `${(document.DocCurrency === 'EUR' ? document.DocTotal : Number(document.DocTotalFc)).toFixed(2)} ${document.DocCurrency}`

function statusOf(document: B1Document): string {
  if (document.CancelStatus === 'csYes') return 'Cancelled'
  if (document.CancelStatus === 'csCancellation') return 'Cancellation'
  if (document.DocumentStatus === 'bost_Close') return 'Closed'
  return document.Confirmed === 'tYES' ? 'Confirmed' : 'Open'
}

interface Placed {
  readonly set: DocumentSet
  readonly document: B1Document
}

/** Everything that was made from a document, directly or through others. */
function followUps(work: Work, set: DocumentSet, document: B1Document, depth = 0): Placed[] {
  const code = documentKinds.find(kind => kind.set === set)?.objectCode ?? 0
  if (depth > 3) return []
  const direct = documentKinds
    .filter(kind => kind.bases.includes(code))
    .flatMap(kind => targetsOf(work, document, kind.set).map(target => ({ set: kind.set, document: target })))
  return direct.flatMap(target => [target, ...followUps(work, target.set, target.document, depth + 1)])
}

const Detail: FC<{ work: Work; set: DocumentSet; document: B1Document }> = ({ work, set, document }) => (
  <Layout title={`${set} ${document.DocNum}`}>
    <dl>
      <dt>Customer</dt>
      <dd>
        {document.CardCode} {document.CardName}
      </dd>
      <dt>Reference</dt>
      <dd>{document.NumAtCard ?? '–'}</dd>
      <dt>Date</dt>
      <dd>{document.DocDate}</dd>
      <dt>Status</dt>
      <dd>{statusOf(document)}</dd>
      <dt>Tracking</dt>
      <dd>{String(document.TrackingNumber ?? '–')}</dd>
      <dt>Total</dt>
      <dd>{totalOf(document)}</dd>
    </dl>
    <table>
      <tr>
        {['Item', 'Description', 'Quantity', 'Open', 'Gross price', 'VAT', 'Gross', 'From'].map(head => (
          <th>{head}</th>
        ))}
      </tr>
      {document.DocumentLines.map(line => (
        <tr>
          <td>{line.ItemCode ?? ''}</td>
          <td>{String(line.ItemDescription ?? '')}</td>
          <td class="n">{line.Quantity}</td>
          <td class="n">{line.RemainingOpenQuantity}</td>
          <td class="n">{String(line.PriceAfterVAT)}</td>
          <td>{line.VatGroup}</td>
          <td class="n">{String(line.GrossTotal)}</td>
          <td>{line.BaseEntry === null ? '' : `${kindByObject(line.BaseType)?.set ?? ''} ${line.BaseEntry}`}</td>
        </tr>
      ))}
      {document.DocumentAdditionalExpenses.map(expense => (
        <tr>
          <td colspan={6}>Freight {expense.ExpenseCode}</td>
          <td class="n">{String(expense.LineGross)}</td>
          <td />
        </tr>
      ))}
    </table>
    <h2>Followed by</h2>
    <ul>
      {followUps(work, set, document).map(target => (
        <li>
          <DocumentLink set={target.set} document={target.document} /> {totalOf(target.document)}
        </li>
      ))}
    </ul>
  </Layout>
)
