import { z } from 'zod'
import { authSchema } from './auth-schema.ts'
import {
  checkSchema,
  conditionSchema,
  fieldSchema,
  formats,
  listSchema,
  pathSchema,
  readSchema,
  requestSchema,
  templateSchema,
} from './request-schema.ts'

/** Orders that wait in a system of their own, with an address and a log-in of its own. docs/omnitron.md shows one. */

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'use a lower-case letter, then letters and digits')

const mappingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('jsonata'), expression: z.string().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('script'), script: z.string().min(1).max(100_000) }),
])

export const sourceSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Base address of the system in which the orders wait'),
  format: z.enum(formats).default('json'),
  headers: z.record(z.string(), templateSchema).default({}).describe('With every call'),
  timeoutSeconds: z.number().min(1).max(600).default(30),
  maxMiB: z.number().min(0.01).max(256).default(16).describe('Largest answer'),
  auth: authSchema.default({ kind: 'none' }),
  sessionLost: conditionSchema.prefault({ statuses: [401] }).describe('Nothing was done: logged in and sent once more'),
  errorText: pathSchema.optional(),
  waiting: listSchema.describe('The orders that nobody has taken yet'),
  key: fieldSchema.describe('In a row of waiting: by what the order is read and acknowledged'),
  number: fieldSchema.describe('In a row of waiting: as people call the order'),
  details: z
    .record(
      name,
      readSchema.extend({
        one: z.boolean().default(false).describe('One record in place of a list; without it the order is not there'),
      }),
    )
    .default({})
    .describe('What else is read of an order, by name; {{key}}, {{number}} and {{row.…}} of waiting'),
  attributes: z
    .record(name, z.string().max(1000))
    .default({})
    .describe('Handed to the mapping: what differs from one installation to the next'),
  mapping: mappingSchema.describe('{key, number, row, details} → the order'),
  acknowledge: requestSchema
    .extend({
      method: z.enum(['POST', 'PUT', 'PATCH']).default('PATCH'),
      check: checkSchema.prefault({}),
      gone: z
        .array(conditionSchema)
        .default([{ statuses: [404, 406] }])
        .describe('Answers that say: the order is cancelled or not there any more'),
    })
    .describe('Sent once the ERP has the order: {{key}}, {{number}}, {{erp.id}}, {{erp.number}}'),
  acknowledged: readSchema
    .extend({
      when: conditionSchema.describe('Holds for the order once it is acknowledged'),
      gone: conditionSchema.optional().describe('Holds for an order that is cancelled; none there is gone as well'),
    })
    .describe('Reads one order again by {{key}} or {{number}}'),
})
export type SourceSettings = z.infer<typeof sourceSchema>
