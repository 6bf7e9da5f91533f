import type { ErpConnector, SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import type { ConnectorKind, ConnectorOptions } from '../connector-kind.ts'
import { parseOptions } from '../parse-options.ts'
import { createCatalog } from './catalog.ts'
import { readChanges } from './changes.ts'
import { createClient } from './client.ts'
import { codesOf } from './codes.ts'
import { diagnose } from './diagnose.ts'
import { createOrderFinder } from './find-orders.ts'
import { findFollowUps, readFollowUps } from './follow-ups.ts'
import { imaginedIcenter } from './imagined.ts'
import { findItems } from './items.ts'
import { fetchDocument } from './pdf.ts'
import { findRefund, refundSalesDocument } from './refund.ts'
import { reviewRequest } from './review-request.ts'
import { planSalesDocument } from './sales-document.ts'
import { cancelSalesDocument, createSalesDocument, findSalesDocuments, readSalesDocuments } from './sales-documents.ts'
import { icenterSecrets, icenterSettings } from './settings.ts'
import { icenterStart } from './start.ts'
import { createSubject, describeSubject, findSubjects } from './subjects.ts'

const KIND = 'icenter'

/** A connector whose parts are known to be there, and which plans at once. */
export type IcenterConnector = { planSalesDocument(input: SalesDocumentInput): SalesDocumentPlan } & ErpConnector &
  Required<Pick<ErpConnector, 'refunds' | 'catalog' | 'codes'>>

/**
 * SAOP iCenter (docs of the fields: settings.ts). It has no callbacks, and no call that books money of an order that is
 * there already: captured money goes with the order, or people book it.
 */
export const icenter = {
  kind: KIND,
  otherCharset: 'windows-1250', // contract §1
  label: 'SAOP iCenter',
  start: icenterStart,
  settingsSchema: icenterSettings,
  secretsSchema: icenterSecrets,
  create,
  imagined: imaginedIcenter,
} satisfies ConnectorKind

/** @throws UserError when settings or secrets do not fit their schema. */
function create(options: ConnectorOptions): IcenterConnector {
  const settings = parseOptions(icenterSettings, options.settings, options.connection, 'settings')
  const secrets = parseOptions(icenterSecrets, options.secrets, options.connection, 'secrets')
  const client = createClient(settings, secrets, options.send, options.clock)
  const finder = createOrderFinder(client)
  return {
    kind: KIND,
    longestWriteMs: settings.timeoutSeconds * 1_000,
    findSubjects: subjects => findSubjects(client, subjects),
    describeSubject: subject => describeSubject(subject, settings),
    createSubject: subject => createSubject(client, subject),
    findItems: codes => findItems(client, codes),
    planSalesDocument: input => planSalesDocument(input, settings),
    reviewRequest: (edited, planned) => reviewRequest(edited, planned, settings),
    findSalesDocuments: (ids, planned) => findSalesDocuments(client, finder, ids, planned),
    createSalesDocument: request => createSalesDocument(client, finder, request),
    readSalesDocuments: ids => readSalesDocuments(client, ids),
    cancelSalesDocument: id => cancelSalesDocument(client, id),
    readChanges: (cursor, since, until) => readChanges(client, finder, cursor, since, until),
    readFollowUps: (kind, ids) => readFollowUps(client, kind, ids),
    findFollowUps: ids => findFollowUps(client, ids),
    fetchDocument: (kind, id) => fetchDocument(client, kind, id),
    refunds: { create: input => refundSalesDocument(client, input), find: input => findRefund(client, input) },
    catalog: createCatalog(client),
    codes: codesOf(client),
    diagnose: () => diagnose(client),
    close: async () => {},
  }
}
