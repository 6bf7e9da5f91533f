import { z } from 'zod'
import { linesSchema } from './orders-schema.ts'
import {
  conditionSchema,
  fieldSchema,
  pathSchema,
  readSchema,
  requestSchema,
  templateSchema,
} from './request-schema.ts'

/** What the ERP makes out of an order, and how we hear of it. */

const field = fieldSchema

export const followUpSchema = z.strictObject({
  ofOrder: readSchema.describe('All of one sales document, {{id}}'),
  read: readSchema.optional().describe('One by its own {{id}}; absent: through its sales document'),
  fields: z.strictObject({
    id: field,
    number: field.optional(),
    orderbridgeId: field.optional(),
    order: field.optional().describe('Key of the sales document; absent: the one that was asked for'),
    canceled: field.optional().describe('true, 1, yes; or mapped to true by values'),
    currency: field.optional(),
    total: field.optional(),
    date: field.optional().describe('Absent: today'),
  }),
  lines: linesSchema
    .extend({ order: field.optional(), gross: field.optional() })
    .optional()
    .describe('Absent: each stands for the whole sales document'),
  freight: z
    .strictObject({
      rows: pathSchema.default(''),
      when: conditionSchema.optional().describe('Only rows for which this holds; absent: all'),
      gross: field,
      net: field.optional(),
    })
    .optional()
    .describe('Shipping costs on the document'),
  tracking: z.strictObject({ rows: pathSchema.default(''), number: field, carrier: field.optional() }).optional(),
  pdf: requestSchema
    .extend({
      source: z.enum(['body', 'base64', 'url']).default('body'),
      field: fieldSchema.optional().describe('Where the answer has the base64 text or the address'),
      absentStatuses: z.array(z.int()).default([404]),
    })
    .optional(),
})
export type FollowUpFlow = z.infer<typeof followUpSchema>

export const feedSchema = readSchema.extend({
  entity: z.enum(['sales_document', 'shipment', 'invoice', 'credit_note']),
  id: field,
  version: field.optional().describe('When it changed, or a revision; absent: told by the content of the row'),
  order: field.optional().describe('Key of the sales document, for kinds without a read of their own'),
  followUps: z
    .array(z.enum(['shipment', 'invoice', 'credit_note']))
    .default([])
    .describe('Asked for with each changed sales document, for ERPs that list these nowhere'),
})
export type Feed = z.infer<typeof feedSchema>

export const callbacksSchema = z.strictObject({
  proof: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('hmac'),
      header: z.string(),
      secret: templateSchema,
      algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
      prefix: z.string().default('').describe('Before the signature: "sha256="'),
      timestampHeader: z
        .string()
        .optional()
        .describe('Unix seconds; signed with the body as "timestamp.body". Older than windowSeconds is refused'),
      windowSeconds: z.int().min(10).max(86_400).default(300),
    }),
    z.strictObject({ kind: z.literal('secret'), header: z.string(), secret: templateSchema }),
  ]),
  format: z.enum(['json', 'xml']).default('json'),
  rows: pathSchema.default(''),
  maxRows: z.int().min(1).max(10_000).default(1000),
  fields: z.strictObject({
    entity: field.describe(
      'Mapped by values to sales_document, shipment, invoice or credit_note; others are passed over',
    ),
    id: field,
    version: field.optional(),
    order: field.optional().describe('Key of the sales document, for kinds without a read of their own'),
  }),
})

export type CallbackSettings = z.infer<typeof callbacksSchema>
