import { z } from 'zod'
import { pathSchema, requestSchema, templateSchema } from './request-schema.ts'

const minutes = z
  .number()
  .min(1)
  .max(100_000)
  .optional()
  .describe('How long a log-in is used; absent: until it is lost')

const assertionSchema = z.strictObject({
  key: templateSchema.describe('Our private key as PEM without a password: "{{secret.key}}"'),
  keyId: templateSchema.optional().describe('By which the server knows the certificate (kid)'),
  algorithm: z.enum(['PS256', 'ES256']).default('PS256'),
  audience: templateSchema.optional().describe('Absent: tokenUrl'),
  minutes: z.number().min(1).max(60).default(5).describe('How long what is signed is good'),
  claims: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Besides iss, sub, aud, iat, exp and jti; null leaves one of them out'),
  withClientId: z.boolean().default(false).describe('client_id is sent beside it too, as some ask for'),
})
export type AssertionSettings = z.infer<typeof assertionSchema>

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
    clientSecret: templateSchema.optional(),
    assertion: assertionSchema.optional().describe('In place of clientSecret: signed with a key of our own'),
    scope: z.string().optional(),
    credentials: z.enum(['body', 'basic']).default('body').describe('Where client id and secret are sent'),
  }),
  z
    .strictObject({
      kind: z.literal('oauth1'),
      realm: templateSchema.optional(),
      consumerKey: templateSchema,
      consumerSecret: templateSchema,
      token: templateSchema,
      tokenSecret: templateSchema,
    })
    .describe('OAuth 1.0a: every request is signed with HMAC-SHA256, its query too'),
])
export type AuthSettings = z.infer<typeof authSchema>
