import assert from 'node:assert/strict'
import { amounts } from './amounts.ts'
import { approvals } from './approvals.ts'
import type { Bench, Case, Harness, Need, Suite } from './bench.ts'
import { calendar } from './calendar.ts'
import { callbacks } from './callbacks.ts'
import { cancelling } from './cancelling.ts'
import { catalog } from './catalog.ts'
import { changes } from './changes.ts'
import { codes } from './codes.ts'
import { configuration } from './configuration.ts'
import { customers } from './customers.ts'
import { diagnosis } from './diagnosis.ts'
import { failures } from './failures.ts'
import { findingDocuments } from './finding-documents.ts'
import { followUps } from './follow-ups.ts'
import { items } from './items.ts'
import { payments } from './payments.ts'
import { pdfs } from './pdfs.ts'
import { planning } from './planning.ts'
import { refunds } from './refunds.ts'
import { sessions } from './sessions.ts'
import { stateless } from './stateless.ts'
import { texts } from './texts.ts'
import { unknownOutcome } from './unknown-outcome.ts'
import { writingDocuments } from './writing-documents.ts'

/** What the flows rely on, one obligation after the other (docs/connectors.md tells why). */
export const suites: readonly Suite[] = [
  configuration,
  findingDocuments,
  unknownOutcome,
  writingDocuments,
  amounts,
  texts,
  calendar,
  customers,
  items,
  cancelling,
  changes,
  followUps,
  pdfs,
  failures,
  sessions,
  planning,
  diagnosis,
  stateless,
  approvals,
  payments,
  refunds,
  callbacks,
  catalog,
  codes,
]

/** Why a case is left out for this ERP; undefined: it has to pass. */
export function leftOutBecause({ needs = [] }: Case, { lacks }: Harness): string | undefined {
  return needs.map(need => lacks[need]).find(reason => reason !== undefined)
}

/** Runs one case in a company of its own. @throws AssertionError, or whatever the connector threw. */
export async function runCase(harness: Harness, one: Case): Promise<void> {
  const bench = await harness.open()
  try {
    await one.run(bench)
    assertSendable(bench)
  } finally {
    bench.network.mend()
    await bench.close()
  }
}

/** Apache takes 8,190 characters of a request line, IIS 4,096 of a path with its query as it comes. */
const LONGEST_ADDRESS = 8_000

/** A worker that waits longer for one call serves nobody else. */
const LONGEST_WAIT_MS = 600_000

/** What holds for every call of every case. */
function assertSendable({ network }: Bench): void {
  for (const { method, url, timeoutMs = 0 } of network.calls.map(({ request }) => request)) {
    const what = `${method} ${url.slice(0, 120)}`
    assert.ok(url.length <= LONGEST_ADDRESS, `${what}…: an address of ${url.length} characters`)
    assert.ok(timeoutMs <= LONGEST_WAIT_MS, `${what}: waits for ${timeoutMs} ms`)
    assert.notEqual(method, 'DELETE', `${what}: documents are cancelled, not deleted`)
  }
}

const PARTS = ['payments', 'refunds', 'callbacks', 'catalog', 'codes'] as const satisfies readonly Need[]

/** A part is there, or the harness says why not: nothing is left out by mistake. @returns what does not agree. */
export async function unexplainedParts(harness: Harness): Promise<string[]> {
  const bench = await harness.open()
  try {
    return PARTS.filter(part => (bench.erp[part] === undefined) !== (harness.lacks[part] !== undefined))
  } finally {
    await bench.close()
  }
}
