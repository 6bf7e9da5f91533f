import { UserError } from '../../domain/errors.ts'
import type { ErpConnector } from '../connector.ts'
import type { ConnectorKind, ConnectorOptions } from '../connector-kind.ts'
import { parseOptions } from '../parse-options.ts'
import { callbacksOf } from './callbacks.ts'
import { catalogOf } from './catalog.ts'
import { readChanges } from './changes.ts'
import { createClient } from './client.ts'
import { secretsIn } from './contradictions.ts'
import { diagnose } from './diagnose.ts'
import { diagnoseSource } from './diagnose-source.ts'
import { filterNames } from './filters.ts'
import { findFollowUps, readFollowUps } from './follow-ups.ts'
import { imaginedErp } from './imagined.ts'
import { findItems } from './items.ts'
import { lazyCage } from './lazy-cage.ts'
import { fetchDocument } from './pdf.ts'
import { INPUT_PLACES, planSalesDocument } from './plan.ts'
import { reviewRequest } from './review-request.ts'
import { findSalesDocuments, readSalesDocuments } from './sales-documents.ts'
import { type FlowSettings, flowSecrets, flowSettings } from './settings.ts'
import { shippedFlows } from './shipped-flows.ts'
import { sourceOf } from './source.ts'
import { checkSources } from './sources.ts'
import { flowStart } from './start.ts'
import { createSubject, describeSubject, findSubjects, recognises } from './subjects.ts'
import { tryOut } from './try-out.ts'
import { cancelSalesDocument, createSalesDocument } from './write-order.ts'

const KIND = 'http-flow'

/** Any ERP that speaks HTTP, by a definition in place of code (docs/http-flow.md). */
export const httpFlow = {
  kind: KIND,
  label: 'HTTP flow',
  start: flowStart,
  shipped: shippedFlows,
  settingsSchema: flowSettings,
  secretsSchema: flowSecrets,
  withoutCredentials: ['otherUrls'],
  create,
  imagined: imaginedErp,
  tryOut,
  checkSources,
  words: { places: INPUT_PLACES, filters: filterNames },
} satisfies ConnectorKind

/** @throws UserError when settings or secrets do not fit, and when the flow names a secret that there is not. */
function create(options: ConnectorOptions): ErpConnector {
  const settings = parseOptions(flowSettings, options.settings, options.connection, 'settings')
  const secrets = parseOptions(flowSecrets, options.secrets, options.connection, 'secrets')
  const missing = secretsIn(settings).filter(name => !Object.hasOwn(secrets, name))
  if (missing.length > 0)
    throw new UserError(
      `The flow of connection ${options.connection} names secrets that are not set: ${missing.join(', ')}. Add them to its secrets.`,
    )
  const client = createClient(settings, secrets, options)
  const cage = lazyCage()
  const source = settings.source && sourceOf(settings, secrets, options, { source: settings.source, cage })
  return {
    kind: KIND,
    longestWriteMs: longestWrite(settings),
    findSubjects: subjects => findSubjects(client, subjects),
    recognises: subject => recognises(settings, subject),
    describeSubject: subject => describeSubject(subject, settings),
    createSubject: subject => createSubject(client, cage, subject),
    findItems: codes => findItems(client, codes),
    planSalesDocument: input => planSalesDocument(input, settings, cage, client.log),
    reviewRequest: (edited, planned) => reviewRequest(edited, planned, settings),
    findSalesDocuments: (ids, planned) => findSalesDocuments(client, ids, planned),
    createSalesDocument: request => createSalesDocument(client, cage, request),
    readSalesDocuments: ids => readSalesDocuments(client, ids),
    cancelSalesDocument: id => cancelSalesDocument(client, cage, id),
    readChanges: (cursor, since, until) => readChanges(client, cursor, since, until),
    readFollowUps: (kind, ids) => readFollowUps(client, kind, ids),
    findFollowUps: ids => findFollowUps(client, ids),
    fetchDocument: (kind, id) => fetchDocument(client, kind, id),
    ...(settings.callbacks && { callbacks: callbacksOf(settings, secrets, options.clock, settings.callbacks) }),
    ...(settings.catalog && { catalog: catalogOf(client, settings.catalog) }),
    ...(source && { source }),
    diagnose: async () => [...(await diagnose(client)), ...(source ? await diagnoseSource(settings, source) : [])],
    close: () => cage.close(),
  }
}

function longestWrite({ orders, timeoutSeconds }: FlowSettings): number {
  const { settleSeconds = 0, ...write } = orders.write
  return ((write.timeoutSeconds ?? timeoutSeconds) + settleSeconds) * 1_000
}
