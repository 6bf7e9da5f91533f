import { createHash } from 'node:crypto'
import type { ErpSource, SourceRow, SourceState } from '../connector.ts'
import type { ConnectorOptions } from '../connector-kind.ts'
import { createClient, type FlowClient, wordsOf } from './client.ts'
import { holds } from './conditions.ts'
import { refused } from './errors.ts'
import { needText } from './fields.ts'
import { judge } from './judge.ts'
import { readAll, readPage } from './paging.ts'
import { readRows } from './read-rows.ts'
import { runTransform } from './run-transform.ts'
import type { FlowSecrets, FlowSettings } from './settings.ts'
import type { SourceSettings } from './source-schema.ts'
import type { Cage } from './transform/cage.ts'
import { type Transform, TransformError } from './transform/transform.ts'

/** Orders from another system than the shop, as the section `source` of the flow describes it. */
export function sourceOf(
  settings: FlowSettings,
  secrets: FlowSecrets,
  options: ConnectorOptions,
  given: { readonly source: SourceSettings; readonly cage: Cage },
): ErpSource {
  const { source, cage } = given
  const client = createClient(settingsOf(settings, source), secrets, options)
  return {
    waiting: next => readWaiting(client, source, next),
    read: row => readOrder(client, source, cage, row),
    acknowledge: (row, erp) => acknowledge(client, source, cage, { ...row, erp }),
    stateOf: row => stateOf(client, source, row),
  }
}

/** The source is spoken to like an ERP at another address: nothing of the ERP's log-in or headers goes there. */
const settingsOf = (settings: FlowSettings, source: SourceSettings): FlowSettings => ({
  ...settings,
  otherUrls: [],
  servers: {},
  url: source.url,
  format: source.format,
  headers: source.headers,
  timeoutSeconds: source.timeoutSeconds,
  maxMiB: source.maxMiB,
  auth: source.auth,
  csrf: undefined,
  answers: {
    sessionLost: source.sessionLost,
    classes: [],
    trustLogInMinutes: 0,
    ...(source.errorText !== undefined && { errorText: source.errorText }),
  },
})

const WAITING = 'the look for waiting orders'

async function readWaiting(client: FlowClient, source: SourceSettings, next: string | undefined) {
  const page = await readPage(client, source.waiting, {}, WAITING, next)
  const rows = readRows(
    page.rows,
    WAITING,
    (row): SourceRow => ({
      key: needText(row, source.key, 'the key of the order'),
      number: needText(row, source.number, 'the number of the order'),
      row,
    }),
  )
  return { rows, ...(page.next !== undefined && { next: page.next }) }
}

/** @throws RemoteError permanent when the order is not there, or the mapping fails with it. */
async function readOrder(client: FlowClient, source: SourceSettings, cage: Cage, row: SourceRow) {
  const { key, number } = row
  const details: Record<string, unknown> = {}
  for (const [name, { one, ...step }] of Object.entries(source.details)) {
    const rows = await readAll(client, step, { ...row }, `${name} of order ${number}`)
    if (one && rows.length !== 1)
      throw refused('source-detail', `details.${name} gave ${rows.length} records for order ${number} in place of one`)
    details[name] = one ? rows[0] : rows
  }
  return await mapOrder(client, source, cage, { key, number, row: row.row ?? null, details })
}

/** The same input gives the same order: scripts get a seed of its key. */
async function mapOrder(
  client: FlowClient,
  { mapping, attributes }: SourceSettings,
  cage: Cage,
  input: { readonly key: string; readonly number: string; readonly row: unknown; readonly details: object },
): Promise<unknown> {
  const transform: Transform = mapping.kind === 'script' ? { kind: 'script', source: mapping.script } : mapping
  const random = createHash('sha256').update(input.key).digest().readUInt32BE(0) / 2 ** 32
  const run = { settings: client.settings, cage, log: client.log }
  try {
    const done = await runTransform(run, transform, input, attributes, { now: client.clock.now(), random })
    return done.output
  } catch (cause) {
    if (!(cause instanceof TransformError)) throw cause
    const line = cause.line === undefined ? '' : ` in line ${cause.line}`
    throw refused('source-mapping', `the mapping of the source stopped${line}: ${cause.message.slice(0, 300)}`)
  }
}

type Acknowledged = Pick<SourceRow, 'key' | 'number'> & {
  readonly erp: { readonly id: string; readonly number: string }
}

/** Saying it again says the same. @throws RemoteError unknown when the answer does not tell what became of it. */
async function acknowledge(
  client: FlowClient,
  { acknowledge: step, errorText }: SourceSettings,
  cage: Cage,
  vars: Acknowledged,
) {
  const what = `the acknowledgement of order ${vars.number}`
  const answer = await client.call(step, { ...vars }, { what, isWrite: true })
  if (step.gone.some(condition => holds(condition, answer)))
    return { outcome: 'gone' as const, reason: wordsOf(answer, { errorText: step.check.errorText ?? errorText }).text }
  const { settings, log, clock } = client
  await judge({ settings, cage, log, clock, check: step.check, answer, what, request: undefined, attributes: {} })
  return { outcome: 'acknowledged' as const }
}

async function stateOf(
  client: FlowClient,
  { acknowledged: step }: SourceSettings,
  { key, number }: Pick<SourceRow, 'key' | 'number'>,
): Promise<SourceState> {
  const { rows } = await readPage(client, step, { key, number }, `the look at order ${number}`)
  const [row] = rows
  if (row === undefined) return 'gone'
  if (rows.length > 1)
    throw refused('source-look', `source.acknowledged gave ${rows.length} records for order ${number} in place of one`)
  const answer = { status: 200, body: row }
  if (step.gone && holds(step.gone, answer)) return 'gone'
  return holds(step.when, answer) ? 'acknowledged' : 'waiting'
}
