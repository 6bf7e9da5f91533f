import type { ErpConnector, SalesDocumentInput, SalesDocumentPlan } from '../connector.ts'
import type { ConnectorKind, ConnectorOptions } from '../connector-kind.ts'
import { parseOptions } from '../parse-options.ts'
import { createCatalog } from './catalog.ts'
import { readChanges } from './changes.ts'
import { createClient } from './client.ts'
import { codesOf } from './codes.ts'
import { diagnose } from './diagnose.ts'
import { findFollowUps, readFollowUps } from './follow-ups.ts'
import { imaginedServiceLayer } from './imagined.ts'
import { withDeliveries } from './invoice-deliveries.ts'
import { findItems } from './items.ts'
import { createPayment, findPayment } from './payments.ts'
import { createPrinter } from './pdf.ts'
import { findRefund, refundSalesDocument } from './refund.ts'
import { reviewRequest } from './review-request.ts'
import { planSalesDocument } from './sales-document.ts'
import {
  cancelSalesDocument,
  createSalesDocument,
  findByHand,
  findSalesDocuments,
  readSalesDocuments,
} from './sales-documents.ts'
import { sapB1Secrets, sapB1Settings } from './settings.ts'
import { sapB1Start } from './start.ts'
import { createSubject, describeSubject, findSubjects } from './subjects.ts'
import { parseCallback, subscribe } from './webhooks.ts'

const KIND = 'sap-b1'

/** A connector whose parts are known to be there. */
export type SapB1Connector = {
  planSalesDocument(input: SalesDocumentInput): SalesDocumentPlan
} & ErpConnector &
  Required<Pick<ErpConnector, 'payments' | 'refunds' | 'callbacks' | 'catalog' | 'codes'>>

/** SAP Business One through its Service Layer (docs of the fields: settings.ts). */
export const sapB1 = {
  kind: KIND,
  label: 'SAP Business One',
  start: sapB1Start,
  settingsSchema: sapB1Settings,
  secretsSchema: sapB1Secrets,
  create,
  imagined: imaginedServiceLayer,
} satisfies ConnectorKind

/** @throws UserError when settings or secrets do not fit their schema. */
function create(options: ConnectorOptions): SapB1Connector {
  const settings = parseOptions(sapB1Settings, options.settings, options.connection, 'settings')
  const secrets = parseOptions(sapB1Secrets, options.secrets, options.connection, 'secrets')
  const { send, clock, connection } = options
  const client = createClient(settings, secrets, send, clock)
  const printer = createPrinter(client, secrets, send, clock)
  return {
    kind: KIND,
    longestWriteMs: settings.timeoutSeconds * 1_000,
    findSubjects: subjects => findSubjects(client, subjects),
    describeSubject: subject => describeSubject(subject, settings),
    createSubject: subject => createSubject(client, subject),
    findItems: codes => findItems(client, codes),
    planSalesDocument: input => planSalesDocument(input, settings),
    reviewRequest: (edited, planned) => reviewRequest(edited, planned, settings),
    findSalesDocuments: ids => findSalesDocuments(client, ids),
    findByHand: wanted => findByHand(client, wanted),
    createSalesDocument: request => createSalesDocument(client, request),
    readSalesDocuments: ids => readSalesDocuments(client, ids),
    cancelSalesDocument: id => cancelSalesDocument(client, id),
    readChanges: (cursor, since, until) => readChanges(client, cursor, since, until),
    readFollowUps: (kind, ids) => readFollowUps(client, kind, ids),
    findFollowUps: ids => findFollowUps(client, ids),
    fetchDocument: (kind, id) => printer.fetchDocument(kind, id),
    catalog: createCatalog(client),
    payments: { create: input => createPayment(client, input), find: key => findPayment(client, key) },
    refunds: { create: input => refundSalesDocument(client, input), find: input => findRefund(client, input) },
    callbacks: {
      parse: request => {
        const keys = [secrets.webhookKey, secrets.webhookKeyPrevious].flatMap(key => key ?? [])
        const answer = parseCallback(request, keys)
        return answer.kind === 'changes' ? { ...answer, changes: withDeliveries(settings, answer.changes) } : answer
      },
      subscribe: url => subscribe(client, connection, url, secrets.webhookKey),
    },
    codes: codesOf(client),
    diagnose: ({ fix }) => diagnose(client, printer, { fix, hasWebhookKey: secrets.webhookKey !== undefined }),
    close: async () => {
      await printer.close()
      await client.close()
    },
  }
}
