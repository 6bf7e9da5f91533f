/** Made from docs/flows by `npm run flows`: change it there. */
export const text = `# SAP S/4HANA (Cloud and on-premise) by its OData v2 services, without a line of code. These are the settings of a connection
# of kind http-flow; its secrets are user and password. docs/sap-s4hana.md says what to set up in S/4, docs/http-flow.md
# explains each part of this file.
#
# Made from public documentation and service metadata, and tried on a simulator of our own only, never on a live system.
# CHECK marks what nobody has seen yet: look at it once in your test client.
# YOURS marks codes of your company: each of them is configuration of S/4.
flow: s4hana
version: 1

# Cloud: the API host (with "-api"). On premise: https://HOST:PORT/sap/opu/odata/sap
url: https://my300000-api.s4hana.cloud.sap/sap/opu/odata/sap # YOURS
# English, because answers.classes looks at error texts. On premise with several clients, besides: sap-client: "100" (CHECK)
headers: { accept-language: en }
zone: Europe/Ljubljana # YOURS: the days of S/4
timeoutSeconds: 60

# The communication user. With OAuth in place of it:
# { kind: oauth2, tokenUrl: …, clientId: "{{secret.clientId}}", clientSecret: "{{secret.clientSecret}}", credentials: basic }
auth: { kind: basic, user: "{{secret.user}}", password: "{{secret.password}}" }

# S/4 takes a write only with a token of the session that it belongs to. CHECK: how long a session lives (30 minutes, it is said).
# The address ends in "/": without it S/4 redirects, and no token comes.
csrf: { request: { path: /API_SALES_ORDER_SRV/, headers: { x-csrf-token: Fetch } }, header: x-csrf-token, minutes: 20 }

answers:
  errorText: error/message/value
  errorCode: error/code
  errorDetails: { rows: error/innererror/errordetails, when: { path: severity, is: [error] }, text: message }
  # Warnings of an order that is made, incomplete or with a credit block, are noted with its try. CHECK: their form.
  notices: { header: sap-message, rows: ["", details], when: { path: severity, is: [warning] }, text: message }
  classes:
    - { when: { statuses: [423] }, class: transient }
    # Somebody has the customer, the material or the order open. CHECK: these words, and their codes.
    - { when: { path: error/message/value, contains: [currently being processed, locked by] }, class: transient }

# As long as the fields of the services are. Our key is never cut: an order whose key does not fit is held.
textLimits:
  PurchaseOrderByCustomer: 35
  SalesOrderItemText: 40
  AddresseeFullName: 80
  OrganizationName1: 40
  StreetName: 60
  PostalCode: 10
  CityName: 40
  PhoneNumber: 30

orders:
  # S/4 only warns of a second order with the same customer reference: without this query a lost answer would make one.
  find:
    path: /API_SALES_ORDER_SRV/A_SalesOrder
    query:
      $filter: "PurchaseOrderByCustomer eq {{keys|quoted|join( or PurchaseOrderByCustomer eq )}}"
      $select: SalesOrder,PurchaseOrderByCustomer,OverallSDDocumentRejectionSts,OverallSDProcessStatus
      $orderby: SalesOrder
    rows: d/results
    # A query that finds nothing is a 200: 404 says that the service is not opened (a communication arrangement), not that
    # nothing is there. Also below.
    absentStatuses: &never []
    perCall: 10
    fields:
      id: SalesOrder
      orderbridgeId: PurchaseOrderByCustomer
      # Rejected as a whole counts as canceled. CHECK: the letters (A open, B in part, C all).
      state: &state
        - { path: OverallSDDocumentRejectionSts, values: { C: canceled } }
        - { path: OverallSDProcessStatus, values: { A: open, B: confirmed, C: closed }, otherwise: open }

  # YOURS: all codes of this body.
  mapping:
    kind: template
    body:
      SalesOrderType: OR # TA in a German client
      SalesOrganization: "1710"
      DistributionChannel: "10"
      OrganizationDivision: "00"
      # The one customer to whom the shop sells; who it is for stands in to_Partner. Also in changes, three times.
      SoldToParty: "17100001"
      PurchaseOrderByCustomer: "{{orderbridgeId}}"
      CustomerPurchaseOrderDate: "{{documentDate|date(odata)}}"
      RequestedDeliveryDate: "{{documentDate|date(odata)}}"
      TransactionCurrency: "{{order.currency}}"
      CustomerPaymentTerms:
        { $value: order.payment.method, $map: { checkmo: "0001", cashondelivery: "0002" }, $otherwise: "0001" }
      to_Partner:
        results:
          $concat:
            # CHECK: functions (SH or WE, BP or RE), and whether your release knows to_Address; without it the address of
            # the customer is used: take to_Address out and give the address as a text.
            - $if: order.shippingAddress
              $then:
                - PartnerFunction: SH
                  Customer: "17100001"
                  to_Address:
                    results:
                      - AddresseeFullName: "{{order.shippingAddress.firstName}} {{order.shippingAddress.lastName}}"
                        OrganizationName1: "{{order.shippingAddress.company}}"
                        StreetName: '{{order.shippingAddress.street|join(", ")}}'
                        PostalCode: "{{order.shippingAddress.postcode}}"
                        CityName: "{{order.shippingAddress.city}}"
                        Country: "{{order.shippingAddress.country}}"
                        EmailAddress: "{{order.customer.email}}"
                        PhoneNumber: "{{order.shippingAddress.phone}}"
            - - PartnerFunction: BP
                Customer: "17100001"
                to_Address:
                  results:
                    - AddresseeFullName: "{{order.billing.firstName}} {{order.billing.lastName}}"
                      OrganizationName1: "{{order.billing.company}}"
                      StreetName: '{{order.billing.street|join(", ")}}'
                      PostalCode: "{{order.billing.postcode}}"
                      CityName: "{{order.billing.city}}"
                      Country: "{{order.billing.country}}"
                      EmailAddress: "{{order.customer.email}}"
      to_Text:
        results:
          $concat:
            - [{ Language: EN, LongTextID: TX01, LongText: "Web order {{order.number}}" }]
            - $if: order.customerNote
              $then: [{ Language: EN, LongTextID: TX02, LongText: "{{order.customerNote}}" }]
      # Freight and fees of the whole order, as S/4 spreads them over the items. Prices with tax, see to_Item.
      to_PricingElement:
        results:
          $concat:
            - $if: order.shipping.gross
              $then:
                - ConditionType: ZWFR
                  ConditionRateValue: "{{order.shipping.gross|fixed(2)}}"
                  ConditionCurrency: "{{order.currency}}"
            - $each: order.fees
              $item:
                # A fee without a code here holds the order, and says which one it is.
                ConditionType: { $value: item.code, $map: { cod: ZWCD, gift_card: ZWGC } }
                ConditionRateValue: "{{item.gross|fixed(2)}}"
                ConditionCurrency: "{{order.currency}}"
      to_Item:
        results:
          $each: order.lines
          $item:
            SalesOrderItem: "{{position}}0" # 10, 20, 30: see lineNumbers
            Material: "{{item.itemCode}}"
            SalesOrderItemText: "{{item.name}}"
            RequestedQuantity: "{{item.quantity}}"
            RequestedQuantityUnit: PC
            # The price of all pieces of the line, for that many pieces: so nothing is rounded by the piece. With tax, by a
            # condition type of a pricing procedure in which prices include it; docs/sap-s4hana.md says what changes without.
            # CHECK: this field takes whole pieces only. For others a condition type with a fixed amount, without quantity.
            to_PricingElement:
              results:
                - ConditionType: ZWPR
                  ConditionRateValue: "{{item.gross|fixed(2)}}"
                  ConditionCurrency: "{{order.currency}}"
                  ConditionQuantity: "{{item.quantity}}"
                  ConditionQuantityUnit: PC
  # Checked before anything is sent: these come to the shopper's total, to the cent.
  addsUp:
    - { rows: to_Item/results, amount: to_PricingElement/results/ConditionRateValue }
    - { rows: to_PricingElement/results, amount: ConditionRateValue }
  lineNumbers: { first: 10, step: 10 }

  write:
    path: /API_SALES_ORDER_SRV/A_SalesOrder
    timeoutSeconds: 120 # pricing, credit and availability are checked in this call
    # CHECK: an order may be readable only a moment after it is made. After a lost answer it is looked for so much later.
    settleSeconds: 10
    check: { id: d/SalesOrder, number: d/SalesOrder }

  read:
    path: "/API_SALES_ORDER_SRV/A_SalesOrder('{{id}}')"
    query: { $expand: to_Item/to_PricingElement }
    rows: d
    fields:
      id: SalesOrder
      orderbridgeId: PurchaseOrderByCustomer
      state: *state
      currency: TransactionCurrency
      # S/4 tells the order without tax only: the taxes stand among the conditions of the items. YOURS: their types.
      total:
        path: TotalNetAmount
        plus:
          - rows: to_Item/results/*/to_PricingElement/results
            when: { path: ConditionType, is: [MWSI, MWST, TTX1] }
            path: ConditionAmount
      lines:
        rows: to_Item/results
        when: { path: SalesDocumentRjcnReason, present: false }
        line: SalesOrderItem
        item: Material
        quantity: RequestedQuantity

followUps:
  # A delivery counts once its goods have left. Several of one order, and one of several orders, are told by their lines.
  shipment:
    ofOrder:
      path: /API_OUTBOUND_DELIVERY_SRV;v=0002/A_OutbDeliveryItem
      query: { $filter: "ReferenceSDDocument eq {{id|quoted}}", $select: "DeliveryDocument,DeliveryDocumentItem" }
      rows: d/results
      absentStatuses: *never
      key: DeliveryDocument
    read:
      path: "/API_OUTBOUND_DELIVERY_SRV;v=0002/A_OutbDeliveryHeader('{{id}}')"
      query: { $expand: to_DeliveryDocumentItem }
      rows: d
    when: { path: OverallGoodsMovementStatus, is: [C] }
    fields: { id: DeliveryDocument, date: { path: ActualGoodsMovementDate, format: odata } }
    # CHECK: that the order is told as in the sales order, "18" and not "0000000018".
    lines:
      rows: to_DeliveryDocumentItem/results
      order: ReferenceSDDocument
      line: ReferenceSDDocumentItem
      item: Material
      quantity: ActualDeliveryQuantity
    # YOURS: S/4 has no field of its own for the number of a parcel.
    tracking: { number: BillOfLading }
  invoice:
    ofOrder:
      path: /API_BILLING_DOCUMENT_SRV/A_BillingDocumentItem
      query: { $filter: "SalesDocument eq {{id|quoted}}", $select: "BillingDocument,BillingDocumentItem" }
      rows: d/results
      absentStatuses: *never
      key: BillingDocument
    read:
      path: "/API_BILLING_DOCUMENT_SRV/A_BillingDocument('{{id}}')"
      query: { $expand: to_Item }
      rows: d
    # Counter documents (N) are left out: the invoice itself says that it is cancelled. CHECK: the letters.
    when: { path: SDDocumentCategory, is: [M] }
    fields:
      id: BillingDocument
      canceled: BillingDocumentIsCancelled
      currency: TransactionCurrency
      total: { path: TotalNetAmount, plus: [{ path: TaxAmount }] }
      date: { path: BillingDocumentDate, format: odata }
    # The freight is in the amounts of the lines. GrossAmount of a line is not taken: it is a subtotal of the pricing procedure.
    lines:
      rows: to_Item/results
      order: SalesDocument
      line: SalesDocumentItem
      item: Material
      quantity: BillingQuantity
      gross: { path: NetAmount, plus: [{ path: TaxAmount }] }
    # Once the output of the invoice is issued; until then S/4 says 400 or 404 (CHECK).
    pdf:
      path: /API_BILLING_DOCUMENT_SRV/GetPDF
      query: { BillingDocument: "{{id|quoted}}" }
      source: base64
      field: [d/GetPDF/BillingDocumentBinary, d/BillingDocumentBinary]
      absentStatuses: [400, 404]

# Everything of this customer that changed. CHECK: that your release lets these fields be filtered.
changes:
  - entity: sales_document
    path: /API_SALES_ORDER_SRV/A_SalesOrder
    query:
      $filter: "SoldToParty eq '17100001' and LastChangeDateTime ge datetimeoffset'{{since}}'"
      $select: SalesOrder,LastChangeDateTime,OverallSDProcessStatus,OverallSDDocumentRejectionSts,TotalNetAmount
      $orderby: SalesOrder
      $inlinecount: allpages
    moments: &moments { format: "yyyy-MM-ddTHH:mm:ssZ", zone: UTC, overlapMinutes: 10 }
    rows: d/results
    paging: &pages { kind: offset, parameter: $skip, sizeParameter: $top, size: 200, total: d/__count }
    id: SalesOrder
    version: LastChangeDateTime
  # A delivery tells the day of its change only: two days are read again, and what stands in a row tells whether it moved.
  - entity: shipment
    path: /API_OUTBOUND_DELIVERY_SRV;v=0002/A_OutbDeliveryHeader
    query:
      $filter: "SoldToParty eq '17100001' and LastChangeDate ge datetime'{{since}}'"
      $select: DeliveryDocument,LastChangeDate,OverallGoodsMovementStatus,BillOfLading
      $orderby: DeliveryDocument
      $inlinecount: allpages
    moments: { format: "yyyy-MM-ddT00:00:00", overlapMinutes: 2880 }
    rows: d/results
    paging: *pages
    id: DeliveryDocument
  - entity: invoice
    path: /API_BILLING_DOCUMENT_SRV/A_BillingDocument
    query:
      $filter: "SoldToParty eq '17100001' and SDDocumentCategory eq 'M' and LastChangeDateTime ge datetimeoffset'{{since}}'"
      $select: BillingDocument,LastChangeDateTime,BillingDocumentIsCancelled,TotalNetAmount,TaxAmount
      $orderby: BillingDocument
      $inlinecount: allpages
    moments: *moments
    rows: d/results
    paging: *pages
    id: BillingDocument
    version: LastChangeDateTime
`
