import type { Child, FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { Listed, message, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Moment } from '../shell/words.tsx'

/** The answer before the evidence: where the order is, in one sentence. */
export const OrderSentence: FC<{ readonly order: OrderPage }> = ({ order }) => {
  const live = order.salesDocuments.filter(document => document.state !== 'canceled' && document.erpNumber !== null)
  const [problem] = order.problems
  if (problem)
    return (
      <p class="lead">
        <Say
          text="Has waited for a person for {since}: {problem}"
          since={<Moment at={problem.since} as="for" />}
          problem={told(problem.title)}
        />
      </p>
    )
  if (live.length === 0)
    return <p class="lead">{say(NOT_IN_ERP[order.phase], { reason: withoutStop(told(order.phaseReason)) })}</p>
  return (
    <p class="lead">
      <Say
        text="In {places}"
        places={
          <Listed
            items={live.map(document => (
              <Say
                text="{system} as {number}"
                system={document.connectionName}
                number={<b class="code">{document.erpNumber}</b>}
              />
            ))}
          />
        }
      />
      {afterwards(order).map(part => (
        <>, {part}</>
      ))}
      .
    </p>
  )
}

const NOT_IN_ERP: Readonly<Record<OrderPage['phase'], string>> = {
  waiting: message('Not sent yet: {reason}.'),
  preparing: message('Being prepared: {reason}.'),
  pushing: message('On its way to the ERP: {reason}.'),
  open: message('In the ERP: {reason}.'),
  held: message('Held: {reason}.'),
  done: message('Done: {reason}.'),
  canceled: message('Cancelled: {reason}.'),
  skipped: message('Left out on purpose: {reason}.'),
}

const withoutStop = (text: string): string => text.replace(/\.\s*$/, '')

function afterwards(order: OrderPage): Child[] {
  const numbers = (kind: 'shipment' | 'invoice' | 'credit_note') =>
    order.followUps.filter(followUp => followUp.kind === kind && !followUp.canceled).map(followUp => followUp.erpNumber)
  const shipped = numbers('shipment')
  const invoiced = numbers('invoice')
  const credited = numbers('credit_note')
  const mailed = order.mails.filter(mail => mail.state === 'sent').at(-1)
  const failed = order.mails.at(-1)?.state === 'failed'
  const parts: Child[] = []
  if (shipped.length > 0) parts.push(say('{n, plural, =1 {shipped} other {shipped in # parts}}', { n: shipped.length }))
  if (invoiced.length > 0)
    parts.push(<Say text="invoiced as {number}" number={<b class="code">{invoiced.join(', ')}</b>} />)
  if (credited.length > 0)
    parts.push(<Say text="credited by {number}" number={<b class="code">{credited.join(', ')}</b>} />)
  if (mailed?.sentAt && !failed)
    parts.push(<Say text="mailed to the customer {when}" when={<Moment at={mailed.sentAt} />} />)
  if (failed) parts.push(say('but the mail to the customer did not go out'))
  return parts
}
