import { z } from 'zod'
import { trustSettings } from '../trust-settings.ts'
import { authSchema } from './auth-schema.ts'
import { contradictions } from './contradictions.ts'
import { csrfSchema } from './csrf-schema.ts'
import { callbacksSchema, feedSchema, followUpSchema } from './follow-ups-schema.ts'
import { catalogSchema, itemsSchema, subjectsSchema } from './master-data-schema.ts'
import { ordersSchema } from './orders-schema.ts'
import { conditionSchema, fieldSchema, formats, pathSchema, templateSchema } from './request-schema.ts'
import { sourceSchema } from './source-schema.ts'

/** One flow: everything that has to be known about an ERP that nobody wrote code for. docs/http-flow.md tells it by task. */

const definition = z.strictObject({
  flow: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use 1 to 40 of a-z, 0-9 and "-"')
    .describe('Name of the flow'),
  version: z.int().min(1).default(1).describe('Goes with every message, so that one can see what it was planned with'),
  url: z.url({ protocol: /^https?$/ }).describe('Base address of the ERP'),
  otherUrls: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(10)
    .default([])
    .describe('Other servers that may be called (files); our credentials are not sent to them'),
  servers: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'use a lower-case letter, then letters and digits'),
      z.url({ protocol: /^https?$/ }),
    )
    .default({})
    .describe('Other servers of the same ERP, by a name that steps use (server); they get our credentials too'),
  ...trustSettings,
  format: z.enum(formats).default('json').describe('Language of bodies, unless a step says otherwise'),
  headers: z.record(z.string(), templateSchema).default({}).describe('With every call'),
  timeoutSeconds: z.number().min(1).max(600).default(30),
  maxMiB: z.number().min(0.01).max(256).default(16).describe('Largest answer'),
  zone: z.string().default('UTC').describe("IANA name of the ERP's wall clock"),
  currency: z.string().length(3).default('EUR').describe('Where an answer names none'),
  decimalComma: z.boolean().default(false).describe('Numbers in answers are written 1.234,50'),
  textLimits: z
    .record(z.string(), z.int().min(1).max(100_000))
    .default({})
    .describe('Longest text by name of the field in what is written; "*" is for all others. Cut with a warning'),
  answers: z
    .strictObject({
      success: conditionSchema
        .optional()
        .describe('What an answer of 2xx must be besides, for ERPs that answer errors with 200'),
      errorText: pathSchema.optional(),
      errorCode: pathSchema.optional(),
      errorDetails: z
        .strictObject({
          rows: pathSchema,
          when: conditionSchema.optional().describe('Only rows for which this holds: errors, not warnings'),
          text: fieldSchema,
        })
        .optional()
        .describe('More sentences of an error, told behind errorText'),
      notices: z
        .strictObject({
          header: z.string().min(1).max(60),
          rows: z.array(pathSchema).min(1).max(5).default(['']).describe('Places in its JSON; "" is the whole of it'),
          when: conditionSchema.optional().describe('Only rows for which this holds: warnings'),
          text: fieldSchema,
        })
        .optional()
        .describe('What a header says about a write that the ERP took; noted with the try'),
      sessionLost: conditionSchema
        .prefault({ statuses: [401] })
        .describe('Nothing was done: logged in and sent once more'),
      classes: z
        .array(z.strictObject({ when: conditionSchema, class: z.enum(['transient', 'permanent', 'auth']) }))
        .max(50)
        .default([])
        .describe('What answers of any step mean that say no; first that holds, without one the status decides'),
      trustLogInMinutes: z
        .number()
        .min(0)
        .max(1440)
        .default(0)
        .describe('So long after an answer that was let in, 401 means "too many at once" and is tried again'),
    })
    .prefault({}),
  scripts: z
    .strictObject({
      timeoutMs: z.int().min(10).max(10_000).default(1000),
      memoryMiB: z.int().min(16).max(256).default(32),
    })
    .prefault({})
    .describe('What one script or mapping may take'),
  auth: authSchema.default({ kind: 'none' }),
  csrf: csrfSchema.optional().describe('A token that the ERP wants with every write, besides the log-in'),
  orders: ordersSchema,
  subjects: subjectsSchema.optional().describe('Absent: the customer travels in the order'),
  items: itemsSchema.optional().describe('Absent: every item is taken as known'),
  followUps: z
    .strictObject({
      shipment: followUpSchema.optional(),
      invoice: followUpSchema.optional(),
      credit_note: followUpSchema.optional(),
    })
    .prefault({}),
  changes: z
    .array(feedSchema)
    .max(20)
    .default([])
    .describe('What is asked for again and again; {{since}} and {{until}}'),
  catalog: catalogSchema.optional(),
  callbacks: callbacksSchema.optional().describe('The ERP calls us'),
  source: sourceSchema.optional().describe('Orders that wait in another system than the shop'),
})

export const flowSettings = definition.superRefine((flow, ctx) => {
  for (const { path, message } of contradictions(flow)) ctx.addIssue({ code: 'custom', path: [...path], message })
})
export type FlowSettings = z.infer<typeof definition>

/** By the names that the flow uses for them. */
export const flowSecrets = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'use letters, digits and "_"'),
  z.string().min(1).max(4000),
)
export type FlowSecrets = z.infer<typeof flowSecrets>
