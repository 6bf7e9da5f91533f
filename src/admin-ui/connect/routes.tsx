import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import { connectErp } from '../../flows/connect/connect-erp.ts'
import {
  type ConnectForm as Described,
  describeStart,
  listKinds,
  markStart,
  startWords,
} from '../../flows/connect/describe-start.ts'
import { type Draft, DraftMistakes } from '../../flows/connect/read-draft.ts'
import { tryConnection } from '../../flows/connect/try-connection.ts'
import { hasRole, requireRole } from '../../flows/require-role.ts'
import { summaryOf } from '../connections/editor-routes.tsx'
import { Findings } from '../connections/list.tsx'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { nameIn } from '../mappings/names.ts'
import { renderPage } from '../shell/page.tsx'
import { readFields } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { ConnectForm } from './form.tsx'
import { Kinds, labelOf } from './kinds.tsx'

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
    const form = await describeStart(ctx, { store, kind: kindOf(c) })
    const title = say('Connect an ERP with {store}: {erp}', { erp: labelOf(form.kind, form.label), store: name })
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
    return await orMistakes(c, draft, async () => {
      const findings = await tryConnection(ctx, draft)
      return c.html(<Findings findings={findings} />)
    })
  })
  .post('/:store/:kind', async c => {
    const { ctx } = c.get('viewer')
    const draft = await readDraftForm(c)
    return await orMistakes(c, draft, async () => {
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
  const below = (prefix: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) =>
        name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
      ),
    )
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

/** What is wrong is said with the names that the form has for it. */
async function orMistakes(c: AdminContext, draft: Draft, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof DraftMistakes)) throw error
    const form = await describeStart(c.get('viewer').ctx, draft)
    return await c.html(<Mistakes mistakes={error.mistakes} form={form} />, 422)
  }
}

const Mistakes: FC<{ readonly mistakes: DraftMistakes['mistakes']; readonly form: Described }> = ({
  mistakes,
  form,
}) => (
  <div class="toast toast-bad" role="alert">
    <ul>
      {mistakes.map(({ place, line, text }) => (
        <li>
          <strong>{placeName(place, form)}</strong>
          {line === undefined ? '' : ` (${say('line {line}', { line })})`}: {told(text)}
        </li>
      ))}
    </ul>
  </div>
)

function placeName(place: string, form: Described): string {
  if (place === 'code') return say('Code')
  if (place === 'name') return say('Name')
  const [part, of] = place.split('.')
  const field = (part === 'secrets' ? form.secrets : form.settings).find(one => one.of === of)
  return field ? nameIn(field.name) : place
}
