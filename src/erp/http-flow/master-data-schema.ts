import { z } from 'zod'
import { perCall } from './orders-schema.ts'
import { checkSchema, fieldSchema, listSchema, pathSchema, readSchema, requestSchema } from './request-schema.ts'

/** Customers, items, and what the ERP knows of them. */

const field = fieldSchema

export const subjectsSchema = z.strictObject({
  find: readSchema.extend({
    fields: z.strictObject({ id: field, name: field.optional() }),
    by: z.enum(['our_key', 'vat_id', 'email']).default('our_key').describe('What the query asks for'),
  }),
  create: requestSchema.extend({
    method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
    check: checkSchema.prefault({}),
  }),
})
export type SubjectsFlow = z.infer<typeof subjectsSchema>

export const itemsSchema = z.strictObject({
  find: readSchema.extend({
    perCall,
    fields: z.strictObject({
      code: field,
      id: field.optional().describe('Absent: the code'),
      name: field.optional(),
      blocked: field.optional().describe('Why it cannot be sold; empty: it can'),
    }),
  }),
})
export type ItemsFlow = z.infer<typeof itemsSchema>

const wholeSchema = listSchema.extend({
  sorted: z
    .boolean()
    .default(false)
    .describe(
      'Rows come in the order of their code, and none is taken out: only then is a read of several pages complete',
    ),
})

export const catalogSchema = z.strictObject({
  items: wholeSchema
    .extend({
      fields: z.strictObject({
        code: field,
        name: field,
        description: field.optional(),
        active: field.optional(),
        published: field.optional(),
        ean: field.optional(),
        group: field.optional(),
        taxRate: field.optional(),
        weight: field.optional(),
      }),
    })
    .optional(),
  stock: wholeSchema
    .extend({ fields: z.strictObject({ code: field, warehouse: field, quantity: field, promised: field.optional() }) })
    .optional(),
  prices: wholeSchema
    .extend({
      fields: z.strictObject({
        code: field,
        list: field,
        currency: field.optional(),
        price: field,
        unit: field.optional().describe('Pieces that the price is for'),
      }),
      taxIncluded: z.boolean().default(true),
      tiers: z.strictObject({ rows: pathSchema, quantity: field, price: field }).optional(),
    })
    .optional(),
})

export type CatalogFlow = z.infer<typeof catalogSchema>
