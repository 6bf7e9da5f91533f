import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Stage, startStage } from '../../sandbox/stage.ts'
import { type Judged, judge } from '../../sandbox/verdict.ts'
import { counted } from '../domain/counted.ts'
import { diagnose } from '../flows/config/diagnose.ts'
import { listOpenProblems } from '../flows/view/list-problems.ts'
import { listStores } from '../flows/view/list-stores.ts'
import { readProgress } from '../flows/view/read-progress.ts'
import { tailStories } from '../flows/view/tail-stories.ts'
import { type Runtime, systemClock } from '../runtime.ts'
import { applySandbox } from './apply-sandbox.ts'
import { chooseErp } from './choose-erp.ts'
import { table } from './table.ts'

export interface SandboxRun {
  readonly stage: Stage
  /** Exit code. */
  readonly finished: Promise<number>
}

interface Input {
  readonly runtime: Runtime
  readonly options: { readonly orders?: number; readonly exit?: boolean; readonly erp?: string }
  /** Name of the ERP that this sandbox has played with. */
  readonly erpBefore: string | undefined
  readonly say: (line: string) => void
  readonly stopped: Promise<'stopped'>
  readonly publicUrl: string
  readonly listen: () => Promise<unknown>
  readonly sayWhere: () => Promise<void>
}

/** What "orderbridge doctor --fix" does in an ERP: our field is made where it is missing. */
async function makeErpField(runtime: Runtime): Promise<void> {
  const findings = await diagnose(runtime.context({ kind: 'cli', user: 'sandbox' }), {
    config: runtime.config,
    fix: true,
  })
  for (const { area, check, detail } of findings.filter(finding => !finding.ok))
    runtime.log.debug({ area, check, detail }, 'doctor')
}

const EVERY_MS = 4_000
const PROGRESS_MS = 2_000
/** An order takes a few seconds; when nothing at all moves for so long, it is time to say what is wrong. */
const STALL_MS = 45_000
/** After a kill -9 the tasks that the process was at are taken up again when their leases end: 45 s (run-due-tasks.ts). */
const STALL_AFTER_RESTART_MS = 150_000

/** The bridge between a simulated shop and a simulated ERP, with people who order, deliver and invoice. */
export async function runSandbox(input: Input): Promise<SandboxRun> {
  const { runtime, say } = input
  const erpKind = chooseErp(input.options.erp, input.erpBefore)
  const folder = join(runtime.config.home, 'sandbox')
  const stage = await startStage({
    erpKind,
    folder,
    bridgeUrl: input.publicUrl,
    clock: systemClock,
    random: Math.random,
  })
  try {
    const ctx = runtime.context({ kind: 'cli', user: 'sandbox' })
    await applySandbox(ctx, { folder, text: stage.configuration })
    await runtime.remotes.refresh()
    await makeErpField(runtime)
    await input.listen()
  } catch (error) {
    await stage.close()
    throw error
  }
  await input.sayWhere()
  say(`Mailbox    ${stage.mailbox.url}`)
  say(`Magento    ${stage.magento.url}/  (simulated; its orders, and the page as Sales > Orderbridge)`)
  say(`ERP        ${stage.erp.url}  (${erpKind.label}, simulated)`)
  const erpToken = new Map(stage.erp.facts).get('sandboxToken') ?? ''
  say(`Troubles   docs/sandbox.md; sandboxToken of Magento ${stage.magento.sandboxToken}, of the ERP ${erpToken}`)
  say('')
  return { stage, finished: input.options.exit ? settle(input, stage) : watch(input, stage) }
}

/** Places orders every few seconds and tells each step of each order, until stopped. */
async function watch({ runtime, options, say, stopped }: Input, stage: Stage): Promise<number> {
  const ctx = runtime.context({ kind: 'job', task: 'tail' })
  const next = stage.kindsInTurn(stage.magento.orders().length)
  let left = options.orders ?? Number.POSITIVE_INFINITY
  let ended = false
  const end = stopped.then(() => {
    ended = true
  })
  const shop = async () => {
    while (!ended && left-- > 0) {
      await stage.people.shop(next())
      await Promise.race([end, pause(EVERY_MS)])
    }
  }
  const tell = async () => {
    let after = await tailStories(ctx, undefined).then(stories => stories.last)
    while (!ended) {
      const { lines, last } = await tailStories(ctx, after)
      for (const { at, number, text } of lines) say(`${at.toISOString().slice(11, 19)}  ${number}  ${text}`)
      after = last
      await Promise.race([end, pause(400)])
    }
  }
  await Promise.all([shop(), tell(), end])
  return 0
}

/** Places the orders, waits until both systems are through with them, and judges each by what stands there. */
async function settle({ runtime, options, say, stopped, erpBefore }: Input, stage: Stage): Promise<number> {
  const stallMs = erpBefore === undefined ? STALL_MS : STALL_AFTER_RESTART_MS
  const ctx = runtime.context({ kind: 'job', task: 'progress' })
  const startedAt = Date.now()
  const count = options.orders ?? 25
  const known = new Set(stage.magento.orders().map(({ order }) => order.entity_id))
  const next = stage.kindsInTurn(known.size)
  for (let placed = 0; placed < count; placed += 1) await stage.people.shop(next())
  say(
    `Placed ${counted(count, 'order')}${known.size > 0 ? `; ${counted(known.size, 'from before is', 'from before are')} watched too` : ''}.`,
  )
  let ended = false
  stopped.then(() => {
    ended = true
  })
  let last = ''
  let movedAt = Date.now()
  while (!ended && Date.now() - movedAt < stallMs) {
    await pause(PROGRESS_MS)
    const { counts, settled } = await readProgress(ctx)
    const judged = judge(stage)
    const through = judged.filter(
      order => order.finished && order.wrong.length === 0 && settled.has(order.number),
    ).length
    const line = `${through} of ${judged.length} through: ${counts.inErp} in the ERP, ${counts.invoiced} invoiced, ${counted(counts.mailed, 'mail')}, ${counted(counts.waiting, 'message')} on the way, ${counted(counts.problems, 'problem')}`
    if (line !== last) movedAt = Date.now()
    last = line
    say(`${seconds(startedAt).padStart(5)} s  ${line}`)
    if (through === judged.length) break
  }
  if (ended) return 130
  return await report(ctx, stage, say, known, startedAt)
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1)

async function report(
  ctx: Parameters<typeof readProgress>[0],
  stage: Stage,
  say: (line: string) => void,
  known: ReadonlySet<number>,
  startedAt: number,
): Promise<number> {
  const { settled, reasons } = await readProgress(ctx)
  const judged = judge(stage).map(order => ({ ...order, wrong: faultsOf(order, settled, reasons) }))
  const shown = judged.filter(order => !known.has(order.orderId) || order.wrong.length > 0)
  say('')
  for (const line of table(
    ['order', 'kind', 'ERP document', 'invoice', 'PDF', 'mail', 'shipment', 'Magento', 'seconds', ''],
    shown.map(order => [
      order.number,
      order.kind,
      order.erpDocument,
      order.invoice,
      order.pdf,
      order.mail,
      order.shipment,
      order.magentoState,
      settled.get(order.number)?.toFixed(1) ?? '-',
      order.wrong.length === 0 ? 'ok' : 'WRONG',
    ]),
  ))
    say(line)
  const wrong = judged.filter(order => order.wrong.length > 0)
  for (const order of wrong) say(`Order ${order.number}: ${order.wrong.join('; ')}`)
  if (wrong.length > 0) for (const line of await problemLines(ctx)) say(line)
  say('')
  say(
    `${judged.length - wrong.length} of ${judged.length} orders are right on both sides, after ${seconds(startedAt)} s.`,
  )
  return wrong.length === 0 ? 0 : 1
}

/** What waits for a person, with the far side's own words. */
async function problemLines(ctx: Parameters<typeof readProgress>[0]): Promise<string[]> {
  const stores = (await listStores(ctx)).map(({ code }) => code)
  const problems = await listOpenProblems(ctx, stores)
  return problems.flatMap(({ title, remedy, detail }) => [
    `Problem: ${title} ${remedy}`,
    ...(detail && !title.includes(detail) ? [`         ${detail}`] : []),
  ])
}

function faultsOf(order: Judged, settled: ReadonlyMap<string, number>, reasons: ReadonlyMap<string, string>): string[] {
  if (settled.has(order.number)) return [...order.wrong]
  return [...order.wrong, `not settled: ${reasons.get(order.number) ?? 'the bridge has not heard of it'}`]
}
