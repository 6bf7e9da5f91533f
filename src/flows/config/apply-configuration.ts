import { and, asc, eq, ne } from 'drizzle-orm'
import { connections, installation, stores } from '../../db/schema/stores.ts'
import { settingsVersions } from '../../db/schema/versions.ts'
import { UserError } from '../../domain/errors.ts'
import { smtpSettings, storeSettings } from '../../domain/settings.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { connectorKinds } from '../../erp/registry.ts'
import { EVERY_STORE, writeAudit } from '../audit/write-audit.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { keptByInstallation, unmetKeep } from '../retention/kept-months.ts'
import { FROM_FILE } from '../version/version-subject.ts'
import { applyConnection } from './apply-connection.ts'
import { applyStore } from './apply-store.ts'
import { compareSettings } from './compare-settings.ts'
import { lockConfiguration } from './configuration-lock.ts'
import type { Configuration } from './configuration-schema.ts'
import { ensureInstallation } from './ensure-installation.ts'
import { keepChanges } from './keep-changes.ts'
import { openStored } from './open-stored.ts'
import { type ConfigurationFile, parseConfiguration } from './parse-configuration.ts'
import type { Mistake } from './read-yaml.ts'

export interface Change {
  /** "store main", "connection b1", "mail server" */
  readonly subject: string
  /** "created", "policies.guests collective → per_email", "secret password changed" */
  readonly text: string
}

export interface Applied {
  readonly changes: readonly Change[]
  /** Codes of the stores in the file. */
  readonly stores: readonly string[]
  /** Codes of what was (or would be) made new. */
  readonly createdStores: readonly string[]
  readonly createdConnections: readonly string[]
  /** What is in the database and not in the file: it stays as it is. */
  readonly notInFile: readonly string[]
}

/** One thing of the file against what is stored, with the write that makes them equal. */
export interface Step {
  readonly subject: string
  /** Whose audit it belongs to. */
  readonly store: string
  readonly lines: readonly string[]
  readonly before: unknown
  readonly after: unknown
  write(ctx: ApplyContext): Promise<unknown>
}

export type ApplyContext = Pick<FlowContext, 'db' | 'box' | 'clock' | 'actor' | 'keep'>

export interface ApplyInput extends ConfigurationFile {
  readonly dryRun: boolean
  readonly kinds?: readonly ConnectorKind[]
  /** Takes back credentials that a person entered on the page, too. */
  readonly replaceCredentials?: boolean
  /**
   * What the file said when it was applied last, by something that writes it itself: only what it says otherwise now is
   * written, and what people set meanwhile stays. Absent, or not readable any more: all of the file holds.
   */
  readonly before?: string | undefined
}

/**
 * Brings the database to what the file says, all of it or nothing. What is equal already is not written.
 * @throws UserError with every mistake of the file at once.
 */
export async function applyConfiguration(ctx: ApplyContext, input: ApplyInput): Promise<Applied> {
  requireRole(ctx, 'configure', EVERY_STORE)
  const kinds = input.kinds ?? connectorKinds
  const { configuration: asWritten, refusal } = parseConfiguration(input, kinds)
  const before = parseBefore(input, kinds)
  return ctx.db.transaction(async tx => {
    const inside: ApplyContext = { ...ctx, db: tx }
    await lockConfiguration(tx)
    const stored = await readRows(inside)
    const configuration = before
      ? keepChanges(inside, before, asWritten, { ...stored, smtp: openSmtp(inside, stored.smtp) }, kinds)
      : asWritten
    const mistakes = [
      ...conflicts(configuration, stored),
      ...foreignTopics(configuration, stored),
      ...keptTooLong(ctx, configuration, stored),
    ]
    if (mistakes.length > 0) throw refusal(mistakes)
    const { replaceCredentials } = input
    const wanted = { configuration, kinds, replaceCredentials, keepByHand: before !== undefined }
    const steps = planSteps(inside, wanted, stored)
    if (!input.dryRun) await runSteps(inside, steps)
    return {
      changes: steps.flatMap(({ subject, lines }) => lines.map(text => ({ subject, text }))),
      stores: configuration.stores.map(({ code }) => code),
      createdStores: missing(configuration.stores, stored.stores),
      createdConnections: missing(configuration.connections, stored.connections),
      notInFile: [
        ...missing(stored.stores, configuration.stores).map(code => `store ${code}`),
        ...missing(stored.connections, configuration.connections).map(code => `connection ${code}`),
        ...(stored.smtp && !configuration.smtp ? ['mail server'] : []),
      ],
    }
  })
}

function parseBefore(input: ApplyInput, kinds: readonly ConnectorKind[]): Configuration | undefined {
  if (input.before === undefined) return undefined
  try {
    return parseConfiguration({ ...input, text: input.before }, kinds).configuration
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

type Rows = Awaited<ReturnType<typeof readRows>>

async function readRows(ctx: ApplyContext) {
  const storeRows = await ctx.db.select().from(stores).orderBy(asc(stores.code))
  const connectionRows = await ctx.db.select().from(connections).orderBy(asc(connections.code))
  const madeByHand = await ctx.db
    .select()
    .from(settingsVersions)
    .where(and(eq(settingsVersions.active, true), ne(settingsVersions.reason, FROM_FILE)))
  const [installed] = await ctx.db.select().from(installation).where(eq(installation.id, 1))
  return { stores: storeRows, connections: connectionRows, madeByHand, smtp: installed?.smtp ?? undefined }
}

interface Coded {
  readonly code: string
}
const missing = (some: readonly Coded[], others: readonly Coded[]): readonly string[] =>
  some.map(({ code }) => code).filter(code => !others.some(other => other.code === code))

/** What an existing connection cannot become: its orders and links belong to its store and its ERP. */
function conflicts({ stores, connections }: Configuration, rows: Rows): readonly Mistake[] {
  const known = new Set([...stores, ...rows.stores].map(({ code }) => code))
  return connections.flatMap((entry, index): Mistake[] => {
    const row = rows.connections.find(({ code }) => code === entry.code)
    const path = ['connections', index]
    const instead = 'Use another code for a new connection'
    if (!known.has(entry.store))
      return [{ path: [...path, 'store'], text: `there is no store "${entry.store}" in the file or the database` }]
    if (row && row.store !== entry.store)
      return [{ path: [...path, 'store'], text: `connection ${row.code} belongs to store ${row.store}. ${instead}` }]
    if (row && row.kind !== entry.kind)
      return [{ path: [...path, 'kind'], text: `connection ${row.code} is of kind ${row.kind}. ${instead}` }]
    return []
  })
}

/** A record may name documents of its own store's connections only. */
function foreignTopics({ stores, connections }: Configuration, rows: Rows): readonly Mistake[] {
  const known = [...connections, ...rows.connections]
  return stores.flatMap(({ code, kafka }, index) =>
    (kafka?.from ?? []).flatMap((topic, number): Mistake[] => {
      if (topic.format !== 'document') return []
      if (known.some(one => one.code === topic.connection && one.store === code)) return []
      const path = ['stores', index, 'kafka', 'from', number, 'connection']
      return [{ path, text: `store ${code} has no connection "${topic.connection}"` }]
    }),
  )
}

function keptTooLong(ctx: ApplyContext, { stores }: Configuration, rows: Rows): readonly Mistake[] {
  const installation = keptByInstallation(ctx)
  return stores.flatMap((entry, index) => {
    const row = rows.stores.find(({ code }) => code === entry.code)
    const before = row && storeSettings.safeParse(row.settings).data
    return unmetKeep(before, entry, installation).map(({ path, text }) => ({ path: ['stores', index, ...path], text }))
  })
}

interface Wanted {
  readonly replaceCredentials: boolean | undefined
  /** Nothing that a person made is taken back. */
  readonly keepByHand: boolean
  readonly configuration: Configuration
  readonly kinds: readonly ConnectorKind[]
}

function planSteps(
  ctx: ApplyContext,
  { configuration, kinds, replaceCredentials, keepByHand }: Wanted,
  rows: Rows,
): readonly Step[] {
  return [
    applySmtp(ctx, configuration.smtp, rows.smtp),
    ...configuration.stores.map(entry =>
      applyStore(
        ctx,
        entry,
        rows.stores.find(({ code }) => code === entry.code),
      ),
    ),
    ...configuration.connections.map(entry =>
      applyConnection(
        ctx,
        entry,
        rows.connections.find(({ code }) => code === entry.code),
        kinds,
        {
          madeByHand: keepByHand ? undefined : rows.madeByHand.find(({ subject }) => subject === entry.code),
          replaceCredentials,
          keepCredentials: keepByHand,
        },
      ),
    ),
  ].filter(step => step !== undefined)
}

/** The audit last, and its chains in one order: whoever else writes into them waits, and never in a circle. */
async function runSteps(ctx: ApplyContext, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await step.write(ctx)
  for (const { store, subject, before, after } of steps.toSorted((a, b) => a.store.localeCompare(b.store)))
    await writeAudit(ctx, { store, action: 'configuration.apply', subject, before, after })
}

function applySmtp(ctx: ApplyContext, smtp: Configuration['smtp'], sealed: Uint8Array | undefined): Step | undefined {
  if (!smtp) return undefined
  const difference = compareSettings(describeSmtp(openSmtp(ctx, sealed)), describeSmtp(smtp))
  if (!difference) return undefined
  return {
    subject: 'mail server',
    store: EVERY_STORE,
    ...difference,
    write: async inside => {
      await ensureInstallation(inside)
      await inside.db.update(installation).set({ smtp: inside.box.seal('smtp', smtp) })
    },
  }
}

const openSmtp = (ctx: ApplyContext, sealed: Uint8Array | undefined): Configuration['smtp'] =>
  sealed && smtpSettings.safeParse(openStored(ctx.box, 'smtp', sealed)).data

function describeSmtp(smtp: Configuration['smtp']) {
  if (!smtp) return { shown: {}, secret: {} }
  const { password, ...shown } = smtp
  return { shown, secret: password === undefined ? {} : { password } }
}
