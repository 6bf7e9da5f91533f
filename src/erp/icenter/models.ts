import type { Model } from './xml.ts'

/** What we write, in the element order of iCenter's Swagger document (contract §4, §6, §8); the rest is never sent. */

const words = (text: string): string[] => text.trim().split(/\s+/)

export const CUSTOMER: Model = words(`Code Name Address Country PostalCode City SubjectToVAT TaxNumber Currency Notes
  FirstGroupCode SuggestFirstFreeCode CustomerType EntityType Street HomeNumber SearchTag ExternalID`)

export const CUSTOMER_CONTACT: Model = words(`CustomerID ContactTypeID ContactDescription ContactFirstName
  ContactLastName ContactPhoneNo ContactEMail Default ContactActive`)

const ORDER_LINE: Model = words(`OrderLineNo ItemID ItemTitle1 Qty WareHouseId Price DiscountPercentage
  DiscountAmountAmount VATRateId PriceIncludeVAT Comment`)

const ORDER_PAYMENT_LINE: Model = words('PaymentLineNo PaymentPurposeID PaymentAmount PaymentDate PaymentTransactionID')

export const ORDER_HEADER: Model = [
  ...words(`OrderYear OrderBook WarehouseId CustomerId CustomerPayerId OrderDate OrderReference QuotationNumber
    DeliveryMethod CurrencyId RebatePercentage Comment DeliveryDate PaymentPurposeCode PaymentTypeID
    DocumentDeliveryTitle1 DocumentDeliveryTitle2 DocumentDeliveryTitle3 DocumentDeliveryAddress
    DocumentDeliveryHouseNo DocumentDeliveryPostalCode DocumentDeliveryCity DocumentDeliveryCountry PaymentMethod`),
  { name: 'OrderLines', model: [{ name: 'OrderLine', model: ORDER_LINE }] },
  { name: 'OrderPaymentLines', model: [{ name: 'OrderPaymentLine', model: ORDER_PAYMENT_LINE }] },
]

export const PRINT_INVOICE: Model = words('InvoiceYear InvoiceBook InvoiceNumber TemplateID')
