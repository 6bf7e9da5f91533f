import { Hono } from 'hono'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import { connectErp } from '../../flows/connect/connect-erp.ts'
import { describeStart, listKinds, markStart, startWords } from '../../flows/connect/describe-start.ts'
import type { Draft } from '../../flows/connect/read-draft.ts'
import { tryConnection } from '../../flows/connect/try-connection.ts'
import { hasRole, requireRole } from '../../flows/require-role.ts'
import { summaryOf } from '../connections/editor-routes.tsx'
import { Findings } from '../connections/list.tsx'
import { say } from '../language/say.tsx'
import { nameIn } from '../mappings/names.ts'
import { renderPage } from '../shell/page.tsx'
import { fieldsBelow, readFields } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { ConnectForm } from './form.tsx'
import { Kinds } from './kinds.tsx'
import { orMistakes } from './mistakes.tsx'

/** A new ERP of a store: which kind, where it is and who we are there, tested before it is kept, kept without sending. */
export const connectRoutes = new Hono<AdminEnv>()
  .get('/:store', c => {
    const { store, name } = ownStore(c)
    const title = say('Connect an ERP with {store}', { store: name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <>
        <h1>{title}</h1>
        <p>{say('Which one does the company keep its books in?')}</p>
        <Kinds store={store} kinds={listKinds()} />
      </>,
    )
  })
  .get('/:store/:kind', async c => {
    const { ctx } = c.get('viewer')
    const { store, name } = ownStore(c)
    const form = await describeStart(ctx, { store, kind: kindOf(c), shipped: c.req.query('with') })
    const title = say('Connect an ERP with {store}: {erp}', { erp: nameIn(form.name), store: name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <>
        <div class="head">
          <div>
            <h1>{title}</h1>
            <p class="lead">{nameIn(form.about)}</p>
          </div>
        </div>
        <ConnectForm store={store} form={form} mayGoPrivate={hasRole(ctx, 'configure', EVERY_STORE)} />
      </>,
    )
  })
  .get('/:store/:kind/words', c => {
    const { store } = ownStore(c)
    return c.json(startWords(c.get('viewer').ctx, { store, kind: kindOf(c) }))
  })
  .post('/:store/:kind/check', async c => {
    const { store } = ownStore(c)
    const { text } = await readFields(c)
    const marks = await markStart(c.get('viewer').ctx, { store, kind: kindOf(c), text: textOf(text) })
    return c.json({ marks, summary: summaryOf(marks) })
  })
  .post('/:store/:kind/test', async c => {
    const { ctx } = c.get('viewer')
    const draft = await readDraftForm(c)
    return await orMistakes(c, await describeStart(ctx, draft), async () => {
      const findings = await tryConnection(ctx, draft)
      return c.html(<Findings findings={findings} />)
    })
  })
  .post('/:store/:kind', async c => {
    const { ctx } = c.get('viewer')
    const draft = await readDraftForm(c)
    return await orMistakes(c, await describeStart(ctx, draft), async () => {
      await connectErp(ctx, draft)
      c.header('Orderbridge-Show', `/admin/first-run/${draft.store}?step=erp`)
      return c.html(<p role="status">{say('Saved.')}</p>)
    })
  })

const kindOf = (c: AdminContext): string => c.req.param('kind') ?? ''
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The store of the address, when the viewer configures it. @throws Refusal 404, RoleMissing */
function ownStore(c: AdminContext): { readonly store: string; readonly name: string } {
  const viewer = c.get('viewer')
  const found = viewer.stores.find(({ code }) => code === c.req.param('store'))
  if (!found) throw new Refusal(404, say('There is no such store among yours.'))
  requireRole(viewer.ctx, 'configure', found.code)
  return { store: found.code, name: found.name }
}

async function readDraftForm(c: AdminContext): Promise<Draft> {
  const { store } = ownStore(c)
  const fields = await readFields(c)
  const below = (prefix: string) => fieldsBelow(fields, prefix)
  const values = below('secretValue.')
  const named = Object.entries(below('secretName.')).map(([index, name]) => [name.trim(), values[index] ?? ''])
  const views = Object.keys(below('view.'))
  return {
    store,
    kind: kindOf(c),
    code: textOf(fields.code).trim(),
    name: textOf(fields.name).trim(),
    settings: below('settings.'),
    ...(fields.text !== undefined && { text: textOf(fields.text) }),
    secrets: { ...below('secrets.'), ...Object.fromEntries(named.filter(([name]) => name !== '')) },
    ...(views.length > 0 && { views }),
    privateNetwork: fields.private === 'yes',
  }
}
