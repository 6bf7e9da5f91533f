import { fields } from './fields.ts'

/** iCenter's models, in the element order of its Swagger document; only what the simulator keeps or answers. */

const customerElements = `Code Name Address Country PostalCode City ActivityCode RegistrationNumber WebSiteURL SubjectToVAT
  TaxNumber ExpirationDays:i RebatePercent:2 Currency PriceList Notes Usage FirstGroupCode SecondGroupCode
  CustomerPayerCode EANCustomerCode BranchOfficeName TaxAccounting SuggestFirstFreeCode:i SalesClerkID PurchaseClerkID
  Name1 Name2 Name3 CustomerStatus:b Name1Transfer Name2Transfer Name3Transfer CustomerType Region EntityType Street
  HomeNumber LanguageID OrderBookID Defaulter:b UpfrontPayment:b ShippingMethodId SearchTag RecordInserted:t
  RecordInsertedBy RecordLastModified:t RecordLastModifiedBy AnalyticId ParityCode ExternalID FullName CompanyLinkType`

/** Customer and CustomerV2 differ only in what we leave out. */
export const CUSTOMER = fields(customerElements)

export const CONTACT = fields(`CustomerID ContactTypeID ContactInTypeID:i ContactDescription ContactEntitle
  ContactFirstName ContactLastName ContactGender ContactPhoneNo ContactFaxNo ContactMobileNo ContactEMail
  ContactClerkID ContactNote Default:b InsUpdDate:t InsertedBy InsertedTime:t ModifiedBy ModifiedTime:t ContactActive:b`)

const rebates = 'RebatePercentage:2 RebatePercentage2:2 RebatePercentage3:2 RebatePercentage4:2 RebatePercentage5:2'
const discounts = `DiscountPercentage:2 DiscountPercentage2:2 DiscountPercentage3:2 DiscountPercentage4:2
  DiscountPercentage5:2 DiscountAmountAmount:5`
const shipTo = `DocumentDeliveryTitle1 DocumentDeliveryTitle2 DocumentDeliveryTitle3 DocumentDeliveryAddress
  DocumentDeliveryHouseNo DocumentDeliveryPostalCode DocumentDeliveryCity DocumentDeliveryCountry`
const orderDates = `OrderDate:t ConfirmationDate:t CustomerConfirmationDate:t OrderReference QuotationNumber
  DeliveryAddress DeliveryMethod CurrencyId PriceListId CostCenterId CostUnitId ClerkId WorkOrderId AnalyticId
  AccountingBookGroupId CustomerClerkID`
const orderTerms = `DocumentHeaderDescription DocumentFooterDescription DeliveryDate:t CustomerDeliveryDate:t`
const orderVat = `LanguageID VATCalculated VATInvoiceType ExciseDuty:b DiscountAmountType:b DiscountCalculationMethod:b
  PaymentPeriod:i OrderType QuotationYear:i LocationID CarrierID`
const orderTail = `VATTaxCategory PaymentReferenceExternal OrderPriority:i OrderReservation:b DeliveryContactTypeID
  DeliveryContactInTypeID:i DeliveryContactDescription DeliveryContactPhoneNo`

/** What a client sends to AddOrder. */
export const ORDER_HEADER = fields(`OrderYear:i OrderBook InvoiceBook WarehouseId CustomerId CustomerPayerId
  ${orderDates} ${rebates} RebateAmountDocument:2 DocumentSalesType DiscountGroupId Comment ParityCode ParityPlace
  ${orderTerms} ${orderVat} PaymentPurposeCode CashPayment:b CashierID PaymentTypeID CustomerClerkSEQ DeliveryPlace
  ${shipTo} PaymentMethod RequiredPrepaymentPercent:2 ${orderTail}`)

const parties = (who: string) => `${who}Title1 ${who}Title2 ${who}Title3 ${who}Address ${who}HouseNo ${who}PostalCode
  ${who}City ${who}Country ${who}TaxNumber`

/** What GetOrder answers and ModifyOrder takes. */
export const ORDER_DETAIL = fields(`OrderYear:i OrderBook OrderNumber:i InvoiceBook WarehouseId CustomerId
  ${parties('Customer')} CustomerPayerId ${parties('Payer')} ${orderDates} ${rebates} RebateAmountDocument:2
  DocumentSalesType DiscountGroupId Comment ParityCode ParityPlace AttachmentID ${orderTerms} OrderStatus
  OrderDetailsStatus GrossAmount:2 DiscountAmount:2 RebateAmount:2 NetAmount:2 VATAmount:2 PaymentAmount:2
  ReferenceDeliveryNote ReferenceWarehouseDocument ReferenceBill ReferenceInvoice ReferenceAdvancePayment ${orderVat}
  PaymentPurposeCode CashPayment:b CashierID PaymentTypeID CustomerClerkSEQ InsertedBy InsertedTime:t ModifiedBy
  ModifiedTime:t DeliveryPlace ${shipTo} PaymentMethod RequiredPrepaymentPercent:2 CancelledDate:t ${orderTail}`)

export const ORDER_LINE = fields(`OrderLineNo:i ItemID ItemIDType ItemTitle1 ItemTitle2 ItemDescription Qty:3 Series
  WareHouseId Price:5 ${discounts} VATRateId PriceIncludeVAT:b Comment CostCenterId CostUnitId ClerkId WorkOrderid
  AnalyticId TextLine:b VATCalculated VATInvoiceType ReservedQTY:3 UnitOfMeasure DeliveryDate:t Status ClosedLine:b
  OrderedQtyCustomer:3 VATTaxCategory OrderLineReservation:b`)

export const ORDER_LINE_DETAIL = fields(`OrderLineNo:i ItemID ItemIDType ItemTitle1 ItemTitle2 ItemDescription Qty:3
  Series ShippedQTY:3 WareHouseId Price:5 PriceWithVAT:5 ${discounts} VATRateId VATRatePercent:2 PriceIncludeVAT:b
  Comment CostCenterId CostUnitId ClerkId WorkOrderid AnalyticId TextLine:b VATCalculated VATInvoiceType ReservedQTY:3
  UnitOfMeasure DeliveryDate:t Status ClosedLine:b GrossAmout:2 IntermediateAmount:2 NetAmount:2 VATAmount:2
  DiscountAmount:2 RebatAmount:2 OrderedQtyCustomer:3 VATTaxCategory OrderLineReservation:b`)

export const PAYMENT_LINE = fields(
  'PaymentLineNo:i PaymentPurposeID PaymentAmount:2 PaymentDate:t PaymentTransactionID',
)

export const ORDER_STATUS = fields(`OrderYear:i OrderBook OrderNumber:i OrderStatus OrderStatusDescription
  OrderConfirmDate:t OrderCustomerConfirmDate:t Ref2Dispatch DispatchStatus DispatchStatusDescription
  DispatchInsUpdTimestamp:t Ref2Invoice InvoiceStatus InvoiceStatusDescription InvoiceInsUpdTimestamp:t OrderReference
  TrackingNumber AttachmentIDDeliveryNote AttachmentIDInvoice WorkOrderId ReadyForPickup:b ReadyForPickupDateTime:t
  ProformaInvoicePaymentStatus CancelledDate:t`)

export const OVERVIEW = fields(
  'OrderYear:i OrderBook OrderNumber:i OrderStatusDescription AttachmentID CancelledDate:t',
)
export const OVERVIEW_DISPATCH = fields(
  'DispatchYear:i DispatchBook DispatchNumber:i DispatchStatusDescription AttachmentIDDispatch TrackingNumber',
)
export const OVERVIEW_INVOICE = fields(
  'InvoiceYear:i InvoiceBook InvoiceNumber:i InvoiceStatusDescription AttachmentIDInvoice IDInvoiceNumber',
)

const dispatchElements = `DispatchAdviceYear:i DispatchAdviceBook DispatchAdviceNumber:i WarehouseID CustomerID
  ${parties('Customer')} CustomerPayerID OrderReference DispatchAdviceDate:t DeliveryDate DeliveryMethod CurrencyID
  PriceListID Comment Status InvoiceBook AttachmentID AttachmentIDDeliveryNote TrackingNumber GrossAmount:2
  DiscountAmount:2 RebateAmount:2 NetAmount:2 VATAmount:2 PaymentAmount:2 ReferenceOrder ReferenceInvoice InsertedBy
  InsertedTime:t ModifiedBy ModifiedTime:t ${shipTo}`
export const DISPATCH = fields(dispatchElements)
export const DISPATCH_LINE = fields(`LineNumber:i OrderYear:i OrderNumber:i OrderLineNumber:i ItemID Quantity:3
  ItemTitle1 ItemTitle2 WarehouseID OrderedQuantity:3 QuantityForShipping:3 ShippedQuantity:3 Price:5 PriceWithVAT:5
  UnitOfMeasure ${discounts} VATRateID VATRatePercent:2 Status PriceIncludeVAT:b TextLine:b InvoiceYear:i InvoiceBook
  InvoiceNumber:i InvoiceLineNumber:i GrossAmount:2 IntermediateAmount:2 NetAmount:2 RebateAmount:2 VATAmount:2
  DiscountAmount:2`)

const delivery = `DeliveryTitle1 DeliveryTitle2 DeliveryTitle3 DeliveryAddress DeliveryHouseNo DeliveryPostalCode
  DeliveryCity DeliveryCountry`
export const INVOICE = fields(`InvoiceYear:i InvoiceBook InvoiceNumber:i CustomerPayerID ${parties('Payer')} CustomerID
  ${parties('Recipient')} ${delivery} InvoiceDate:t DeliveryDateFrom:t DeliveryDateTo:t DueDate:t PaymentReference
  CurrencyID Document Comment DocumentHeaderDescription DocumentFooterDescription Status StatusDate:t PriceListID
  ${rebates} GrossAmout:2 DiscountAmount:2 RebateAmount:2 NetAmount:2 VATAmount:2 RoundingAmount:2 PaymentAmount:2
  AdvancePaymentAmount:2 InsertedBy InsertedTime:t ModifiedBy ModifiedTime:t LinkToDocument PaymentCodeID AttachmentID
  AnnexID FolderID eInvoiceAttachmentID PaymentReferenceExternal InvoiceID FiscalizationDate UniqueInvoiceID
  SecurityCodeOfInvoice DocumentState:i MpSGUID`)
export const INVOICE_LINE = fields(`LineNumber:i ItemID ItemIDType ItemTitle1 ItemTitle2 UnitOfMeasurement
  ItemDescription VATRateID VATRatePercent:2 Note Quantity:3 Price:5 PriceWithVAT:5 UnitsForprice:i
  DiscountPercentage:2 DiscountPercentage2:2 DiscountPercentage3:2 DiscountPercentage4:2 DiscountPercentage5:2
  DiscountAmount:2 DiscountAmountAmount:5 RebateAmount:2 VATAmount:2 GrossAmout:2 IntermediateAmount:2 NetAmount:2
  Reference TextLine:b PriceIncludeVAT:b`)
export const INVOICE_STATUS = fields(`InvoiceYear:i InvoiceBook InvoiceNumber:i InvoiceID Status StatusDescription
  DocumentState:i DocumentStateDescription CustomerID CustomerPayerID InvoiceDate:t DueDate:t InsertedBy
  InsertedTime:t ModifiedBy ModifiedTime:t`)
export const INVOICE_REFERENCE = fields(
  'ReferenceNumber:i DocumentType Year:i BookID DocumentID Document DocumentDate:t ReferenceType:i EInvoice:b',
)
export const PRINT_INVOICE = fields('InvoiceYear:i InvoiceBook InvoiceNumber:i TemplateID:i')

export const ITEM = fields('ItemID ItemCreated:t ItemLastModified:t ItemTitle1 ItemTitle2 SuggestFirstFreeCode:i')
export const ITEM_GENERAL = fields(`ItemTitleShort ItemType ItemUnitOfMeas VATRateID VATRefund:b ItemGroup WebPublish
  ItemFirstPublished:t ItemComparisonCode ItemSearchName CustomsTariffNo ItemEANCode ItemDepartment Priority:i`)
export const ITEM_SALES = fields('Warranty DiscountGroup1ID MinSalesPrice:5 IsActive SalesPricePercentage:2')
export const ITEM_STOCK = fields('ItemHasSeries WarningDays:i SerialNo:b SupplierID ManufacturerID')
export const ITEM_PROPERTIES = fields(`ItemWeightPerUnit:6 ItemVolumePerUnit:6 ItemGrossWeight:6 ItemCountryOfOrigin
  ItemLength:3 ItemWidth:3 ItemHeight:3 ItemDimensionUOM`)
export const PRICE = fields(`PriceListId PriceListDescription ItemCode ItemEAN VATRate:2 Price:5
  UnitOfMeasurementForPrice:i VATIncluded:b Active:b DiscountPrice:b ApplyToComparisonCode:b PriceValidityFrom:t
  PriceValidityTo:t InsUpdDate:t Quantity1:3 PriceForQuantity1:5 Quantity2:3 PriceForQuantity2:5 Quantity3:3
  PriceForQuantity3:5 Quantity4:3 PriceForQuantity4:5 Quantity5:3 PriceForQuantity5:5 ItemOrganisationID:i
  CustomerOrganisationID:i`)
export const STOCK_ADVANCE = fields('ItemID Qty:3 StockAdvanceForecast:3 AllocatedStock:3 AvailableStock:3')
