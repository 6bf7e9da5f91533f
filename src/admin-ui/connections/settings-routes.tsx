import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { parseOrderKey } from '../../flows/order/order-key.ts'
import { requireRole } from '../../flows/require-role.ts'
import { compareOnOrders } from '../../flows/version/compare-on-orders.ts'
import { promoteVersion } from '../../flows/version/promote-version.ts'
import { listVersions, readVersion } from '../../flows/version/read-version.ts'
import { ensureFirstVersion } from '../../flows/version/remember-version.ts'
import { saveDraft } from '../../flows/version/save-draft.ts'
import { type TrySettings, trySettings } from '../../flows/version/try-settings.ts'
import { findOrders } from '../../flows/view/find-orders.ts'
import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { Compared, Steps } from './outcomes.tsx'
import { Editor, Versions } from './settings-page.tsx'

const version = z.coerce.number().int().min(1).max(1_000_000)
const saveForm = z.object({ text: z.string(), reason: z.string().default('') })
const promoteForm = z.object({ version, reason: z.string().trim().min(1, 'Say why.').max(300) })
const tryForm = z.object({
  text: z.string(),
  order: z.string().trim().min(1, 'Give the number of an order, or an order.'),
  status: z
    .string()
    .regex(/^[1-5]\d\d$/, 'The status is a number like 200.')
    .default('200'),
  answer: z.string().default(''),
})

/** How many of the last orders a version is compared on, when a person waits for it. */
const COMPARED = 50

/** Settings of one ERP connection: written, tried, compared on real orders, promoted, taken back. */
export const settingsRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const { ctx, ...viewer } = c.get('viewer')
    requireRole(ctx, 'view')
    const { code, name } = await ownConnection(c)
    await ensureFirstVersion(ctx, code)
    const wanted = version.safeParse(c.req.query('version')).data
    const shown = await readVersion(ctx, code, wanted)
    const versions = await listVersions(ctx, code)
    const address = `/admin/connections/${code}/settings`
    return renderPage(
      c,
      { title: `Settings of ${name}`, place: 'connections' },
      <>
        <div class="head">
          <h1>Settings of {name}</h1>
        </div>
        <Editor address={address} shown={shown} viewer={{ ctx, ...viewer }} />
        <Versions address={address} versions={versions} viewer={{ ctx, ...viewer }} />
      </>,
    )
  })
  .post('/try', async c => {
    const { code, store } = await ownConnection(c)
    const { text, order, status, answer } = await readForm(c, tryForm)
    const { ctx } = c.get('viewer')
    const steps = await trySettings(ctx, {
      connection: code,
      text,
      order: order.startsWith('{') ? { raw: readJson(order) } : await findOne(c, store, order),
      answer: answer === '' ? undefined : { status: Number(status), body: answer },
    })
    return c.html(<Steps steps={steps} />)
  })
  .post('/save', async c => {
    const { code } = await ownConnection(c)
    return answerAction(c, async () => {
      const { text, reason } = await readForm(c, saveForm)
      return (await saveDraft(c.get('viewer').ctx, { connection: code, text, reason })).message
    })
  })
  .post('/compare', async c => {
    const { code } = await ownConnection(c)
    const form = await readForm(c, z.object({ version }))
    const input = { connection: code, version: form.version, last: COMPARED }
    return c.html(<Compared comparison={await compareOnOrders(c.get('viewer').ctx, input)} />)
  })
  .get('/promote', async c => {
    const { code, name, store } = await ownConnection(c)
    requireRole(c.get('viewer').ctx, 'configure', store)
    const wanted = version.safeParse(c.req.query('version')).data
    if (wanted === undefined) throw new Refusal(404, 'There is no such version.')
    return c.html(
      <Dialog
        title={`Make version ${wanted} of ${name} the active one`}
        action={`/admin/connections/${code}/settings/promote`}
        submit="Promote"
      >
        <p>Orders that are planned from now on use it. What is decided already is sent as it was decided.</p>
        <input type="hidden" name="version" value={wanted} />
        <Reason quick={['Compared on real orders', 'Back to what worked']} />
      </Dialog>,
    )
  })
  .post('/promote', async c => {
    const { code } = await ownConnection(c)
    return answerAction(c, async () => {
      const form = await readForm(c, promoteForm)
      return (await promoteVersion(c.get('viewer').ctx, { connection: code, ...form })).message
    })
  })

/** The connection of the address, when it belongs to a store of the viewer. @throws Refusal */
export async function ownConnection(c: AdminContext): Promise<ConnectionRow> {
  const viewer = c.get('viewer')
  const rows = await listConnections(viewer.ctx, codesOf(viewer))
  const found = rows.find(({ kind, code }) => kind === 'connection' && code === c.req.param('code'))
  if (!found) throw new Refusal(404, 'There is no such connection in your stores.')
  return found
}

async function findOne(c: AdminContext, store: string, number: string): Promise<TrySettings['order']> {
  const [found, ...others] = await findOrders(c.get('viewer').ctx, [store], parseOrderKey(number))
  if (found && others.length === 0) return { id: found.id }
  throw new UserError(found ? `Several orders have the number ${number}.` : `There is no order ${number} here.`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UserError(`This order is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
