import type { FC } from 'hono/jsx'
import type { AuditEntry } from '../../flows/view/list-audit-chain.ts'
import { message, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Moment } from '../shell/words.tsx'

export const Entries: FC<{ readonly entries: readonly AuditEntry[] }> = ({ entries }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('When')}</th>
        <th scope="col">{say('Who')}</th>
        <th scope="col">{say('Did what')}</th>
        <th scope="col">{say('Why')}</th>
        <th scope="col" class="wide">
          {say('Before and after')}
        </th>
      </tr>
    </thead>
    <tbody>
      {entries.map(entry => (
        <tr>
          <th scope="row">
            <Moment at={entry.at} as="moment" />
            <span class="under">{say('no. {number}', { number: entry.seq })}</span>
          </th>
          <td class="breaks">{told(entry.actor)}</td>
          <td class="breaks">
            {actionText(entry.action)}
            <span class="under">{told(entry.subject)}</span>
          </td>
          <td class="breaks">{told(entry.reason ?? '')}</td>
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
  'audit.forget': message('Dropped old months of the audit'),
  'catalog.run': message('Ran the catalogue by hand'),
  'catalog.stop': message('Stopped a run of the catalogue'),
  'configuration.apply': message('Changed the configuration'),
  'connection.change': message('Changed address or credentials of a connection'),
  'connection.prepare': message('Made in an ERP what it lacked'),
  'connection.create': message('Connected an ERP'),
  'connection.pause': message('Paused a connection'),
  'connection.remove': message('Removed a connection'),
  'connection.resume': message('Resumed a connection'),
  'customer.erase': message('Erased a customer'),
  'customer.export': message('Gave out what is kept about a customer'),
  'drift.accept': message('Accepted a difference'),
  'inbox.read_again': message('Had something received read again'),
  'invoice.resend': message('Sent a document again'),
  'kind.pause': message('Paused a kind of messages'),
  'kind.resume': message('Resumed a kind of messages'),
  'ledger.close': message('Closed a day of the ledger'),
  'login_link.create': message('Made a login link'),
  'login_link.end': message('Ended a login link'),
  'message.edit': message('Edited a message'),
  'message.retry': message('Sent a message again'),
  'order.cancel': message('Cancelled an order in Magento'),
  'documents.mail': message('Mailed all matching documents'),
  'order.hold': message('Held an order'),
  'order.release': message('Released an order'),
  'order.note': message('Noted something on an order'),
  'order.push': message('Pushed an order'),
  'order.retry': message('Tried an order again'),
  'order.skip': message('Skipped an order'),
  'problem.retry': message('Tried all orders of a problem again'),
  'pairing.create': message('Made a pairing code'),
  pull: message('Had it heard again'),
  'reconcile.stop': message('Stopped a comparison of both sides'),
  'pull.stop': message('Stopped what was heard again'),
  'secrets.rotate': message('Changed the key of the secrets'),
  'store.pair': message('Connected a Magento'),
  'store.pause': message('Paused a store'),
  'settings.change': message('Changed settings'),
  'settings.back': message('Went back to earlier settings'),
  'store.start': message('Started sending'),
  'store.resume': message('Resumed a store'),
  'task.run': message('Ran a task by hand'),
  'transfer.retry': message('Tried an order of another system again'),
  'version.promote': message('Made other settings the active ones'),
  'version.save': message('Kept new settings as a draft'),
  'orders.export': message('Exported orders'),
  'view.share': message('Shared a view of the orders'),
  'view.remove': message('Removed a shared view'),
  'orders.retry': message('Tried all matching orders again'),
  'orders.skip': message('Skipped all matching orders'),
}

function actionText(action: string): string {
  const words = ACTIONS[action]
  return words === undefined ? action : say(words)
}

const Change: FC<{ readonly before: unknown; readonly after: unknown }> = ({ before, after }) => {
  const texts = [before, after].map(value => (value === null ? '' : JSON.stringify(value, null, 1)))
  if (texts.every(text => text === '')) return null
  return (
    <details>
      <summary>{say('Show')}</summary>
      {texts[0] ? <pre class="breaks">{texts[0]}</pre> : null}
      {texts[1] ? <pre class="breaks">→ {texts[1]}</pre> : null}
    </details>
  )
}
