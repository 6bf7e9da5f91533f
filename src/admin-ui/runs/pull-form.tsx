import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'
import type { Viewer } from '../viewer.ts'

/** What changed since a day is heard again; harmless, so it needs no dialog. */
export const PullForm: FC<{ readonly stores: Viewer['stores'] }> = ({ stores }) => (
  <form class="filters" hx-post="/admin/runs/pull" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
    <div class="field">
      <label for="pull-since">{say('Changed since')}</label>
      <input id="pull-since" name="since" type="date" required />
    </div>
    <div class="field grow">
      <label for="pull-what">{say('What')}</label>
      <select id="pull-what" name="what">
        <option value="both">{say('orders and documents of the ERP')}</option>
        <option value="orders">{say('orders of Magento')}</option>
        <option value="erp">{say('documents of the ERP')}</option>
      </select>
    </div>
    <div class="field">
      <label for="pull-store">{say('Store')}</label>
      <select id="pull-store" name="store">
        {stores.map(store => (
          <option value={store.code}>{store.name}</option>
        ))}
      </select>
    </div>
    <button type="submit">{say('Hear it again')}</button>
  </form>
)
