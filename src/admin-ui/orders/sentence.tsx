import type { Child, FC } from 'hono/jsx'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { Moment } from '../shell/words.tsx'

/** The answer before the evidence: where the order is, in one sentence. */
export const OrderSentence: FC<{ readonly order: OrderPage }> = ({ order }) => {
  const live = order.salesDocuments.filter(document => document.state !== 'canceled' && document.erpNumber !== null)
  const [problem] = order.problems
  if (problem)
    return (
      <p class="lead">
        Has waited for a person for <Moment at={problem.since} as="for" />: {problem.title}
      </p>
    )
  if (live.length === 0) return <p class="lead">{NOT_IN_ERP[order.phase](order.phaseReason)}</p>
  return (
    <p class="lead">
      In{' '}
      {joined(
        live.map(document => (
          <>
            {document.connectionName} as <b class="code">{document.erpNumber}</b>
          </>
        )),
      )}
      {afterwards(order).map(part => (
        <>, {part}</>
      ))}
      .
    </p>
  )
}

const NOT_IN_ERP: Readonly<Record<OrderPage['phase'], (reason: string) => string>> = {
  waiting: reason => `Not sent yet: ${reason}.`,
  preparing: reason => `Being prepared: ${reason}.`,
  pushing: reason => `On its way to the ERP: ${reason}.`,
  open: reason => `In the ERP: ${reason}.`,
  held: reason => `Held: ${withoutStop(reason)}.`,
  done: reason => `Done: ${reason}.`,
  canceled: reason => `Cancelled: ${reason}.`,
  skipped: reason => `Left out on purpose: ${reason}.`,
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
  if (shipped.length > 0) parts.push(shipped.length === 1 ? 'shipped' : `shipped in ${shipped.length} parts`)
  if (invoiced.length > 0)
    parts.push(
      <>
        invoiced as <b class="code">{invoiced.join(', ')}</b>
      </>,
    )
  if (credited.length > 0)
    parts.push(
      <>
        credited by <b class="code">{credited.join(', ')}</b>
      </>,
    )
  if (mailed?.sentAt && !failed)
    parts.push(
      <>
        mailed to the customer <Moment at={mailed.sentAt} />
      </>,
    )
  if (failed) parts.push('but the mail to the customer did not go out')
  return parts
}

const joined = (parts: readonly Child[]): Child[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [index === parts.length - 1 ? ' and ' : ', ', part]))
