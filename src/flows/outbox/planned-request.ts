import { z } from 'zod'
import type { ErpConnector, ErpRequest } from '../../erp/connector.ts'

/** The request of a planned sales document, as its message keeps it. */
export const plannedRequest = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']),
  path: z.string(),
  body: z.unknown(),
  context: z.unknown().optional(),
})

/** What every message that makes a sales document has in its payload. */
export const plannedDocument = z.object({ orderbridgeId: z.string(), request: plannedRequest })
export type PlannedDocument = z.infer<typeof plannedDocument>

export const requestOf = ({ method, path, body, context }: PlannedDocument['request']): ErpRequest => ({
  method,
  path,
  body,
  ...(context !== undefined && { context }),
})

/** The look-up of all of them in as few calls as the ERP allows; with their requests, because some ERPs know no key of ours. */
export const lookUpOf = (documents: readonly PlannedDocument[]): Parameters<ErpConnector['findSalesDocuments']> => [
  documents.map(({ orderbridgeId }) => orderbridgeId),
  new Map(documents.map(({ orderbridgeId, request }) => [orderbridgeId, requestOf(request)])),
]
