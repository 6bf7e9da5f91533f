import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../../db/client.ts'
import { connections, installation, stores, storeViews } from '../../db/schema/stores.ts'
import type { SecretBox } from '../../db/secret-box.ts'
import { UserError } from '../../domain/errors.ts'
import {
  type ConnectionPolicies,
  connectionPolicies,
  type SmtpSettings,
  type StoreSecrets,
  type StoreSettings,
  smtpSettings,
  storeSecrets,
  storeSettings,
} from '../../domain/settings.ts'

export interface StoreSetup {
  readonly code: string
  readonly revision: number
  readonly settings: StoreSettings
  readonly secrets: StoreSecrets
  readonly paused: boolean
  /** Absent in settings that are not from the database. */
  readonly addedAt?: Date
  /** Store views as Magento names them; empty until they were read once. */
  readonly views: readonly {
    readonly id: number
    readonly code: string
    readonly locale: string
    readonly timezone: string
  }[]
}

export interface ConnectionSetup {
  readonly code: string
  readonly store: string
  readonly kind: string
  readonly name: string
  readonly revision: number
  readonly policies: ConnectionPolicies
  /** The connector's own; parsed by its schemas. */
  readonly settings: unknown
  readonly secrets: unknown
  readonly paused: boolean
}

/** Everything that is configured, with secrets opened. */
export interface Setup {
  readonly stores: readonly StoreSetup[]
  readonly connections: readonly ConnectionSetup[]
  readonly smtp: SmtpSettings | undefined
  /** What is stored and cannot be used; it does not keep the others from working. */
  readonly unusable: readonly Unusable[]
}

export interface Unusable {
  readonly kind: 'store' | 'connection' | 'mail server'
  readonly code: string
  /** Of a connection. */
  readonly store?: string
  /** For people, without the values. */
  readonly reason: string
}

/** @returns the configuration as it is stored now. Rows whose secrets no key opens are among the unusable. */
export async function readSetup(db: Database, box: SecretBox): Promise<Setup> {
  const [storeRows, viewRows, connectionRows, [installed]] = await Promise.all([
    db.select().from(stores).orderBy(asc(stores.code)),
    db.select().from(storeViews),
    db.select().from(connections).orderBy(asc(connections.code)),
    db.select().from(installation).where(eq(installation.id, 1)),
  ])
  const sealedSmtp = installed?.smtp
  const unusable: Unusable[] = []
  const attempt = <T>(what: Omit<Unusable, 'reason'>, read: () => T): T[] => {
    try {
      return [read()]
    } catch (error) {
      unusable.push({ ...what, reason: reasonOf(error, what) })
      return []
    }
  }
  return {
    stores: storeRows.flatMap(row => attempt({ kind: 'store', code: row.code }, () => storeOf(row, viewRows, box))),
    connections: connectionRows.flatMap(row =>
      attempt({ kind: 'connection', code: row.code, store: row.store }, () => connectionOf(row, box)),
    ),
    smtp: sealedSmtp
      ? attempt({ kind: 'mail server', code: 'smtp' }, () => smtpSettings.parse(box.open('smtp', sealedSmtp)))[0]
      : undefined,
    unusable,
  }
}

function reasonOf(error: unknown, { kind, code }: Omit<Unusable, 'reason'>): string {
  if (error instanceof UserError) return error.message
  if (!(error instanceof z.ZodError)) throw error
  const places = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return `The stored settings of ${kind} ${code} do not fit this version (${places}). Apply the configuration again.`
}

const storeOf = (
  row: typeof stores.$inferSelect,
  views: readonly (typeof storeViews.$inferSelect)[],
  box: SecretBox,
): StoreSetup => ({
  code: row.code,
  revision: row.revision,
  settings: storeSettings.parse(row.settings),
  secrets: storeSecrets.parse(box.open(`store:${row.code}`, row.secrets)),
  paused: row.pausedAt !== null,
  addedAt: row.createdAt,
  views: views
    .filter(view => view.store === row.code)
    .map(view => ({ id: view.viewId, code: view.code, locale: view.locale, timezone: view.timezone })),
})

const connectionOf = (row: typeof connections.$inferSelect, box: SecretBox): ConnectionSetup => ({
  code: row.code,
  store: row.store,
  kind: row.kind,
  name: row.name,
  revision: row.revision,
  policies: connectionPolicies.parse(row.policies),
  settings: row.settings,
  secrets: box.open(`connection:${row.code}`, row.secrets),
  paused: row.pausedAt !== null,
})
