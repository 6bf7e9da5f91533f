import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { examineWhileWaiting } from '../../flows/config/examine-far-side.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { Say, say } from '../language/say.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { accessRoutes, removeRoutes } from './access-routes.tsx'
import { Connection, Findings } from './list.tsx'
import { mayAddStores, pairingRoutes } from './pairing.tsx'
import { settingsRoutes } from './settings-routes.tsx'

const testForm = z.object({ kind: z.enum(['store', 'connection']), code: z.string().max(40) })

/** The systems on both sides, and whether they are as we need them. */
export const connectionRoutes = new Hono<AdminEnv>()
  .route('/pair', pairingRoutes)
  .route('/:code/settings', settingsRoutes)
  .route('/:code/access', accessRoutes)
  .route('/:code/remove', removeRoutes)
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const rows = await listConnections(viewer.ctx, codesOf(viewer))
    return renderPage(
      c,
      { title: say('Connections'), place: 'connections' },
      <>
        <div class="head">
          <h1>{say('Connections')}</h1>
          {mayAddStores(viewer) ? (
            <button type="button" hx-get="/admin/connections/pair" hx-target="#dialog" hx-swap="innerHTML">
              {say('Connect a Magento…')}
            </button>
          ) : null}
        </div>
        {rows.length > 0 ? rows.map(row => <Connection row={row} viewer={viewer} />) : <None />}
      </>,
    )
  })
  .post('/test', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const { kind, code } = await readForm(c, testForm)
    const isIt = (row: ConnectionRow) => row.kind === kind && row.code === code
    if (!(await listConnections(viewer.ctx, codesOf(viewer))).some(isIt))
      throw new Refusal(404, say('There is no such connection in your stores.'))
    const findings = await examineWhileWaiting(viewer.ctx, { kind, code })
    if (findings.length === 0) throw new UserError(say('There is nothing to test.'))
    return c.html(<Findings findings={findings} />)
  })

const None = () => (
  <div class="empty">
    <h2>{say('Nothing is connected yet')}</h2>
    <p>
      <Say
        text="Connect a Magento that has the companion module, or describe the store and its ERP in a file and run {command} with it. It is checked whole before anything changes."
        command={<code>orderbridge apply</code>}
      />
    </p>
  </div>
)
