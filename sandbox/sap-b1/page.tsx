import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { ErpPage, HeadedTable, newest, wholePage } from '../erp-page.tsx'
import { beginWork, type Company, type Work } from './company.ts'
import { type B1Document, type DocumentSet, documentKinds, kindByObject, targetsOf } from './documents.ts'

/** What a person would see in the ERP's client: orders with what followed, and every document. */
export function pagesApp(company: Company): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.get('/', context => context.html(wholePage(<Overview work={beginWork(company)} />)))
  app.get('/documents/:type/:entry', context => {
    const kind = documentKinds.find(({ set }) => set === context.req.param('type'))
    const document = kind && company.journal.get<B1Document>(kind.set, context.req.param('entry'))
    if (!kind || !document)
      return context.html(
        wholePage(
          <ErpPage erp={ERP} title="Not found">
            There is no such document.
          </ErpPage>,
        ),
        404,
      )
    return context.html(wholePage(<Detail work={beginWork(company)} set={kind.set} document={document} />))
  })
  return app
}

const ERP = 'SAP Business One (sandbox)'

const Overview: FC<{ work: Work }> = ({ work }) => {
  const orders = work.list<B1Document>('Orders')
  const partners = work.list('BusinessPartners')
  return (
    <ErpPage erp={ERP} title="Sales orders">
      <p>
        {orders.length} orders, {work.list('Drafts').length} drafts, {partners.length} business partners,{' '}
        {work.list('Items').length} items
      </p>
      <HeadedTable heads={['Number', 'Reference', 'Customer', 'Date', 'Total', 'Status', 'Followed by']}>
        {newest(orders).map(order => (
          <OrderRow work={work} order={order} />
        ))}
      </HeadedTable>
      <h2>Business partners</h2>
      <table>
        {newest(partners).map(partner => (
          <tr>
            <td>{String(partner.CardCode)}</td>
            <td>{String(partner.CardName)}</td>
            <td>{String(partner.EmailAddress ?? '')}</td>
            <td>{String(partner.FederalTaxID ?? '')}</td>
          </tr>
        ))}
      </table>
    </ErpPage>
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
  <ErpPage erp={ERP} title={`${set} ${document.DocNum}`}>
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
    <HeadedTable heads={['Item', 'Description', 'Quantity', 'Open', 'Gross price', 'VAT', 'Gross', 'From']}>
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
    </HeadedTable>
    <h2>Followed by</h2>
    <ul>
      {followUps(work, set, document).map(target => (
        <li>
          <DocumentLink set={target.set} document={target.document} /> {totalOf(target.document)}
        </li>
      ))}
    </ul>
  </ErpPage>
)
