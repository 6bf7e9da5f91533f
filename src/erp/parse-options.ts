import type { z } from 'zod'
import { UserError } from '../domain/errors.ts'

/**
 * Settings or secrets of a connection as its schema has them.
 * @throws UserError that names the place of every mistake, never the value: it may be a password
 */
export function parseOptions<T>(schema: z.ZodType<T>, value: unknown, connection: string, what: string): T {
  const { data, error } = schema.safeParse(value)
  if (error === undefined) return data
  const places = error.issues.map(({ path, message }) => `${path.join('.') || what}: ${message}`).join('; ')
  throw new UserError(`The ${what} of connection ${connection} cannot be used: ${places}.`)
}
