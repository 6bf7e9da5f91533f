import type { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { AdminContext } from '../viewer.ts'

/** @throws UserError with the first thing that is wrong with what was filled in. */
export async function readForm<T>(c: AdminContext, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(await readFields(c))
  if (!parsed.success) throw new UserError(parsed.error.issues[0]?.message ?? 'Something in the form is missing.')
  return parsed.data
}

/** What was filled in, by name; PostgreSQL takes no NUL. @throws UserError when it is no form. */
export async function readFields(c: AdminContext): Promise<Record<string, unknown>> {
  const fields = await c.req.parseBody().catch((): never => {
    throw new UserError('This form cannot be read. Load the page again and fill it in there.')
  })
  const clean = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\u0000', '') : value)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, clean(value)]))
}
