import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as pause } from 'node:timers/promises'
import { amount } from '../../src/domain/amount.ts'
import type { CatalogPage, CatalogPosition, ErpCatalog } from '../../src/erp/erp-catalog.ts'
import { runCatalog } from '../../src/flows/catalog/run-catalog.ts'
import type { FlowContext } from '../../src/flows/context.ts'
import { openRuntime, type Runtime } from '../../src/runtime.ts'

/** One run of the catalogue, in a process of its own: its peak memory is that of nothing else. */
export interface CatalogJob {
  readonly config: Runtime['config']
  readonly connection: string
  readonly count: number
  /** Of one item in a hundred, price and stock are those of this version. */
  readonly version: number
}

export interface CatalogMeasured {
  readonly seconds: number
  readonly peakMb: number
  /** HTTP calls to Magento, by kind. */
  readonly calls: Readonly<Record<string, number>>
}

const PAGE = 1_000

async function run({ config, connection, count, version }: CatalogJob): Promise<CatalogMeasured> {
  const runtime = await openRuntime(config)
  const ctx = withErp(runtime.context({ kind: 'job', task: 'bench' }), madeUp(count, version))
  const calls = countCalls()
  const startedAt = performance.now()
  const setup = await ctx.remotes.connection(connection)
  for (;;) {
    const result = await runCatalog(ctx, setup, { begin: 'now', longestMs: Number.POSITIVE_INFINITY })
    if (result === 'done') break
    if (result !== 'waiting') throw new Error(`the run is ${result}`)
    await pause(100)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  await runtime.close()
  return { seconds, peakMb: process.resourceUsage().maxRSS / 1_024, calls }
}

function countCalls(): Record<string, number> {
  const calls: Record<string, number> = {}
  subscribe('http.client.request.start', message => {
    const { request } = message as { request: { method: string; path: string } } // http.client.request.start of Node's documentation
    const kind = `${request.method} ${(request.path.split('?')[0] ?? '').replace(/^\/rest/, '').replace(/bulk\/[0-9a-f-]{36}/, 'bulk/{uuid}')}`
    calls[kind] = (calls[kind] ?? 0) + 1
  })
  return calls
}

/** An ERP that has so many items and answers at once, a page at a time. */
function madeUp(count: number, version: number): ErpCatalog {
  const pages =
    <Row>(row: (i: number, version: number) => Row) =>
    async ({ next }: CatalogPosition): Promise<CatalogPage<Row>> => {
      const start = Number(next ?? 0)
      const end = Math.min(count, start + PAGE)
      const rows = Array.from({ length: end - start }, (_, i) => row(start + i, (start + i) % 100 === 0 ? version : 0))
      return { rows, ...(end < count && { next: String(end) }), cursor: '', complete: true }
    }
  const code = (i: number) => `NW.${String(i).padStart(6, '0')}`
  return {
    readItems: pages(i => ({ code: code(i), name: `Item ${i} čšž`, active: true, weight: amount('0.5') })),
    readStock: pages((i, v) => ({ code: code(i), warehouse: '01', quantity: amount((i % 500) + v) })),
    readPrices: pages((i, v) => ({
      code: code(i),
      list: '2',
      currency: 'EUR',
      taxIncluded: true,
      price: amount((1 + (i % 9_000) / 100 + v).toFixed(2)),
      tiers: [],
    })),
  }
}

const withErp = (ctx: FlowContext, catalog: ErpCatalog): FlowContext => ({
  ...ctx,
  remotes: { ...ctx.remotes, erp: async code => ({ ...(await ctx.remotes.erp(code)), catalog }) },
})

process.once('message', (job: CatalogJob) => {
  void run(job).then(measured => process.send?.(measured))
})
