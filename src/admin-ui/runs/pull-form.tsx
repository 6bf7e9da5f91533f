import type { FC } from 'hono/jsx'
import type { Viewer } from '../viewer.ts'

/** What changed since a day is heard again; harmless, so it needs no dialog. */
export const PullForm: FC<{ readonly stores: Viewer['stores'] }> = ({ stores }) => (
  <form class="filters" hx-post="/admin/runs/pull" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
    <div class="field">
      <label for="pull-since">Changed since</label>
      <input id="pull-since" name="since" type="date" required />
    </div>
    <div class="field">
      <label for="pull-what">What</label>
      <select id="pull-what" name="what">
        <option value="both">orders and documents of the ERP</option>
        <option value="orders">orders of Magento</option>
        <option value="erp">documents of the ERP</option>
      </select>
    </div>
    <div class="field">
      <label for="pull-store">Store</label>
      <select id="pull-store" name="store">
        {stores.map(store => (
          <option value={store.code}>{store.name}</option>
        ))}
      </select>
    </div>
    <button type="submit">Hear it again</button>
  </form>
)
