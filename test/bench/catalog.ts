import type { Credentials } from '../../sandbox/magento/auth.ts'
import { table } from '../../src/cli/table.ts'
import { applyConfiguration } from '../../src/flows/config/apply-configuration.ts'
import { type BenchBridge, withBridge } from './bridge.ts'
import type { CatalogJob, CatalogMeasured } from './catalog-child.ts'
import { type BenchChild, startChild } from './child.ts'
import { fixed, round } from './figures.ts'
import { describeServer } from './machine.ts'

const ITEMS = Number(process.env.BENCH_ITEMS ?? 100_000)
const CONNECTION = 'bench'

/**
 * Items with price and stock into a simulated Magento that has none of them, then again with a hundredth of them changed,
 * with nothing changed, and into one that has them all while the bridge knows nothing. What counts is the number of calls.
 */
export async function benchCatalog(say: (line: string) => void): Promise<void> {
  const shop = startChild('./catalog-shop.ts')
  await withBridge([], async bridge => {
    say(await describeServer(bridge.runtime.handle.sql))
    await configure(bridge, shop)
    const rows: string[][] = []
    const measure = async (name: string, version: number) => {
      const result = await once(bridge, version)
      const calls = Object.values(result.calls).reduce((sum, count) => sum + count, 0)
      rows.push([name, String(calls), fixed(result.seconds), `${round(result.peakMb)} MB`])
      return result.calls
    }
    const first = await measure(`${round(ITEMS)} new products`, 0)
    await measure('1 % changed, price and stock', 1)
    await measure('nothing changed', 1)
    await bridge.runtime.handle.sql`delete from catalog_values`
    await bridge.runtime.handle.sql`delete from catalog_products`
    await bridge.runtime.handle.sql`delete from catalog_runs`
    const again = await measure(`${round(ITEMS)} products that are there`, 2)
    for (const line of table(['', 'calls to Magento', 'seconds', 'peak memory'], rows)) say(line)
    say('')
    const kinds = [...new Set([...Object.keys(first), ...Object.keys(again)])].sort()
    const numbers = kinds.map(kind => [kind, String(first[kind] ?? 0), String(again[kind] ?? 0)])
    for (const line of table(['call', 'new products', 'products that are there'], numbers)) say(line)
    const products = await shop.ask<number>('count')
    if (products < ITEMS) throw new Error(`only ${products} products are in the shop`)
  }).finally(() => shop.stop())
}

async function once({ runtime, databaseUrl }: BenchBridge, version: number): Promise<CatalogMeasured> {
  const child = startChild('./catalog-child.ts')
  const job: CatalogJob = { config: { ...runtime.config, databaseUrl }, connection: CONNECTION, count: ITEMS, version }
  const measured = await child.ask<CatalogMeasured>(job)
  await child.stop()
  return measured
}

async function configure({ runtime }: BenchBridge, shop: BenchChild): Promise<void> {
  const { url, credentials } = await shop.ask<{ url: string; credentials: Credentials }>('where')
  const store = {
    code: CONNECTION,
    name: 'Bench',
    url,
    allowPrivateNetwork: true,
    auth: { kind: 'oauth1', ...credentials },
  }
  const catalog = {
    sync: ['items', 'prices', 'stock'],
    newProducts: { action: 'create' },
    prices: { base: { '2': ['all'] } },
    stock: { sources: { '01': 'default' } },
  }
  const connection = {
    code: CONNECTION,
    store: CONNECTION,
    kind: 'sap-b1',
    name: 'An ERP that is made up (catalog-child.ts)',
    settings: { url: 'https://nowhere.example', companyDb: 'NONE' },
    secrets: { user: 'bench', password: 'bench' },
    policies: { catalog },
  }
  const text = JSON.stringify({ stores: [store], connections: [connection] })
  const ctx = runtime.context({ kind: 'cli', user: 'bench' })
  await applyConfiguration(ctx, { text, fileName: 'bench', variables: {}, dryRun: false })
}
