import { asc } from 'drizzle-orm'
import type { Config } from '../../config.ts'
import { connections, stores } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import type { Finding } from '../../domain/finding.ts'
import { storeSettings } from '../../domain/settings.ts'
import type { FlowContext } from '../context.ts'
import { examineDatabase } from './examine-database.ts'
import { examineFarSide, failedExamination } from './examine-far-side.ts'
import { examineInstallation } from './examine-installation.ts'
import { examineKafka } from './examine-kafka.ts'

/** A finding and what it is about: "database", "store main". */
export interface PlacedFinding extends Finding {
  readonly area: string
}

export interface DiagnoseInput {
  readonly config: Pick<Config, 'home' | 'secretKey' | 'publicUrl'>
  /** Only this store and its connections. */
  readonly store?: string
  /** Creates and corrects what may be: fields in the ERP, the mode of the key file. */
  readonly fix: boolean
}

/**
 * Looks at everything that has to work: database, keys, addresses, stores, ERPs, mail. Changes nothing without `fix`.
 * @throws UserError for an unknown store; everything else that fails is a finding.
 */
export async function diagnose(ctx: FlowContext, input: DiagnoseInput): Promise<readonly PlacedFinding[]> {
  const storeRows = await ctx.db.select().from(stores).orderBy(asc(stores.code))
  const connectionRows = await ctx.db.select().from(connections).orderBy(asc(connections.code))
  const mine = storeRows.filter(({ code }) => input.store === undefined || code === input.store)
  if (input.store !== undefined && mine.length === 0)
    throw new UserError(
      `There is no store "${input.store}". Configured: ${storeRows.map(row => row.code).join(', ') || 'none'}.`,
    )
  const areas = await Promise.all([
    within('database', () => examineDatabase(ctx)),
    within('installation', () => examineInstallation(ctx, input)),
    ...mine.map(row =>
      within(`store ${row.code}`, async () => [
        ...pauseOf(row),
        ...(await examineFarSide(ctx, { kind: 'store', code: row.code, fix: input.fix })),
      ]),
    ),
    ...mine.map(row => within(`Kafka of store ${row.code}`, () => examineKafka(ctx, row.code))),
    ...connectionRows
      .filter(row => mine.some(({ code }) => code === row.store))
      .map(row =>
        within(`connection ${row.code}`, async () => [
          ...pauseOf(row),
          ...(await examineFarSide(ctx, { kind: 'connection', code: row.code, fix: input.fix })),
        ]),
      ),
    within('mail server', () => examineMail(ctx, mine)),
  ])
  return areas.flat()
}

/** Whatever goes wrong in one area is a finding, so that the other areas are told all the same. */
async function within(area: string, examine: () => Promise<readonly Finding[]>): Promise<readonly PlacedFinding[]> {
  const findings = await examine().catch((error: unknown): readonly Finding[] => [failedExamination(error)])
  return findings.map(finding => ({ area, ...finding }))
}

function pauseOf(row: { readonly pausedAt: Date | null; readonly pausedReason: string | null }): readonly Finding[] {
  if (!row.pausedAt) return []
  const detail = `since ${row.pausedAt.toISOString()}: ${row.pausedReason ?? 'no reason was given'}`
  return [{ check: 'paused', ok: false, detail, remedy: 'Put right what the reason names, then resume it' }]
}

async function examineMail(
  ctx: FlowContext,
  rows: readonly { readonly settings: unknown }[],
): Promise<readonly Finding[]> {
  const mailing = rows.filter(({ settings }) => storeSettings.safeParse(settings).data?.mail)
  if (mailing.length === 0) return [{ check: 'mail server', ok: true, detail: 'not used: no store has mail settings' }]
  return [await (await ctx.remotes.mailer()).verify()]
}
