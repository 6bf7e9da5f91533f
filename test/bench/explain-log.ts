import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { z } from 'zod'
import type { Sql } from '../../src/db/client.ts'

/** Of PostgreSQL's plan as auto_explain writes it in JSON. */
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string | undefined
  readonly 'Index Name'?: string | undefined
  readonly 'Actual Rows'?: number | undefined
  readonly 'Actual Loops'?: number | undefined
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly 'Rows Removed by Index Recheck'?: number | undefined
  readonly Plans?: readonly PlanNode[] | undefined
}

const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Actual Rows': z.number().optional(),
    'Actual Loops': z.number().optional(),
    'Rows Removed by Filter': z.number().optional(),
    'Rows Removed by Index Recheck': z.number().optional(),
    Plans: z.array(planNode).optional(),
  }),
)
const entry = z.object({ 'Query Text': z.string(), Plan: planNode })

export interface Statement {
  readonly text: string
  /** Every access to a table, with the rows that it looked at. */
  readonly scans: readonly { readonly node: string; readonly table: string; readonly rows: number }[]
  /** Names of the indexes that were read. */
  readonly indexes: readonly string[]
}

/** Needs shared_preload_libraries=auto_explain; counts for connections that are opened from now on. */
export async function explainEverything(sql: Sql): Promise<void> {
  for (const setting of ['log_min_duration = 0', 'log_format = json', 'log_analyze = on', 'log_timing = off'])
    await sql.unsafe(`alter database orderbridge set auto_explain.${setting}`)
}

/** What the server was asked while `work` ran, with the plans that it really used. */
export async function statementsOf(logFile: string, work: () => Promise<void>): Promise<Statement[]> {
  const file = openSync(logFile, 'r')
  try {
    const from = fstatSync(file).size
    await work()
    const bytes = Buffer.alloc(fstatSync(file).size - from)
    readSync(file, bytes, 0, bytes.length, from)
    return parseLog(bytes.toString('utf8'))
  } finally {
    closeSync(file)
  }
}

/** Lines that continue an entry begin with a tab. */
function parseLog(text: string): Statement[] {
  return text.split(/\n(?!\t)/).flatMap(lines => {
    const plan = /duration: [\d.]+ ms {2}plan:\n([\s\S]*)$/.exec(lines)?.[1]
    if (plan === undefined) return []
    const { 'Query Text': query, Plan } = entry.parse(JSON.parse(plan.replaceAll('\n\t', '\n')))
    return [{ text: query, scans: scansOf(Plan), indexes: indexesOf(Plan) }]
  })
}

function scansOf(node: PlanNode): Statement['scans'] {
  const table = node['Relation Name']
  const read =
    (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const own =
    table === undefined || !node['Node Type'].includes('Scan')
      ? []
      : [{ node: node['Node Type'], table, rows: Math.round(read * (node['Actual Loops'] ?? 1)) }]
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)]
}

function indexesOf(node: PlanNode): string[] {
  const index = (node['Actual Loops'] ?? 0) > 0 ? node['Index Name'] : undefined
  return [...(index === undefined ? [] : [index]), ...(node.Plans ?? []).flatMap(indexesOf)]
}
