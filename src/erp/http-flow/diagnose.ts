import { RemoteError } from '../../domain/errors.ts'
import { type Finding, foundAt } from '../../domain/finding.ts'
import { readChanges } from './changes.ts'
import type { FlowClient } from './client.ts'
import { findItems } from './items.ts'
import { readPage } from './paging.ts'
import type { ReadStep } from './request-schema.ts'
import { findSalesDocuments } from './sales-documents.ts'
import { checkSources, sourcesIn } from './sources.ts'
import { spanVars } from './spans.ts'
import { asksSince } from './step-places.ts'

/** A key and an item code that no ERP has. */
const NOBODY = 'orderbridge-doctor-0'

/** The checks of `orderbridge doctor`: every step that only reads is tried once. Nothing is written. */
export async function diagnose(client: FlowClient): Promise<Finding[]> {
  const { settings } = client
  const scripts = await checkScripts(client)
  const reached = await checkFind(client)
  if (!reached.ok && reached.check === 'log-in') return [...scripts, reached]
  return [
    ...scripts,
    reached,
    ...(client.prepareWrites ? [await guarded('token for writes', () => checkWrites(client))] : []),
    ...(settings.items ? [await guarded('items', () => checkItems(client))] : []),
    ...(settings.changes.length > 0 ? [await guarded('changes', () => checkChanges(client))] : []),
    ...(await checkCatalog(client)),
  ]
}

async function guarded(check: string, work: () => Promise<Omit<Finding, 'check'>>): Promise<Finding> {
  try {
    return { check, ...(await work()) }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return { check, ok: false, detail: error.message, remedy: `Check the step "${check}" of flow and ERP.` }
  }
}

/** The query has to say "not there" to a key that nobody has: an error would stop every order. */
async function checkFind(client: FlowClient): Promise<Finding> {
  const { settings, clock } = client
  const check = 'log-in'
  try {
    if (settings.orders.find) {
      const found = await findSalesDocuments(client, [NOBODY], plannedFor(client))
      if (found.size > 0) {
        const remedy = 'Mend foundPath, notFoundValue or fields of orders.find: with it no order would ever be written.'
        return {
          check: 'existence query',
          ok: false,
          detail: 'The ERP is said to have an order that nobody has.',
          remedy,
        }
      }
      return { check: 'existence query', ok: true, detail: `${settings.url} says that an unknown order is not there.` }
    }
    await readChanges(client, undefined, clock.now())
    return { check, ok: true, detail: `${settings.url} answers.` }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    const detail = foundAt(settings.url, error.message)
    if (error.errorClass === 'auth')
      return { check, ok: false, detail, remedy: 'Check auth and secrets of the connection.' }
    const remedy =
      error.errorClass === 'permanent'
        ? 'Check path and fields of orders.find; a status that means "not there" belongs into absentStatuses.'
        : 'Check url of the connection, the firewall, and whether the ERP is running.'
    return { check: error.errorClass === 'permanent' ? 'existence query' : check, ok: false, detail, remedy }
  }
}

/** As much of a plan as the query may name. */
function plannedFor({ settings: { flow, version, orders, currency } }: FlowClient) {
  const order = { number: NOBODY, magentoId: 0 }
  const context = {
    flow,
    version,
    orderbridgeId: NOBODY,
    reference: NOBODY,
    order,
    total: '0',
    currency,
    attributes: {},
    write: orders.write,
  }
  return new Map([[NOBODY, { method: 'POST' as const, path: '/', context }]])
}

/** A token is given out without anything being written. */
async function checkWrites({ prepareWrites }: FlowClient): Promise<Omit<Finding, 'check'>> {
  await prepareWrites?.()
  return { ok: true, detail: 'The ERP gives out the token that it wants with every write.' }
}

async function checkItems(client: FlowClient): Promise<Omit<Finding, 'check'>> {
  const found = await findItems(client, [NOBODY])
  if (found.size === 0) return { ok: true, detail: 'An unknown item is not there.' }
  return {
    ok: false,
    detail: 'The ERP is said to have an item that nobody has.',
    remedy: 'Mend rows and fields of items.find.',
  }
}

async function checkChanges(client: FlowClient): Promise<Omit<Finding, 'check'>> {
  const { changes } = await readChanges(client, undefined, client.clock.now())
  return {
    ok: true,
    detail: `Feeds that answer: ${client.settings.changes.length}; changes just now: ${changes.length}.`,
  }
}

async function checkCatalog(client: FlowClient): Promise<Finding[]> {
  const { catalog } = client.settings
  const steps = [
    ['items of the catalogue', catalog?.items],
    ['stock', catalog?.stock],
    ['prices', catalog?.prices],
  ] as const
  const findings: Finding[] = []
  for (const [check, step] of steps) if (step) findings.push(await guarded(check, () => checkPage(client, step, check)))
  return findings
}

async function checkPage(client: FlowClient, step: ReadStep, what: string): Promise<Omit<Finding, 'check'>> {
  const now = client.clock.now()
  const vars = asksSince(step) ? spanVars(client, step, now, now) : {}
  const { rows } = await readPage(client, step, vars, what)
  return { ok: true, detail: `Rows on the first page: ${rows.length}.` }
}

async function checkScripts({ settings }: FlowClient): Promise<Finding[]> {
  const mistakes = await checkSources(settings)
  return sourcesIn(settings)
    .filter(({ path }) => path[0] === 'orders')
    .map(({ path }): Finding => {
      const check = path.join('.')
      const found = mistakes.filter(mistake => mistake.path.join('.') === check)
      if (found.length === 0) return { check, ok: true, detail: 'It can be read.' }
      const detail = found.map(({ line, message }) => `${line === undefined ? '' : `line ${line}: `}${message}`)
      return { check, ok: false, detail: detail.join('; '), remedy: `Mend ${check} of the connection.` }
    })
}
