import { z } from 'zod'

/** How a document that does not exist is answered; sites differ. */
const missing = z.enum(['400', '404', '204', '500', '200-empty', '200-zero'])

/** A switch for every point in which real servers differ or have not been measured. The defaults are a plausible site. */
export const variantsSchema = z.strictObject({
  bomRequired: z.boolean().default(false).describe('A body without a byte order mark is answered with 400'),
  answerBom: z.boolean().default(true).describe('Answers begin with a byte order mark'),
  elementOrderStrict: z.boolean().default(false).describe('Elements out of the documented order are dropped silently'),
  caseInsensitiveParameters: z.boolean().default(true),
  unauthorizedBody: z.enum(['html', 'none']).default('html'),
  missingOrganisation: z.enum(['401', 'default']).default('401'),
  errorEncoding: z.enum(['windows-1250', 'windows-1250-undeclared', 'utf-8']).default('windows-1250'),
  rejection: z.enum(['409', '200']).default('409').describe('409 with ArrayOfError, or 200 with ResultCode Error'),

  keyElement: z.enum(['Key', 'EntityKeyField']).default('EntityKeyField'),
  orderKeyNames: z.tuple([z.string(), z.string(), z.string()]).default(['OrderYear', 'OrderBook', 'OrderNumber']),
  documentKeyName: z.string().default('DocumentID').describe('Of the key that PrintInvoiceToPDF answers'),
  missingOrder: missing.default('200-zero'),
  missingDocument: missing.default('404').describe('Dispatch advices, invoices and files of the archive'),

  orderReferenceFilter: z.boolean().default(true).describe('Off: GetOrderStatus answers nothing to this filter'),
  orderStatusAnswers: z.boolean().default(true).describe('Off: GetOrderStatus answers nothing at all for the book'),
  statusRows: z.enum(['order', 'dispatch']).default('order').describe('One row per order, or one per dispatch advice'),
  statusDelta: z.enum(['any', 'order']).default('any').describe('Whether a new dispatch or invoice counts as a change'),
  referenceStyle: z
    .enum(['2026/VNK/512', 'VNK-2026-000512'])
    .default('2026/VNK/512')
    .describe('Ref2Dispatch and its like'),
  orderStatusText: z.boolean().default(true).describe('GetOrder says "Zaključeno" in OrderStatus, else "Z"'),
  invoiceLineReference: z
    .enum(['order', 'none'])
    .default('order')
    .describe('Whether an invoice line names its order line'),
  creditsInOverview: z.boolean().default(true).describe('Whether a credit is listed with the invoices of the order'),
  sinceInclusive: z.boolean().default(true).describe('recordDtModifiedFrom: "from" or "after"'),
  numberGaps: z.boolean().default(true).describe('Numbers that somebody took and gave up'),

  grossPrices: z
    .enum(['kept', 'converted'])
    .default('kept')
    .describe('converted: a price with VAT becomes a net price'),
  detailPrice: z.enum(['sent', 'net']).default('sent').describe('Price of GetOrder when the line says PriceIncludeVAT'),
  vatRounding: z.enum(['line', 'rate']).default('line'),
  discountAmount: z
    .enum(['line', 'unit', 'unused'])
    .default('line')
    .describe('What DiscountAmountAmount is taken from'),
  countryCodes: z.enum(['alpha-2', 'numeric']).default('alpha-2'),
  textLimits: z.record(z.string(), z.int().min(1)).default({}).describe('Characters by element name, where known'),
  textTooLong: z.enum(['refuse', 'cut']).default('refuse'),

  zeroQuantitiesLeftOut: z.boolean().default(true).describe('Stock answers leave sold-out items out'),
  attachmentId: z
    .enum(['document', 'other'])
    .default('document')
    .describe('other: GetDocument does not know AttachmentID'),
  documentIds: z.enum(['guid', 'number']).default('guid'),
  itemsSlowMs: z.int().min(0).default(0).describe('GetItemsGeneralData takes this long, however few items it answers'),
  parallel: z
    .strictObject({ slowFrom: z.int().min(1), slowMs: z.int().min(0), refuseFrom: z.int().min(2) })
    .nullable()
    .default(null)
    .describe('From so many calls at once on it gets slow, then answers 503'),
})
export type Variants = z.infer<typeof variantsSchema>
export type MissingStyle = Variants['missingOrder']
