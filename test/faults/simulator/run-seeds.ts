import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { SeedResult } from './simulate.ts'

export interface SeedsToRun {
  readonly first: number
  readonly count: number
  /** Processes, one database each. */
  readonly processes: number
  readonly trace: boolean
}

let databases = 0

/**
 * Runs seeds in processes of their own.
 * @param serverUrl of a PostgreSQL server with a slash at the end; databases are made there, and dropped
 * @param onResult called for each seed as it ends, in no particular order
 */
export async function runSeeds(
  serverUrl: string,
  { first, count, processes, trace }: SeedsToRun,
  onResult: (result: SeedResult) => void,
): Promise<void> {
  const last = first + count - 1
  const share = (index: number) =>
    withDatabase(serverUrl, url => runChild({ url, first: first + index, step: processes, last, trace }, onResult))
  await Promise.all(Array.from({ length: Math.min(processes, count) }, (_, index) => share(index)))
}

async function withDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `simulator_${process.pid}_${databases++}`
  const admin = postgres(`${serverUrl}postgres`, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(`create database ${name}`)
    // A deadlock that a seed makes is broken at once, not after a second.
    await admin.unsafe(`alter database ${name} set deadlock_timeout = '30ms'`)
    await admin.unsafe(`alter database ${name} set jit = off`)
    await work(`${serverUrl}${name}`)
  } finally {
    await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

const runChild = (job: object, onResult: (result: SeedResult) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [JSON.stringify(job)], {
      execArgv: ['--import', 'tsx', ...(process.env.SIM_PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/simprof'] : [])],
    })
    child.on('message', message => onResult(message as SeedResult)) // sent by child.ts only
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`a simulator ended with ${code}`))))
  })
