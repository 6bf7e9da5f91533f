import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listSavedViews, type SavedView } from '../../flows/view/list-saved-views.ts'
import { removeView, saveColumns, saveView } from '../../flows/view/save-view.ts'
import { message, say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { readFields, readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { COLUMN_NAMES, columnsFor } from './column-names.ts'
import { listAddress, readOrderQuery, writeQuery } from './filter.ts'
import { ColumnsDialog, RemoveDialog, SaveDialog } from './view-dialogs.tsx'
import { mayConfigure, storeOf, viewQuery } from './views.tsx'

const viewForm = z.object({
  name: z.string().trim().min(1, message('Give the view a name.')).max(60, message('A name has 60 letters at most.')),
  shared: z.literal('on').optional(),
})

/** How somebody likes to look at the list; the address carries what is to be kept. */
export const viewRoutes = new Hono<AdminEnv>()
  .get('/columns', async c => {
    const { query, columns } = await asked(c)
    return c.html(<ColumnsDialog chosen={columns} search={`?${writeQuery(query.chosen, columns)}`} />)
  })
  .post('/columns', async c => {
    const { query } = await asked(c)
    const fields = await readFields(c)
    const chosen = COLUMN_NAMES.filter(name => fields[name] === 'on')
    const answer = await answerAction(c, async () => {
      if (chosen.length === 0)
        throw new UserError(say('Choose a column: with the number alone the list tells nothing.'))
      await saveColumns(c.get('viewer').ctx, `columns=${chosen.join(',')}`)
      return say('The list has these columns from now on.')
    })
    return thenShow(answer, listAddress(query.chosen, undefined))
  })
  .get('/new', async c => {
    const { query, columns } = await asked(c)
    const viewer = c.get('viewer')
    const store = storeOf(viewer, query)
    return c.html(
      <SaveDialog
        query={query}
        search={`?${writeQuery(query.chosen, columns)}`}
        columns={columns}
        everybody={mayConfigure(viewer, store) ? forEverybodyOf(store) : undefined}
      />,
    )
  })
  .post('/', async c => {
    const { query, columns } = await asked(c)
    const viewer = c.get('viewer')
    const store = storeOf(viewer, query)
    if ((await readFields(c)).shared === 'on') requireRole(viewer.ctx, 'configure', store)
    const answer = await answerAction(c, async () => {
      const { name, shared } = await readForm(c, viewForm)
      await saveView(viewer.ctx, {
        store,
        name,
        query: viewQuery(query, columns),
        shared: shared !== undefined,
      })
      return savedText(name, shared ? store : undefined)
    })
    return thenShow(answer, listAddress(query.chosen, columns))
  })
  .get('/:id{\\d{1,15}}/remove', async c => {
    return c.html(<RemoveDialog view={await removable(c)} />)
  })
  .post('/:id{\\d{1,15}}/remove', async c => {
    const viewer = c.get('viewer')
    const { id } = await removable(c)
    const answer = await answerAction(c, async () => {
      const name = await removeView(viewer.ctx, { stores: codesOf(viewer), id })
      return say('View “{name}” is removed.', { name })
    })
    return thenShow(answer, '/admin/orders')
  })

/** What the address asks for, with the columns that the page shows for it. */
async function asked(c: AdminContext) {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'view')
  const query = readOrderQuery(c)
  const saved = query.columns ? undefined : (await listSavedViews(viewer.ctx, codesOf(viewer))).columns
  return { query, columns: columnsFor(query.columns, saved) }
}

/** The view of the address, when the viewer may remove it. */
async function removable(c: AdminContext): Promise<SavedView> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'view')
  const { views } = await listSavedViews(viewer.ctx, codesOf(viewer))
  const view = views.find(({ id }) => id === Number(c.req.param('id')))
  if (!view) throw new Refusal(404, say('This view is not there any more.'))
  if (view.shared) requireRole(viewer.ctx, 'configure', view.store)
  return view
}

const forEverybodyOf = (store: string): string =>
  store === EVERY_STORE ? say('For everybody of all stores') : say('For everybody of store {store}', { store })

/** @param store whose people see the view as well. */
function savedText(name: string, store: string | undefined): string {
  if (store === undefined) return say('View “{name}” is saved.', { name })
  return store === EVERY_STORE
    ? say('View “{name}” is saved for everybody of all stores.', { name })
    : say('View “{name}” is saved for everybody of store {store}.', { name, store })
}

/** Once it is done the page goes there, as if a link had been followed (browser/client.js). */
function thenShow(answer: Response, address: string): Response {
  if (answer.status !== 200) return answer
  answer.headers.set('HX-Trigger', 'done')
  answer.headers.set('Orderbridge-Show', address)
  return answer
}
