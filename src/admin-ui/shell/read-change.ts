import type { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { say } from '../language/say.tsx'

/**
 * What a dialog brings back of the form that was previewed, so that it is this and nothing else that is saved.
 * @throws UserError when it was not written by us
 */
export function readChange<T>(shape: z.ZodType<T>, written: string): T {
  try {
    return shape.parse(JSON.parse(written))
  } catch {
    throw new UserError(say('This form cannot be read. Load the page again and fill it in there.'))
  }
}
