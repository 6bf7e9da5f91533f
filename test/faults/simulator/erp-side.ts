import type { ErpCallback, SimulatedErpKind, UnpluggedErp } from '../../../sandbox/erp.ts'
import { simulatedErp, simulatedErps } from '../../../sandbox/erps.ts'
import type { HttpAnswer, HttpRequest } from '../../../src/domain/http.ts'
import { latin1, rawPdf } from '../../fixtures/pdf/raw-pdf.ts'
import { askApp } from './ask-app.ts'
import { CONNECTION } from './configuration.ts'
import type { Random } from './random.ts'
import type { SnapshotJournal } from './snapshot-journal.ts'

/** A simulated ERP of the sandbox as the network of the simulator reaches it. */
export interface ErpSide extends UnpluggedErp {
  /** @param port as the ERP's kind names it: "main" */
  ask(port: string, request: HttpRequest): Promise<HttpAnswer>
}

interface ErpOptions {
  readonly kind: SimulatedErpKind
  readonly journal: SnapshotJournal
  readonly clock: { now(): Date }
  readonly random: Random
  /** Called after each request that may have changed something. */
  readonly onChange?: () => void
  /** Called after each commit with what the ERP tells by itself, where it does. */
  readonly onCallbacks?: (callbacks: readonly ErpCallback[]) => void
}

/** Where the bridge's processes find a port. Each process calls by a name of its own, because log-ins are shared by name. */
export const erpHost = (port: string, process = ''): string => `${port}.erp${process}.test`
export const portOf = (hostname: string): string | undefined => /^(\w+)\.erp(-\d+)?\.test$/.exec(hostname)?.[1]

/** @throws Error for one that cannot be played with. */
export function erpKind(name: string): SimulatedErpKind {
  const found = simulatedErp(name)
  if (found) return found
  throw new Error(`--erp is one of ${simulatedErps.map(candidate => candidate.name).join(', ')}`)
}

/** Founds the ERP in an empty journal, or opens it over one that is filled. */
export async function openErp({ kind, journal, clock, random, onChange, onCallbacks }: ErpOptions): Promise<ErpSide> {
  const erp = await kind.unplug({
    journal,
    clock,
    random,
    // A page whose bytes differ from document to document: laying out a real one would cost more than all else.
    print: title => rawPdf([latin1(`(${title})`)]),
    callbacks: { url: `http://bridge.test/webhooks/erp/${CONNECTION}`, send: callbacks => onCallbacks?.(callbacks) },
  })
  return {
    ...erp,
    async ask(port, request) {
      const app = erp.apps[port]
      if (!app) throw new Error(`the ERP has no port ${port}`)
      const answer = await askApp((asked, bindings) => app.fetch(asked, bindings), request)
      if (request.method !== 'GET') onChange?.()
      return answer
    },
  }
}

/** Where everything of the ERP is, for the configuration. */
export const erpUrls = (erp: UnpluggedErp): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(erp.apps).map(port => [port, `http://${erpHost(port)}`]))
