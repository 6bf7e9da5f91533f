import type { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { AdminContext } from '../viewer.ts'

/** @throws UserError with the first thing that is wrong with what was filled in. */
export async function readForm<T>(c: AdminContext, shape: z.ZodType<T>): Promise<T> {
  const parsed = shape.safeParse(await c.req.parseBody())
  if (!parsed.success) throw new UserError(parsed.error.issues[0]?.message ?? 'Something in the form is missing.')
  return parsed.data
}
