import type { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { message, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import type { AdminContext } from '../viewer.ts'

/** @throws UserError with the first thing that is wrong with what was filled in. */
export async function readForm<T>(c: AdminContext, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(await readFields(c))
  if (!parsed.success)
    throw new UserError(told(parsed.error.issues[0]?.message ?? message('Something in the form is missing.')))
  return parsed.data
}

/** What was filled in, by name; PostgreSQL takes no NUL. @throws UserError when it is no form. */
export async function readFields(c: AdminContext): Promise<Record<string, unknown>> {
  const fields = await c.req.parseBody().catch((): never => {
    throw new UserError(say('This form cannot be read. Load the page again and fill it in there.'))
  })
  const clean = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\u0000', '') : value)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, clean(value)]))
}

/** "settings.url" → url, for every field whose name begins so. */
export const fieldsBelow = (
  fields: Readonly<Record<string, unknown>>,
  prefix: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  )
