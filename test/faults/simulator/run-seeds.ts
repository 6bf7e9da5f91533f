import { fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import type { SeedResult } from './simulate.ts'

export interface SeedsToRun {
  readonly first: number
  readonly count: number
  /** Processes, one database each. */
  readonly processes: number
  readonly trace: boolean
  /** Name of the simulated ERP; absent: SAP Business One. */
  readonly erp?: string
  /** Nothing more is run once a seed has found something. */
  readonly untilBroken?: boolean
  /** Whose simulator and product are run; absent: these. */
  readonly tree?: string
}

const ROOT = resolve(import.meta.dirname, '../../..')
let databases = 0

/**
 * Runs seeds in processes of their own.
 * @param serverUrl of a PostgreSQL server with a slash at the end; databases are made there, and dropped
 * @param onResult called for each seed as it ends, in no particular order
 */
export async function runSeeds(
  serverUrl: string,
  { first, count, processes, trace, erp = 'sap-b1', untilBroken = false, tree = ROOT }: SeedsToRun,
  onResult: (result: SeedResult) => void,
): Promise<void> {
  const last = first + count - 1
  const enough = new AbortController()
  const take = (result: SeedResult) => {
    onResult(result)
    if (untilBroken && result.violations.length > 0) enough.abort()
  }
  const share = (index: number) =>
    withDatabase(serverUrl, url =>
      runChild(tree, { url, first: first + index, step: processes, last, trace, erp }, take, enough.signal),
    )
  await Promise.all(Array.from({ length: Math.min(processes, count) }, (_, index) => share(index)))
}

async function withDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `simulator_${process.pid}_${databases++}`
  const admin = postgres(`${serverUrl}postgres`, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(`create database ${name}`)
    // The simulator breaks deadlocks itself (gate.ts): when the server would depends on real time.
    await admin.unsafe(`alter database ${name} set deadlock_timeout = '1h'`)
    await admin.unsafe(`alter database ${name} set jit = off`)
    await work(`${serverUrl}${name}`)
  } finally {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

function runChild(
  tree: string,
  job: object,
  onResult: (result: SeedResult) => void,
  enough: AbortSignal,
): Promise<void> {
  const child = fork(join(tree, 'test/faults/simulator/child.ts'), [JSON.stringify(job)], {
    cwd: tree,
    execArgv: ['--max-semi-space-size=32', '--import', 'tsx'],
  })
  const stop = () => child.kill()
  enough.addEventListener('abort', stop)
  return new Promise((done, fail) => {
    child.on('message', message => {
      if (!enough.aborted) onResult(message as SeedResult) // sent by child.ts only
    })
    child.once('error', fail)
    child.once('exit', code => {
      enough.removeEventListener('abort', stop)
      if (code === 0 || enough.aborted) done()
      else fail(new Error(`a simulator ended with ${code}`))
    })
  })
}
