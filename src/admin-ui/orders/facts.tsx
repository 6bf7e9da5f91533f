import type { Child, FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { Moment } from '../shell/words.tsx'
import { PlannedWith } from './message-dialog.tsx'

/** What is known of the order beside its lines, its money and its story. */
export const Facts: FC<{ readonly order: OrderPage; readonly mayOperate: boolean }> = ({ order, mayOperate }) => {
  const { canonical } = order
  const address = canonical?.shippingAddress ?? canonical?.billing
  return (
    <dl class="facts">
      <Fact name="Customer">
        {order.customerName}
        <span class="under breaks">{order.customerEmail}</span>
      </Fact>
      {address ? (
        <Fact name={canonical?.shippingAddress ? 'Ships to' : 'Billed to'}>
          {[address.company, ...address.street, `${address.postcode} ${address.city}`, address.country]
            .filter(Boolean)
            .join(', ')}
        </Fact>
      ) : null}
      <Fact name="Placed">
        <Moment at={order.placedAt} as="moment" />
      </Fact>
      <Fact name="In Magento">
        {order.state} <span class="under-inline">({order.status})</span>
      </Fact>
      {canonical ? <Fact name="Payment">{canonical.payment.method}</Fact> : null}
      <ErpFacts order={order} />
      {order.owed.map(message => (
        <Owed message={message} mayOperate={mayOperate} />
      ))}
      {canonical?.customerNote ? <Fact name="Customer’s note">{canonical.customerNote}</Fact> : null}
    </dl>
  )
}

const ErpFacts: FC<{ readonly order: OrderPage }> = ({ order }) => (
  <>
    {order.salesDocuments.map(document => (
      <Fact name={document.connectionName}>
        <span class="code">{document.erpNumber ?? 'no number yet'}</span>{' '}
        <span class="under-inline">({document.state})</span>
        {document.planned ? (
          <span class="under">
            <PlannedWith {...document.planned} />
          </span>
        ) : null}
      </Fact>
    ))}
    {order.followUps.map(followUp => (
      <Fact name={FOLLOW_UPS[followUp.kind]}>
        <span class="code">{followUp.erpNumber}</span>
        {followUp.canceled ? ' (cancelled)' : null}
        <span class="under">
          {followUp.magentoNumber ? `Magento ${followUp.magentoNumber}` : 'not in Magento yet'}
          {followUp.tracking.map(track => ` · ${track.carrier ?? 'tracking'} ${track.number}`)}
        </span>
      </Fact>
    ))}
  </>
)

const OWED: Readonly<Record<string, string>> = {
  pending: 'goes out next',
  sending: 'is being sent',
  verifying: 'is looked up before anything is repeated',
  retrying: 'is tried again',
  held: 'is held',
  dead: 'was refused',
}

const Owed: FC<{ readonly message: OrderPage['owed'][number]; readonly mayOperate: boolean }> = ({
  message,
  mayOperate,
}) => (
  <Fact name="Still to go out">
    {message.noun} {OWED[message.state] ?? message.state}
    {message.state === 'retrying' || message.state === 'verifying' ? (
      <>
        {' '}
        <Moment at={message.dueAt} />
      </>
    ) : null}
    {message.reason ? <span class="under">{message.reason}</span> : null}
    {mayOperate && (message.state === 'dead' || message.state === 'held') ? (
      <button
        type="button"
        class="small"
        hx-get={`/admin/orders/messages/${message.id}`}
        hx-target="#dialog"
        hx-swap="innerHTML"
      >
        Mend…<span class="unseen"> {message.noun}</span>
      </button>
    ) : null}
  </Fact>
)

const FOLLOW_UPS: Readonly<Record<OrderPage['followUps'][number]['kind'], string>> = {
  shipment: 'Shipment',
  invoice: 'Invoice',
  credit_note: 'Credit note',
}

const Fact: FC<{ readonly name: string; readonly children?: Child }> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
