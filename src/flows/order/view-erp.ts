import type { SalesDocument } from '../../domain/fulfilment.ts'
import type { HttpSend } from '../../domain/http.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { chooseSubject } from '../../domain/subject-policy.ts'
import type { ErpConnector, ErpRequest, SalesDocumentPlan } from '../../erp/connector.ts'
import { createPressure } from '../../outbound/pressure.ts'
import { createSend, type SendOptions } from '../../outbound/send.ts'
import { connectorOf, kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { Clock } from '../context.ts'
import { askForMasterData, judgeMasterData, type MasterData, needsOf } from './master-data.ts'
import { orderbridgeIdOf, planSalesDocument } from './plan-sales-document.ts'

export type LookUpWay = 'real' | 'imagined'

/** What the ERP has of an order, and what would be sent to it. */
export interface ErpView {
  readonly found: MasterData
  readonly existing: SalesDocument | undefined
  readonly plan: SalesDocumentPlan
  /** In the connector's own words, grouped by what they ask for. */
  readonly lookUps: readonly ErpRequest[]
  /** Set when the customer would be created. */
  readonly newSubject: ErpRequest | undefined
}

interface Input {
  readonly order: CanonicalOrder
  readonly connection: ConnectionSetup
  readonly timezone: string
  readonly lookUps: LookUpWay
  readonly clock: Clock
  readonly random: () => number
}

type Wire = (options: SendOptions) => HttpSend

/**
 * Lets the connector itself say what it sends: look-ups run for real or in an imagined ERP, writes in an imagined one
 * in any case. One after the other, because connectors of one company share their log-in.
 */
export async function viewErp(input: Input): Promise<ErpView> {
  const { order, connection, timezone, lookUps } = input
  const imagined = kindOf(connection).imagined()
  const needs = needsOf(connection, [order])
  const wire: Wire = lookUps === 'real' ? createSend : () => imagined
  const asked = await record(input, wire, async erp => {
    return judgeMasterData(needs, await askForMasterData(erp, needs))
  })
  const found = asked.result
  const planned = await record(
    input,
    () => imagined,
    async erp => {
      const { subjectId, isNew } = await subjectOf(erp, input, found)
      // What is missing is held for; the request then shows the code that was looked for.
      const items = new Map([...needs.codes, ...found.items])
      return { isNew, plan: await planSalesDocument(erp, connection, { order, subjectId, items, timezone }) }
    },
  )
  const { plan, isNew } = planned.result
  // With the plan, because some ERPs know no key of ours and are asked for what it carries.
  const again = await record(input, wire, async erp => {
    const id = orderbridgeIdOf(connection.store, order.magentoId)
    return (await erp.findSalesDocuments([id], new Map([[id, plan.request]]))).get(id)
  })
  const created = planned.requests.find(({ method }) => method === 'POST')
  return {
    found,
    existing: again.result,
    plan,
    lookUps: [...Map.groupBy([...asked.requests, ...again.requests], ({ path }) => path.split('?')[0]).values()].flat(),
    newSubject: isNew && connection.policies.missingSubjects === 'create' ? created : undefined,
  }
}

async function subjectOf(
  erp: ErpConnector,
  { order, connection }: Input,
  { subjects, ambiguous }: MasterData,
): Promise<{ readonly subjectId: string; readonly isNew: boolean }> {
  const choice = chooseSubject(order, connection.policies)
  if (choice.kind === 'collective') return { subjectId: '', isNew: false }
  const known = subjects.get(choice.subject.key) ?? ambiguous.get(choice.subject.key)?.erpId
  if (known !== undefined) return { subjectId: known, isNew: false }
  return { subjectId: await erp.createSubject(choice.subject), isNew: true }
}

/** Runs with a connector of its own and writes down what it sends, log-ins left out. */
async function record<T>(
  { connection, clock, random }: Input,
  wire: Wire,
  work: (erp: ErpConnector) => Promise<T>,
): Promise<{ readonly result: T; readonly requests: readonly ErpRequest[] }> {
  const requests: ErpRequest[] = []
  const createRecordingSend: Wire = options => {
    const send = wire(options)
    return request => {
      if (!request.confidential) requests.push(asErpRequest(request))
      return send(request)
    }
  }
  const erp = connectorOf(connection, {
    clock,
    random,
    createSend: createRecordingSend,
    pressure: createPressure(),
  })
  try {
    const result = await work(erp)
    return { result, requests: [...requests] } // a copy: logging out is not part of it
  } finally {
    await erp.close()
  }
}

function asErpRequest({ method, url, body }: Parameters<HttpSend>[0]): ErpRequest {
  const { pathname, search } = new URL(url)
  const path = `${pathname}${search}`
  if (method === 'DELETE') throw new Error(`a connector sent ${method} ${path}`)
  return { method, path, ...(typeof body === 'string' && { body: jsonOrText(body) }) }
}

/** XML and forms are shown as they are. */
function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
