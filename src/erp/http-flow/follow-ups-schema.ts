import { z } from 'zod'
import { linesSchema } from './orders-schema.ts'
import {
  conditionSchema,
  fieldSchema,
  listSchema,
  pathSchema,
  readSchema,
  requestSchema,
  templateSchema,
} from './request-schema.ts'

/** What the ERP makes out of an order, and how we hear of it. */

const field = fieldSchema

const detailSchema = readSchema
  .extend({
    one: z.boolean().default(false).describe('One record in place of a list; without it the document is not there'),
  })
  .meta({ id: 'HttpFlowDetail' })

export const followUpSchema = z.strictObject({
  ofOrder: readSchema
    .extend({
      key: field
        .optional()
        .describe('Where these rows, say of lines, only name the document: each is then read by read'),
    })
    .describe('All of one sales document, {{id}}'),
  read: readSchema.optional().describe('One by its own {{id}}; absent: through its sales document'),
  when: conditionSchema
    .optional()
    .describe('Only documents for which this holds: of this kind, or posted; absent: all'),
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
    .extend({
      order: field.optional(),
      gross: field.optional(),
      warehouse: field.optional().describe('Where the goods of a shipment left: its source in Magento is mapped by it'),
    })
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
  details: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'use a lower-case letter, then letters and digits'),
      detailSchema,
    )
    .default({})
    .describe('Further steps for each document, {{id}} and {{order.id}}: their rows are at details/<name>'),
  pdf: requestSchema
    .extend({
      source: z.enum(['body', 'base64', 'url']).default('body'),
      field: fieldSchema.optional().describe('Where the answer has the base64 text or the address'),
      absentStatuses: z.array(z.int()).default([404]),
    })
    .optional(),
})
export type FollowUpFlow = z.infer<typeof followUpSchema>

export const feedSchema = listSchema.extend({
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
