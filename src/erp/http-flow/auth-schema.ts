import { z } from 'zod'
import { pathSchema, requestSchema, templateSchema } from './request-schema.ts'

const minutes = z
  .number()
  .min(1)
  .max(100_000)
  .optional()
  .describe('How long a log-in is used; absent: until it is lost')

/** How the ERP knows us. Secrets are named: "{{secret.password}}". */
export const authSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), user: templateSchema, password: templateSchema }),
  z.strictObject({ kind: z.literal('header'), headers: z.record(z.string(), templateSchema) }),
  z.strictObject({
    kind: z.literal('login'),
    request: requestSchema,
    token: pathSchema.describe('Where the answer has the token'),
    expiresIn: pathSchema.optional().describe('Where the answer says for how many seconds it is good'),
    minutes,
    headers: z.record(z.string(), templateSchema).default({ authorization: 'Bearer {{token}}' }),
  }),
  z.strictObject({
    kind: z.literal('cookies'),
    request: requestSchema.describe('Log-in; the cookies of its answer go with every call'),
    minutes,
  }),
  z.strictObject({
    kind: z.literal('oauth2'),
    tokenUrl: z.url({ protocol: /^https?$/ }),
    clientId: templateSchema,
    clientSecret: templateSchema,
    scope: z.string().optional(),
    credentials: z.enum(['body', 'basic']).default('body').describe('Where client id and secret are sent'),
  }),
])
export type AuthSettings = z.infer<typeof authSchema>
