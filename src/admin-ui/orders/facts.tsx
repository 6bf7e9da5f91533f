import type { Child, FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { message, say } from '../language/say.tsx'
import { statusLabel, statusText } from '../language/standing.ts'
import { told } from '../language/told.ts'
import { Moment } from '../shell/words.tsx'
import { PlannedWith } from './message-dialog.tsx'

/** What is known of the order beside its lines, its money and its story. */
export const Facts: FC<{ readonly order: OrderPage; readonly mayOperate: boolean }> = ({ order, mayOperate }) => {
  const { canonical } = order
  const address = canonical?.shippingAddress ?? canonical?.billing
  return (
    <dl class="facts">
      <Fact name={say('Customer')}>
        {order.erasedAt ? say('erased') : order.customerName}
        <span class="under breaks">{order.customerEmail}</span>
      </Fact>
      {address && !order.erasedAt ? (
        <Fact name={canonical?.shippingAddress ? say('Ships to') : say('Billed to')}>
          {[address.company, ...address.street, `${address.postcode} ${address.city}`, address.country]
            .filter(Boolean)
            .join(', ')}
        </Fact>
      ) : null}
      <Fact name={say('Placed')}>
        <Moment at={order.placedAt} as="moment" />
      </Fact>
      <Fact name={say('In Magento')}>
        {statusLabel(order.state)}
        {order.status === order.state ? null : <span class="under-inline"> ({statusText(order.status)})</span>}
      </Fact>
      {canonical ? <Fact name={say('Payment')}>{canonical.payment.method}</Fact> : null}
      <ErpFacts order={order} />
      {order.owed.map(owed => (
        <Owed owed={owed} mayOperate={mayOperate} />
      ))}
      {canonical?.customerNote ? <Fact name={say('Customer’s note')}>{canonical.customerNote}</Fact> : null}
    </dl>
  )
}

const ErpFacts: FC<{ readonly order: OrderPage }> = ({ order }) => (
  <>
    {order.salesDocuments.map(document => (
      <Fact name={document.connectionName}>
        <span class="code">{document.erpNumber ?? say('no number yet')}</span>{' '}
        <span class="under-inline">({told(document.state)})</span>
        {document.planned ? (
          <span class="under">
            <PlannedWith {...document.planned} />
          </span>
        ) : null}
      </Fact>
    ))}
    {order.followUps.map(followUp => (
      <Fact name={say(FOLLOW_UPS[followUp.kind])}>
        <span class="code">{followUp.erpNumber}</span>
        {followUp.canceled ? ` (${say('cancelled')})` : null}
        <span class="under">
          {followUp.magentoNumber ? `Magento ${followUp.magentoNumber}` : say('not in Magento yet')}
          {followUp.tracking.map(track => ` · ${carrierName(track.carrier) ?? say('tracking')} ${track.number}`)}
        </span>
      </Fact>
    ))}
  </>
)

/** An ERP may know its carriers by number only, which tells nobody anything. */
const carrierName = (carrier: string | undefined): string | undefined =>
  carrier !== undefined && /^\d+$/.test(carrier) ? undefined : carrier

const OWED: Readonly<Record<string, string>> = {
  pending: message('{noun} goes out next'),
  sending: message('{noun} is being sent'),
  verifying: message('{noun} is looked up before anything is repeated'),
  retrying: message('{noun} is tried again'),
  held: message('{noun} is held'),
  dead: message('{noun} was refused'),
}

const owedText = (state: string): string => OWED[state] ?? message('{noun} {state}')

const Owed: FC<{ readonly owed: OrderPage['owed'][number]; readonly mayOperate: boolean }> = ({ owed, mayOperate }) => (
  <Fact name={say('Still to go out')}>
    {say(owedText(owed.state), { noun: told(owed.noun), state: owed.state })}
    {owed.state === 'retrying' || owed.state === 'verifying' ? (
      <>
        {' '}
        <Moment at={owed.dueAt} />
      </>
    ) : null}
    {owed.reason ? <span class="under">{told(owed.reason)}</span> : null}
    {mayOperate && (owed.state === 'dead' || owed.state === 'held') ? (
      <button
        type="button"
        class="small"
        hx-get={`/admin/orders/messages/${owed.id}`}
        hx-target="#dialog"
        hx-swap="innerHTML"
      >
        {say('Mend…')}
        <span class="unseen"> {told(owed.noun)}</span>
      </button>
    ) : null}
  </Fact>
)

const FOLLOW_UPS: Readonly<Record<OrderPage['followUps'][number]['kind'], string>> = {
  shipment: message('Shipment'),
  invoice: message('Invoice'),
  credit_note: message('Credit note'),
}

const Fact: FC<{ readonly name: string; readonly children?: Child }> = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
