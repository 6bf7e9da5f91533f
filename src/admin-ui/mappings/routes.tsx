import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { type MappingChange, previewMapping, saveMapping } from '../../flows/mapping/change-mapping.ts'
import { readMappings, readMappingTable } from '../../flows/mapping/read-mappings.ts'
import { requireRole } from '../../flows/require-role.ts'
import { ownConnection } from '../connections/own-connection.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { readChange } from '../shell/read-change.ts'
import { readFields, readForm } from '../shell/read-form.ts'
import type { AdminContext, AdminEnv } from '../viewer.ts'
import { nameIn } from './names.ts'
import { Overview } from './overview.tsx'
import { PreviewDialog } from './preview-dialog.tsx'
import { readMappingForm } from './read-mapping-form.ts'
import { TableForm } from './table-form.tsx'

const text = z.string().max(200)
const row = z.strictObject({ code: text, mapped: z.boolean(), values: z.record(text, text) })
const changeSchema = z.strictObject({
  base: z.int().min(1),
  rows: z.array(row).max(2_000),
  lone: z.record(text, text),
})
const saveForm = z.object({ change: z.string(), reason: z.string().trim().min(1, 'Say why.').max(300) })

/** Magento's codes and the ERP's, table by table. Nothing here knows which ERP it is: its schema says what a table holds. */
export const mappingRoutes = new Hono<AdminEnv>()
  .get('/:code', async c => {
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'view')
    const { code, name } = await ownConnection(c)
    const title = say('Mappings of {name}', { name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <Overview title={title} mappings={await readMappings(ctx, code)} />,
    )
  })
  .get('/:code/:table', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const { code, name } = await ownConnection(c)
    const page = await readMappingTable(viewer.ctx, { connection: code, table: c.req.param('table') })
    const title = `${nameIn(page.table.name)} · ${name}`
    return renderPage(c, { title, place: 'connections' }, <TableForm page={page} viewer={viewer} />)
  })
  .post('/:code/:table/preview', async c => {
    const { code } = await ownConnection(c, 'configure')
    const change = readMappingForm(await readFields(c))
    const preview = await previewMapping(c.get('viewer').ctx, {
      connection: code,
      table: c.req.param('table'),
      ...change,
    })
    if (preview.lines.length === 0) throw new UserError(say('Nothing is different from what is active already.'))
    return c.html(<PreviewDialog address={addressOf(c)} preview={preview} change={JSON.stringify(change)} />)
  })
  .post('/:code/:table/save', async c => {
    const { code } = await ownConnection(c, 'configure')
    return answerAction(c, async () => {
      const form = await readForm(c, saveForm)
      const change: MappingChange = {
        connection: code,
        table: c.req.param('table'),
        ...readChange(changeSchema, form.change),
      }
      const { version } = await saveMapping(c.get('viewer').ctx, { ...change, reason: form.reason })
      return say(
        'The mapping is changed: version {version} of the settings is active. What waited for it goes on by itself.',
        {
          version,
        },
      )
    })
  })

const addressOf = (c: AdminContext) => `/admin/mappings/${c.req.param('code')}/${c.req.param('table')}`
