import { eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { isMap, setAt } from '../../domain/settings-places.ts'
import { type FormField, formFieldsOf, valuesOf } from '../../domain/start-fields.ts'
import { EVERY_STORE } from '../audit/write-audit.ts'
import { addressesIn } from '../config/addresses.ts'
import { type ConnectionEntry, connectionEntry } from '../config/configuration-schema.ts'
import { validate } from '../config/explain-issue.ts'
import { openStored } from '../config/open-stored.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { DraftMistakes, kindToStart, laterMistakes } from './read-draft.ts'

/** Where a connection is and who we are there, as a person changes it. */
export interface AccessChange {
  readonly connection: string
  /** The revision that the form was filled in on. */
  readonly base: number
  readonly settings: Readonly<Record<string, string>>
  /** What is empty stays as it is. */
  readonly secrets: Readonly<Record<string, string>>
}

/** The form of it: settings as they are, of the secrets only which ones there are. */
export interface AccessForm {
  readonly settings: readonly FormField[]
  readonly secrets: readonly FormField[]
  /** Of kinds whose secrets have the names that their text gives them. */
  readonly secretNames: readonly string[]
  readonly revision: number
  /** Who entered the credentials here; undefined: they came with a file. */
  readonly enteredBy: string | undefined
}

type Row = typeof connections.$inferSelect

export async function readAccess(ctx: FlowContext, connection: string): Promise<AccessForm> {
  const row = await rowOf(ctx, connection)
  const { start, settingsSchema, secretsSchema } = kindToStart(row.kind)
  const present = isMap(row.settings) ? row.settings : {}
  return {
    settings: formFieldsOf(settingsSchema, start.settings).map(field => ({
      ...field,
      initial: present[field.of] === undefined ? field.initial : String(present[field.of]),
    })),
    secrets: formFieldsOf(secretsSchema, start.secrets),
    secretNames: start.text === undefined ? [] : Object.keys(storedSecrets(ctx, row)),
    revision: row.revision,
    enteredBy: row.secretsBy ?? undefined,
  }
}

/**
 * The connection with the change in it, checked as the configuration file would be.
 * @throws DraftMistakes, and UserError when somebody changed it meanwhile
 */
export async function changedAccess(
  ctx: FlowContext,
  change: AccessChange,
): Promise<{ readonly row: Row; readonly entry: ConnectionEntry }> {
  const row = await rowOf(ctx, change.connection)
  if (row.revision !== change.base)
    throw new UserError(`Somebody changed the settings of connection ${row.code} in the meantime. Load the page again.`)
  const kind = kindToStart(row.kind)
  const fields = formFieldsOf(kind.settingsSchema, kind.start.settings).filter(({ of }) =>
    Object.hasOwn(change.settings, of),
  )
  const values = valuesOf(fields, change.settings)
  const settings = fields.reduce<unknown>((all, { of }) => setAt(all, [of], values[of]), row.settings)
  const entered = Object.fromEntries(Object.entries(change.secrets).filter(([, value]) => value !== ''))
  requireNewSecrets(ctx, row, settings, entered)
  const checked = validate(connectionEntry(kind), {
    ...{ code: row.code, store: row.store, kind: row.kind, name: row.name, settings },
    secrets: { ...storedSecrets(ctx, row), ...entered },
    policies: connectionPolicies.parse(row.policies),
  })
  if ('mistakes' in checked) throw new DraftMistakes(checked.mistakes)
  const mistakes = await laterMistakes(checked.value, kind)
  if (mistakes.length > 0) throw new DraftMistakes(mistakes)
  return { row, entry: checked.value }
}

/** Nobody sends a password that they do not know to a server of their own choice, nor calls a private one of everybody's. */
function requireNewSecrets(ctx: FlowContext, row: Row, settings: unknown, entered: Readonly<Record<string, string>>) {
  const known = new Set(addressesIn(row.settings).map(({ url }) => url.origin))
  if (addressesIn(settings).every(({ url }) => known.has(url.origin))) return
  if (connectionPolicies.parse(row.policies).allowPrivateNetwork) requireRole(ctx, 'configure', EVERY_STORE)
  const missing = kindToStart(row.kind).start.secrets.filter(({ of }) => entered[of] === undefined)
  if (missing.length > 0)
    throw new DraftMistakes(
      missing.map(({ of }) => ({
        path: ['secrets', of],
        text: 'enter it again: the address is another one, and credentials are not sent there unseen',
      })),
    )
}

function storedSecrets(ctx: FlowContext, row: Row): Readonly<Record<string, unknown>> {
  const opened = openStored(ctx.box, `connection:${row.code}`, row.secrets)
  return isMap(opened) ? opened : {}
}

/** @throws RoleMissing, UserError for a connection that is not there */
async function rowOf(ctx: FlowContext, code: string): Promise<Row> {
  requireRole(ctx, 'configure')
  const [row] = await ctx.db.select().from(connections).where(eq(connections.code, code))
  if (!row) throw new UserError(`There is no connection "${code.slice(0, 40)}".`)
  requireRole(ctx, 'configure', row.store)
  return row
}
