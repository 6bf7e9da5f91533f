import { Hono } from 'hono'
import { z } from 'zod'
import { checkSide } from '../../flows/first-run/check-side.ts'
import { type FirstRun, readFirstRun } from '../../flows/first-run/first-run.ts'
import { prepareErp } from '../../flows/first-run/prepare-erp.ts'
import { rehearseOrders } from '../../flows/first-run/rehearse-orders.ts'
import { startSending } from '../../flows/first-run/start-sending.ts'
import { readMappings } from '../../flows/mapping/read-mappings.ts'
import { requireRole } from '../../flows/require-role.ts'
import { changeSettings } from '../../flows/settings/change-settings.ts'
import { type ConnectionRow, listConnections } from '../../flows/view/list-connections.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal, type Viewer } from '../viewer.ts'
import { ErpStep, MagentoStep } from './checks.tsx'
import { CodesStep } from './codes.tsx'
import { RehearsalStep } from './rehearsal.tsx'
import { RulesStep } from './rules.tsx'
import { StartStep } from './start.tsx'
import { Onward, type Step, StepNav, stepsOf, titleOf } from './steps.tsx'

const checkForm = z.object({ side: z.string().max(40) })
const rulesForm = z.object({ base: z.coerce.number(), since: z.string().max(10), holdMinutes: z.string().max(10) })
const rehearseForm = z.object({ goOn: z.literal('yes').optional() })

/** From a store that is connected to its first real order, step by step; how far it is stays in the database. */
export const firstRunRoutes = new Hono<AdminEnv>()
  .get('/:code', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const run = await ownRun(c)
    const connections = (await listConnections(viewer.ctx, [run.store])).filter(({ kind }) => kind === 'connection')
    const codes = connections.map(({ code }) => code)
    const [first = 'magento', ...others] = stepsOf(codes)
    const now = others.find(step => step === c.req.query('step')) ?? first
    return renderPage(
      c,
      { title: say('First run of {name}', { name: run.name }), place: 'home', everySeconds: 5 },
      <>
        <div class="head">
          <h1>{say('First run of {name}', { name: run.name })}</h1>
        </div>
        <StepNav run={run} now={now} connections={codes} />
        <h2>{titleOf(now, codes)}</h2>
        {await contentOf(now, { run, viewer, connections })}
        <Onward run={run} now={now} connections={codes} />
      </>,
    )
  })
  .post('/:code/check', async c => {
    const { store } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'operate')
    const { side } = await readForm(c, checkForm)
    await checkSide(c.get('viewer').ctx, { store, side })
    return shown(c)
  })
  .get('/:code/prepare', async c => {
    const { store } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'configure', store)
    const side = c.req.query('side') ?? ''
    return c.html(
      <Dialog
        title={say('Make in the ERP what is missing there')}
        action={`/admin/first-run/${store}/prepare`}
        submit={say('Make it')}
      >
        <p>
          {say(
            'What the ERP lacks and Orderbridge may make, such as the field by which orders are found again, is made there now. Nothing that is there is changed, and no order is sent.',
          )}
        </p>
        <input type="hidden" name="side" value={side} />
      </Dialog>,
    )
  })
  .post('/:code/prepare', async c => {
    const { store } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'configure', store)
    return answerAction(c, async () => {
      const { side } = await readForm(c, checkForm)
      await prepareErp(c.get('viewer').ctx, { store, connection: side })
      return say('The ERP was asked again: what it still lacks stands here.')
    })
  })
  .post('/:code/rules', async c => {
    const { store } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'configure')
    return answerAction(c, async () => {
      const { base, since, holdMinutes } = await readForm(c, rulesForm)
      const fields = { 'orders.since': since, 'orders.holdMinutes': holdMinutes }
      const reason = 'set in the first run'
      await changeSettings(c.get('viewer').ctx, { of: 'store', code: store, base, fields, reason })
      return say('Kept.')
    })
  })
  .post('/:code/rehearse', async c => {
    const { store } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'operate')
    const { goOn } = await readForm(c, rehearseForm)
    await rehearseOrders(c.get('viewer').ctx, { store, anew: goOn !== 'yes' })
    const report = (await ownRun(c)).report
    if (report?.stopped !== undefined || report?.left.length !== 0) return shown(c)
    return answerAction(c, async () => say('The dry run is through. Nothing was written.'))
  })
  .post('/:code/start', async c => {
    const { store, name } = await ownRun(c)
    requireRole(c.get('viewer').ctx, 'operate')
    return answerAction(c, async () => {
      await startSending(c.get('viewer').ctx, { store })
      return say('{name} is sending.', { name })
    })
  })

/** What came of it stands on the page: no message says it a second time. */
async function shown(c: AdminContext): Promise<Response> {
  c.header('HX-Trigger', 'refresh')
  return await c.html('')
}

interface Given {
  readonly run: FirstRun
  readonly viewer: Viewer
  readonly connections: readonly ConnectionRow[]
}

async function contentOf(step: Step, { run, viewer, connections }: Given) {
  const erp = <ErpStep run={run} connections={connections} viewer={viewer} />
  // Trying and starting are refused without one.
  const needsErp = (content: ReturnType<typeof RehearsalStep>) => (connections.length === 0 ? erp : content)
  switch (step) {
    case 'magento':
      return <MagentoStep run={run} viewer={viewer} />
    case 'erp':
      return erp
    case 'codes':
      return <CodesStep mappings={await Promise.all(connections.map(({ code }) => readMappings(viewer.ctx, code)))} />
    case 'rules':
      return <RulesStep run={run} viewer={viewer} />
    case 'rehearsal':
      return needsErp(<RehearsalStep run={run} viewer={viewer} />)
    case 'start':
      return needsErp(<StartStep run={run} connections={connections} viewer={viewer} />)
  }
}

/** The first run of the store of the address, when it is one of the viewer's. */
async function ownRun(c: AdminContext): Promise<FirstRun> {
  const viewer = c.get('viewer')
  const run = await readFirstRun(viewer.ctx, { stores: codesOf(viewer), store: c.req.param('code') ?? '' })
  if (!run) throw new Refusal(404, say('There is no such store among yours.'))
  return run
}
