import { z } from 'zod'
import { requestSchema } from './request-schema.ts'

/** For ERPs that take writes only with a token which they gave out before. */
export const csrfSchema = z.strictObject({
  request: requestSchema.describe(
    'Its answer has the token in a header, whatever its status; the cookies that come with it go with the writes',
  ),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, 'use the name of a header')
    .default('x-csrf-token')
    .describe(
      'Of the answer and of the writes. 403 with "Required" in it: nothing was done, one new token, sent again',
    ),
  minutes: z.number().min(1).max(1440).default(15).describe('How long a token is used'),
})
export type CsrfSettings = z.infer<typeof csrfSchema>
