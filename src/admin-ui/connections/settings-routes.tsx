import { Hono } from 'hono'
import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { compareOnOrders } from '../../flows/version/compare-on-orders.ts'
import { readEditor } from '../../flows/version/read-editor.ts'
import { listVersions } from '../../flows/version/read-version.ts'
import { readVersionText } from '../../flows/version/read-version-text.ts'
import { saveDraft } from '../../flows/version/save-draft.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import type { AdminEnv } from '../viewer.ts'
import { Compared, VersionsDiffer } from './differences.tsx'
import { editorRoutes, versionNumber } from './editor-routes.tsx'
import { ownConnection } from './own-connection.ts'
import { promoteRoutes } from './promote-routes.tsx'
import { COMPARED, SettingsEditor } from './settings-editor.tsx'
import { Versions } from './versions.tsx'

const saveForm = z.object({ text: z.string(), reason: z.string().default('') })
const compareForm = z.union([z.object({ version: versionNumber }), z.object({ text: z.string() })])

/** Settings of one ERP connection: written, tried, compared on real orders, promoted, taken back. */
export const settingsRoutes = new Hono<AdminEnv>()
  .route('/', editorRoutes)
  .get('/', async c => {
    const viewer = c.get('viewer')
    const { ctx } = viewer
    requireRole(ctx, 'view')
    const { code, name } = await ownConnection(c)
    const shown = await readVersionText(ctx, code, versionNumber.safeParse(c.req.query('version')).data)
    const address = `/admin/connections/${code}/settings`
    const title = say('Settings of {name} as text', { name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <>
        <div class="head">
          <h1>{title}</h1>
        </div>
        <SettingsEditor address={address} shown={shown} viewer={viewer} {...(await readEditor(ctx, code))} />
        <div id="compared" aria-live="polite" hx-morph-skip="" />
        <Versions address={address} versions={await listVersions(ctx, code)} viewer={viewer} />
      </>,
    )
  })
  .post('/save', async c => {
    const { code } = await ownConnection(c, 'configure')
    return answerAction(c, async () => {
      const { text, reason } = await readForm(c, saveForm)
      return (await saveDraft(c.get('viewer').ctx, { connection: code, text, reason })).message
    })
  })
  .post('/compare', async c => {
    const { code } = await ownConnection(c, 'configure')
    const input = { connection: code, wanted: await readForm(c, compareForm), last: COMPARED }
    const comparison = await compareOnOrders(c.get('viewer').ctx, input)
    // What came of a version is kept with it, in the table of versions.
    if (comparison.version !== undefined) c.header('HX-Trigger', 'refresh')
    return c.html(<Compared comparison={comparison} />)
  })
  .get('/diff', async c => {
    const { ctx } = c.get('viewer')
    const { code, store } = await ownConnection(c)
    requireRole(ctx, 'view', store)
    const active = await readVersionText(ctx, code)
    const other = await readVersionText(ctx, code, versionNumber.safeParse(c.req.query('version')).data)
    return c.html(<VersionsDiffer active={active} other={other} />)
  })
  .route('/promote', promoteRoutes)
