import { eq } from 'drizzle-orm'
import { connections } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { isMap, setAt } from '../../domain/settings-places.ts'
import { type FormField, formFieldsOf, valuesOf } from '../../domain/start-fields.ts'
import { type ConnectionEntry, connectionEntry } from '../config/configuration-schema.ts'
import { validate } from '../config/explain-issue.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { secretsToEnter, storedSecrets, withEntered } from './credentials-anew.ts'
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
  const missing = secretsToEnter(ctx, row, settings, change.secrets).names
  if (missing.length > 0)
    throw new DraftMistakes(
      missing.map(name => ({
        path: ['secrets', name],
        text: 'enter it again: the address is another one, and credentials are not sent there unseen',
      })),
    )
  const checked = validate(connectionEntry(kind), {
    ...{ code: row.code, store: row.store, kind: row.kind, name: row.name, settings },
    secrets: withEntered(ctx, row, change.secrets),
    policies: connectionPolicies.parse(row.policies),
  })
  if ('mistakes' in checked) throw new DraftMistakes(checked.mistakes)
  const mistakes = await laterMistakes(checked.value, kind)
  if (mistakes.length > 0) throw new DraftMistakes(mistakes)
  return { row, entry: checked.value }
}

/** @throws RoleMissing, UserError for a connection that is not there */
async function rowOf(ctx: FlowContext, code: string): Promise<Row> {
  requireRole(ctx, 'configure')
  const [row] = await ctx.db.select().from(connections).where(eq(connections.code, code))
  if (!row) throw new UserError(`There is no connection "${code.slice(0, 40)}".`)
  requireRole(ctx, 'configure', row.store)
  return row
}
