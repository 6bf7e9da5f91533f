import { z } from 'zod'
import { checkSchema, conditionSchema, fieldSchema, pathSchema, readSchema, requestSchema } from './request-schema.ts'

/** The steps of an order, and what is read of it afterwards. */

const field = fieldSchema
export const perCall = z
  .int()
  .min(1)
  .max(200)
  .default(1)
  .describe('Keys in one call: {{ids}} or {{keys}} then is a list')

export const linesSchema = z.strictObject({
  rows: pathSchema,
  when: conditionSchema.optional().describe('Only rows for which this holds: goods, not texts'),
  line: field.optional().describe('Our line number as the ERP keeps it; absent: told by item code'),
  item: field.optional().describe('Item code'),
  quantity: field,
})

const documentFields = z.strictObject({
  id: field,
  number: field.optional(),
  orderbridgeId: field.optional().describe('Our key as the ERP keeps it'),
  state: field.optional().describe('Mapped by values to draft, open, confirmed, closed or canceled'),
  currency: field.optional(),
  total: field.optional().describe('With tax; absent: read with the order'),
  lines: linesSchema.extend({ open: field.optional().describe('Not yet delivered or invoiced') }).optional(),
})
export type DocumentFields = z.infer<typeof documentFields>

const mappingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('template'), body: z.unknown() }),
  z.strictObject({ kind: z.literal('jsonata'), expression: z.string().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('jolt'), spec: z.unknown() }),
])
export type Mapping = z.infer<typeof mappingSchema>

const findOrders = readSchema.extend({
  perCall,
  foundPath: pathSchema
    .optional()
    .describe('The order is there when this place has a value; absent: when there is a row'),
  notFoundValue: z.string().optional().describe('A value at foundPath that says the order is not there'),
  failureStatuses: z
    .array(z.int())
    .default([])
    .describe('Statuses by which the ERP says that it cannot tell now: nothing is written then'),
  fields: documentFields,
})
export type FindOrders = z.infer<typeof findOrders>

export const postSchema = z.strictObject({
  request: requestSchema.optional(),
  script: z.string().max(100_000).optional(),
  onFailure: z.boolean().default(false).describe('Also after a write that the ERP refused'),
})

export const writeSchema = requestSchema.omit({ body: true }).extend({
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
  idempotencyHeader: z
    .string()
    .optional()
    .describe('The ERP promises: the same value in this header makes one order, however often it is sent'),
  settleSeconds: z
    .number()
    .min(0)
    .max(600)
    .optional()
    .describe(
      'How long a new order may need until find sees it; so much later a lost answer is looked up. At least 2 s',
    ),
  check: checkSchema.prefault({}),
})

export const ordersSchema = z.strictObject({
  filters: z
    .strictObject({
      views: z.array(z.int()).optional().describe('Ids of store views'),
      statuses: z.array(z.string()).optional(),
      payments: z.array(z.string()).optional().describe('Payment methods of Magento'),
    })
    .prefault({})
    .describe('Orders that do not pass are held with the reason'),
  script: z.string().max(100_000).optional().describe('JavaScript, before the mapping'),
  mapping: mappingSchema.optional().describe('Makes the body of the write; absent: what the script gives'),
  addsUp: z
    .array(
      z.strictObject({
        rows: pathSchema.describe('Place in the body'),
        when: conditionSchema.optional(),
        amount: field.describe('With tax'),
        times: field.optional().describe('Pieces, where amount is for one'),
      }),
    )
    .max(20)
    .optional()
    .describe("Amounts of the body that have to come to the order's total; absent: they are believed to"),
  lineNumbers: z
    .strictObject({
      by: z.enum(['position', 'id']).default('position').describe("position in the order, or Magento's line id"),
      first: z.int().min(0).max(1000).default(1),
      step: z.int().min(1).max(1000).default(1),
    })
    .prefault({})
    .describe("What the ERP's line numbers will be"),
  find: findOrders.optional(),
  write: writeSchema,
  post: postSchema.optional(),
  read: readSchema.extend({ perCall, fields: documentFields.extend({ total: field.describe('With tax') }) }).optional(),
  cancel: requestSchema
    .extend({
      check: checkSchema.prefault({}),
      tooLate: z.array(conditionSchema).default([]).describe('The ERP says that the order has gone too far'),
    })
    .optional(),
})
