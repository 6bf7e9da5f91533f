import { z } from 'zod'
import { type Amount, add, amount, fixed, isZero, subtract, ZERO } from '../../domain/amount.ts'
import { RemoteError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/finding.ts'
import type { ErpSource, SourceRow } from '../connector.ts'
import type { FlowSettings } from './settings.ts'

/** The checks of the section `source`: an order that waits is read and mapped, and nothing is acknowledged. */
export async function diagnoseSource(settings: FlowSettings, source: ErpSource): Promise<Finding[]> {
  const listed = await guarded('source', 'Check url, auth, waiting, key and number of source.', async () => {
    const { rows } = await source.waiting()
    return { detail: `Orders that wait on the first page: ${rows.length}.`, given: rows[0] }
  })
  const row = listed.given
  if (!row) return [listed.finding]
  const read = await guarded('source.mapping', 'Mend details and mapping of source.', () => tryMapping(source, row))
  const state = await guarded('source.acknowledged', 'Mend path, when and gone of source.acknowledged.', () =>
    tryState(source, row),
  )
  return [listed.finding, withVariants(settings, read.finding), state.finding]
}

interface Tried<T> {
  readonly finding: Finding
  readonly given?: T | undefined
}

async function guarded<T>(
  check: string,
  remedy: string,
  work: () => Promise<{ readonly detail: string; readonly wrong?: boolean; readonly given?: T | undefined }>,
): Promise<Tried<T>> {
  try {
    const { detail, wrong = false, given } = await work()
    return { finding: wrong ? { check, ok: false, detail, remedy } : { check, ok: true, detail }, given }
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error
    return { finding: { check, ok: false, detail: error.message, remedy } }
  }
}

const decimal = z.string().transform((text, ctx): Amount => {
  try {
    return amount(text)
  } catch {
    ctx.addIssue('is not a decimal number')
    return ZERO
  }
})
const priced = z.object({ gross: decimal })
const list = z.union([z.array(priced), priced.transform(one => [one])])
const mapped = z.object({ grandTotal: decimal, lines: list, shipping: priced.optional(), fees: list.optional() })

/** Which variant the far side is shows in the sums. */
async function tryMapping(source: ErpSource, row: SourceRow) {
  const parsed = mapped.safeParse(await source.read(row))
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the order'}: ${message}`)
    return { detail: `Order ${row.number}: ${places.join('; ')}.`, wrong: true }
  }
  const { grandTotal, lines, shipping, fees = [] } = parsed.data
  const sum = add(ZERO, ...[...lines, ...fees, ...(shipping ? [shipping] : [])].map(({ gross }) => gross))
  const sums = `lines, shipping and fees come to ${fixed(sum, 2)}, its total is ${fixed(grandTotal, 2)}`
  return { detail: `Order ${row.number}: ${sums}.`, wrong: !isZero(subtract(sum, grandTotal)) }
}

async function tryState(source: ErpSource, row: SourceRow) {
  const state = await source.stateOf(row)
  return { detail: `Order ${row.number}, which waits, is said to be ${state}.`, wrong: state !== 'waiting' }
}

/** The settings that a mapping was given are what differs between installations. */
function withVariants({ source }: FlowSettings, finding: Finding): Finding {
  const names = Object.entries(source?.attributes ?? {}).map(([name, value]) => `${name}: ${value}`)
  if (finding.ok || names.length === 0) return finding
  return {
    ...finding,
    remedy: `${finding.remedy} Its attributes are ${names.join(', ')}: try the others that it knows.`,
  }
}
