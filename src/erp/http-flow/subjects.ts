import { RemoteError } from '../../domain/errors.ts'
import type { FoundSubject, Subject } from '../../domain/subject.ts'
import type { ErpRequest } from '../connector.ts'
import type { FlowClient } from './client.ts'
import { refused } from './errors.ts'
import { needText, readText } from './fields.ts'
import { judge } from './judge.ts'
import type { SubjectsFlow } from './master-data-schema.ts'
import { readAll } from './paging.ts'
import { readRows } from './read-rows.ts'
import { renderPath } from './render-request.ts'
import type { FlowSettings } from './settings.ts'
import { renderTree } from './template.ts'
import type { Cage } from './transform/cage.ts'

/**
 * Customers, where the ERP keeps them apart from orders. In a flow without this step the customer travels in the order,
 * and every subject is known under its own key.
 */

/** What the query is asked with; a subject without it cannot be found. */
const KEYS: Readonly<Record<FoundSubject['by'], (subject: Subject) => string | undefined>> = {
  our_key: ({ key }) => key,
  vat_id: ({ vatId }) => vatId,
  email: ({ email }) => (email === '' ? undefined : email),
}

export async function findSubjects(
  client: FlowClient,
  subjects: readonly Subject[],
): Promise<Map<string, FoundSubject>> {
  const flow = client.settings.subjects
  if (!flow)
    return new Map(
      subjects.map(subject => [
        subject.key,
        { erpId: subject.key, name: subject.name, by: 'our_key' as const, ambiguousWith: [] },
      ]),
    )
  const found = await Promise.all(subjects.map(subject => findOne(client, flow, subject)))
  return new Map(found.flatMap((one, index) => (one && subjects[index] ? [[subjects[index].key, one] as const] : [])))
}

/** One customer for each order is meant to be apart: only our own key recognises it. */
export function recognises({ subjects: flow }: Pick<FlowSettings, 'subjects'>, subject: Subject): boolean {
  if (!flow) return true
  const { by } = flow.find
  const isApart = subject.key.startsWith('order:') && by !== 'our_key'
  return !isApart && KEYS[by](subject) !== undefined
}

async function findOne(
  client: FlowClient,
  { find }: SubjectsFlow,
  subject: Subject,
): Promise<FoundSubject | undefined> {
  if (!recognises(client.settings, subject)) return undefined
  const what = 'the look for the customer'
  const rows = await readAll(client, find, { subject }, what)
  const [first, ...others] = readRows(rows, what, row => ({
    id: needText(row, find.fields.id, 'the key of the customer'),
    name: readText(row, find.fields.name),
  }))
  if (!first) return undefined
  const ambiguousWith = [...new Set(others.map(({ id }) => id))].filter(id => id !== first.id)
  return { erpId: first.id, name: first.name ?? subject.name, by: find.by, ambiguousWith }
}

/** Pure. */
export function describeSubject(subject: Subject, settings: FlowSettings): ErpRequest {
  const create = settings.subjects?.create
  if (!create) throw refused('subjects', `The flow ${settings.flow} has no step that creates customers`)
  const method = create.method === 'PUT' || create.method === 'PATCH' ? create.method : 'POST'
  return { method, path: renderPath(create.path, { subject }), body: renderTree(create.body, { subject }) }
}

/** One that is there already is answered, not made twice. @throws RemoteError unknown when the answer did not come. */
export async function createSubject(client: FlowClient, cage: Cage, subject: Subject): Promise<string> {
  const flow = client.settings.subjects
  if (!flow) return subject.key
  const known = await findOne(client, flow, subject)
  if (known) return known.erpId
  const what = 'the new customer'
  const { body } = describeSubject(subject, client.settings)
  const answer = await client.call(flow.create, { subject, idempotencyKey: subject.key }, { what, isWrite: true, body })
  const { id } = await judge({
    check: flow.create.check,
    answer,
    what,
    request: body,
    attributes: {},
    settings: client.settings,
    cage,
    log: client.log,
    clock: client.clock,
  })
  const made = id ?? (await findOne(client, flow, subject))?.erpId
  if (made !== undefined) return made
  throw new RemoteError({
    errorClass: 'unknown',
    code: 'http-flow:no-id',
    message: 'The ERP took the customer and named no key: set subjects.create.check.id',
  })
}
