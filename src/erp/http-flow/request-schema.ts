import { z } from 'zod'

/** The words of which the steps of a flow are made: places in answers, requests, pages, conditions. */

/** Where something stands in an answer. */
export const pathSchema = z
  .string()
  .max(200)
  .describe(
    'Place in the answer: "data/orders", "Order/@id"; "" is the whole answer. Of a list the first is taken; for rows of rows "*" takes all: "lines/*/taxes"',
  )

export const templateSchema = z
  .string()
  .max(4000)
  .describe('Text with places to fill in: "/orders/{{order.number}}", "{{order.customerNote|cut(250)}}"')

const statuses = z.array(z.int().min(100).max(599)).max(50)

/** All that is said must hold. */
export const conditionSchema = z
  .strictObject({
    statuses: statuses.optional().describe('HTTP status codes'),
    path: pathSchema.optional(),
    is: z.array(z.string()).max(100).optional().describe('The value at path is one of these'),
    contains: z
      .array(z.string().min(1))
      .max(100)
      .optional()
      .describe('The value at path holds one of these, upper or lower case'),
    present: z.boolean().optional().describe('Whether there is a value at path'),
  })
  .meta({ id: 'HttpFlowCondition' })
export type Condition = z.infer<typeof conditionSchema>

const fieldObject = z.strictObject({
  path: pathSchema.optional(),
  values: z.record(z.string(), z.string()).optional().describe("Ours by the ERP's value"),
  otherwise: z.string().optional().describe('For every other value and for none; alone: a fixed value'),
  format: z
    .string()
    .max(40)
    .optional()
    .describe('How the ERP writes dates here: "dd.MM.yyyy", odata for "/Date(1767225600000)/"; absent: ISO'),
  plus: z
    .array(
      z.strictObject({
        rows: pathSchema.default('').describe('Rows to take it from; absent: here'),
        when: conditionSchema.optional().describe('Only rows for which this holds; absent: all'),
        path: pathSchema,
      }),
    )
    .max(10)
    .optional()
    .describe('Amounts only: these are added, say taxes where the ERP tells what is without them'),
})
export const fieldSchema = z
  .union(
    [
      pathSchema,
      fieldObject,
      z
        .array(z.union([pathSchema, fieldObject]))
        .min(1)
        .max(5),
    ],
    {
      error:
        'must be a place like "data/id", a map with path, values, otherwise, format and plus, or a list of these of which the first with a value counts',
    },
  )
  .meta({ id: 'HttpFlowField' })
export type Field = z.infer<typeof fieldSchema>
/** One place to look at. */
export type PlainField = string | z.infer<typeof fieldObject>

export const formats = ['json', 'xml', 'form'] as const

export const requestSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  path: templateSchema.describe('Below url: "/orders/{{id}}"; what is filled in is encoded'),
  server: z.string().optional().describe('Name of one of servers, in place of url'),
  query: z.record(z.string(), templateSchema).default({}).describe('What comes out empty is left away'),
  headers: z.record(z.string(), templateSchema).default({}),
  body: z.unknown().optional().describe('A tree of maps, lists and templates'),
  format: z.enum(formats).optional().describe('Of the body; absent: as the flow'),
  answer: z.enum(['json', 'xml']).optional().describe('Language of the answer; absent: as the flow'),
  timeoutSeconds: z.number().min(1).max(600).optional(),
  maxMiB: z.number().min(0.01).max(256).optional().describe('Largest answer'),
})
export type RequestStep = z.infer<typeof requestSchema>

const numbered = {
  size: z.int().min(1).max(10_000).default(100),
  end: z
    .enum(['empty', 'short'])
    .default('empty')
    .describe('Last page: one without rows (always right), or one with fewer than size (one call less)'),
  total: pathSchema.optional().describe('Where the answer says how many rows there are: no call beyond them'),
  more: pathSchema.optional().describe('Where the answer says whether there are more rows: true or false'),
}

export const pagingSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({
      kind: z.literal('page'),
      parameter: z.string().default('page'),
      first: z.int().min(0).max(1).default(1),
      sizeParameter: z.string().optional(),
      ...numbered,
    }),
    z.strictObject({
      kind: z.literal('offset'),
      parameter: z.string().default('offset'),
      sizeParameter: z.string().optional(),
      ...numbered,
    }),
    z.strictObject({
      kind: z.literal('next'),
      path: pathSchema
        .optional()
        .describe('Where the answer has the address of the next page; absent: the Link header'),
    }),
    z.strictObject({
      kind: z.literal('cursor'),
      parameter: z.string(),
      path: pathSchema.describe('Where the answer has what to send for the next page; without it the page is the last'),
    }),
  ])
  .meta({ id: 'HttpFlowPaging' })
export type Paging = z.infer<typeof pagingSchema>

/** How moments are written in {{since}} and {{until}}. */
export const momentsSchema = z
  .strictObject({
    format: z
      .string()
      .max(40)
      .default('iso')
      .describe(
        'iso (UTC with Z), unix, unixMs, odata ("/Date(ms)/"), or of yyyy MM dd HH mm ss SSS xxx: "yyyy-MM-dd HH:mm:ss"',
      ),
    zone: z.string().optional().describe("IANA name of the ERP's wall clock; absent: zone of the flow"),
    overlapMinutes: z
      .number()
      .min(0)
      .max(10_080)
      .default(15)
      .describe('Read again so far back: covers clocks that differ and changes that are committed late'),
  })
  .meta({ id: 'HttpFlowMoments' })
export type Moments = z.infer<typeof momentsSchema>

export const readSchema = requestSchema.extend({
  rows: pathSchema.default(''),
  paging: pagingSchema.default({ kind: 'none' }),
  maxPages: z.int().min(1).max(10_000).default(500),
  absentStatuses: statuses.default([204, 404]).describe('These answers say that there is nothing'),
  withoutRows: z
    .enum(['refuse', 'none'])
    .default('refuse')
    .describe('An answer in which the place of the rows is missing: not believed, or nothing there'),
  moments: momentsSchema.prefault({}),
})
export type ReadStep = z.infer<typeof readSchema>

/** A list that is there, empty or not: at a wrong address nothing would ever be heard, and all it had would count as gone. */
export const listSchema = readSchema.extend({
  absentStatuses: statuses
    .default([204])
    .describe('These answers say that there is nothing; behind the last page 404 does as well'),
})

export const classes = ['transient', 'permanent', 'unknown', 'auth', 'duplicate'] as const

/** What the answer to a write means. */
export const checkSchema = z.strictObject({
  success: conditionSchema.optional().describe('Besides a status of 2xx, or in place of it when it names statuses'),
  errorText: pathSchema.optional(),
  errorCode: pathSchema.optional(),
  classes: z
    .array(z.strictObject({ when: conditionSchema, class: z.enum(classes), id: fieldSchema.optional() }))
    .max(50)
    .default([])
    .describe('First that holds; without one the status decides. A duplicate with id is adopted'),
  id: fieldSchema.optional().describe("The ERP's key of what was written; absent: looked up"),
  idHeader: z
    .string()
    .max(60)
    .optional()
    .describe('Header whose address ends in the key, for answers without a body: Location'),
  number: fieldSchema.optional().describe('The number that people see; absent: the key'),
  script: z
    .string()
    .max(100_000)
    .optional()
    .describe(
      'JavaScript in place of all this: sets the attributes result, erp_id, erp_number, error_text, error_code',
    ),
})
export type Check = z.infer<typeof checkSchema>
