import type { FC } from 'hono/jsx'
import type { AuditEntry } from '../../flows/view/list-audit-chain.ts'
import { Moment } from '../shell/words.tsx'

export const Entries: FC<{ readonly entries: readonly AuditEntry[] }> = ({ entries }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">Who</th>
        <th scope="col">Did what</th>
        <th scope="col">Why</th>
        <th scope="col" class="wide">
          Before and after
        </th>
      </tr>
    </thead>
    <tbody>
      {entries.map(entry => (
        <tr>
          <th scope="row">
            <Moment at={entry.at} as="moment" />
            <span class="under">no. {entry.seq}</span>
          </th>
          <td class="breaks">{entry.actor}</td>
          <td class="breaks">
            {ACTIONS[entry.action] ?? entry.action}
            <span class="under">{entry.subject}</span>
          </td>
          <td class="breaks">{entry.reason}</td>
          <td class="wide breaks">
            <Change before={entry.before} after={entry.after} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** In words; what is not here is shown by its name. */
const ACTIONS: Readonly<Record<string, string>> = {
  'audit.forget': 'Dropped old months of the audit',
  'catalog.run': 'Ran the catalogue by hand',
  'catalog.stop': 'Stopped a run of the catalogue',
  'configuration.apply': 'Changed the configuration',
  'connection.pause': 'Paused a connection',
  'connection.resume': 'Resumed a connection',
  'drift.accept': 'Accepted a difference',
  'invoice.resend': 'Sent a document again',
  'kind.pause': 'Paused a kind of messages',
  'kind.resume': 'Resumed a kind of messages',
  'ledger.close': 'Closed a day of the ledger',
  'login_link.create': 'Made a login link',
  'login_link.end': 'Ended a login link',
  'message.edit': 'Edited a message',
  'message.retry': 'Sent a message again',
  'order.cancel': 'Cancelled an order in Magento',
  'order.push': 'Pushed an order',
  'order.retry': 'Tried an order again',
  'order.skip': 'Skipped an order',
  'problem.retry': 'Tried all orders of a problem again',
  'pairing.create': 'Made a pairing code',
  pull: 'Had it heard again',
  'pull.stop': 'Stopped what was heard again',
  'secrets.rotate': 'Changed the key of the secrets',
  'store.pair': 'Connected a Magento',
  'store.pause': 'Paused a store',
  'store.resume': 'Resumed a store',
  'task.run': 'Ran a task by hand',
  'transfer.retry': 'Tried an order of another system again',
  'version.promote': 'Made other settings the active ones',
  'version.save': 'Kept new settings as a draft',
  'orders.export': 'Exported orders',
  'view.share': 'Shared a view of the orders',
  'view.remove': 'Removed a shared view',
  'orders.retry': 'Tried all matching orders again',
  'orders.skip': 'Skipped all matching orders',
}

const Change: FC<{ readonly before: unknown; readonly after: unknown }> = ({ before, after }) => {
  const texts = [before, after].map(value => (value === null ? '' : JSON.stringify(value, null, 1)))
  if (texts.every(text => text === '')) return null
  return (
    <details>
      <summary>Show</summary>
      {texts[0] ? <pre class="breaks">{texts[0]}</pre> : null}
      {texts[1] ? <pre class="breaks">→ {texts[1]}</pre> : null}
    </details>
  )
}
