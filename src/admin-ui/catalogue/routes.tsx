import { Hono } from 'hono'
import { z } from 'zod'
import { askForCatalogRun, stopCatalogRun, tryCatalogRun } from '../../flows/catalog/ask-for-run.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type Catalogue, listCatalogues } from '../../flows/view/list-catalogues.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { CatalogueCard } from './card.tsx'
import { Differences } from './diff.tsx'
import { SkuSearch, valuesPage } from './values-page.tsx'

const form = z.object({
  store: z.string().max(40),
  connection: z.string().max(40),
  complete: z.literal('yes').optional(),
})

/** Items, prices and stock of the ERPs in Magento: what was brought, what was not, and why. */
export const catalogueRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const catalogues = await listCatalogues(viewer.ctx, codesOf(viewer))
    const [first] = catalogues
    return renderPage(
      c,
      { title: say('Catalogue'), place: 'catalogue', everySeconds: 5 },
      <>
        <div class="head">
          <h1>{say('Catalogue')}</h1>
        </div>
        {first ? <SkuSearch catalogues={catalogues} connection={first.connection} show="all" search="" /> : <None />}
        {catalogues.map(catalogue => (
          <CatalogueCard catalogue={catalogue} viewer={viewer} />
        ))}
      </>,
    )
  })
  .get('/values', async c => {
    requireRole(c.get('viewer').ctx, 'view')
    return await valuesPage(c)
  })
  .post('/run', async c => {
    const { ctx } = c.get('viewer')
    const { catalogue, complete } = await ownCatalogue(c)
    return answerAction(c, async () => {
      const asked = await askForCatalogRun(ctx, { ...catalogue, complete })
      if (asked === 'under way') return say('{name}: a run is under way already.', { name: catalogue.name })
      return say('{name}: a worker runs it within seconds.', { name: catalogue.name })
    })
  })
  .post('/stop', async c => {
    const { ctx } = c.get('viewer')
    const { catalogue } = await ownCatalogue(c)
    return answerAction(c, async () => {
      const how = await stopCatalogRun(ctx, catalogue)
      if (how === 'ended') return say('{name}: the run has ended. What it wrote stays.', { name: catalogue.name })
      return say('{name}: the run ends after the page that it is at. What it wrote stays.', { name: catalogue.name })
    })
  })
  .post('/diff', async c => {
    const { ctx } = c.get('viewer')
    const { catalogue } = await ownCatalogue(c)
    return c.html(<Differences diff={await tryCatalogRun(ctx, catalogue)} />)
  })

/** The catalogue that a form names, when the viewer may act on it. */
async function ownCatalogue(c: AdminContext): Promise<{ readonly catalogue: Catalogue; readonly complete: boolean }> {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'operate')
  const { store, connection, complete } = await readForm(c, form)
  const all = await listCatalogues(viewer.ctx, codesOf(viewer))
  const catalogue = all.find(one => one.store === store && one.connection === connection)
  if (!catalogue) throw new Refusal(404, say('There is no such catalogue in your stores.'))
  return { catalogue, complete: complete === 'yes' }
}

const None = () => (
  <div class="empty">
    <h2>{say('Nothing is brought to Magento yet')}</h2>
    <p>
      {say(
        'A connection brings items, prices and stock when its settings say so (Connections › Settings, “Catalogue”). A dry run there shows what would be written, before anything is.',
      )}
    </p>
  </div>
)
