/** Made from docs/flows by `npm run flows`: change it there. */
export const text = `# Oracle NetSuite, by its REST records, SuiteQL and one RESTlet for PDFs. These are the settings of a connection of kind http-flow;
# docs/netsuite.md says what is set up in NetSuite before, and docs/http-flow.md explains each part.
#
# Made from public documentation and tried on a simulator of it, never on a live account. CHECK marks what the documentation
# does not say for certain, and YOURS what is different in every account. Its case: the shop is one customer of the company that
# has the NetSuite, and the buyer is the address that is shipped to.
flow: netsuite
version: 1
url: https://1234567.suitetalk.api.netsuite.com/services/rest # YOURS: the account's id in lower case, 1234567_SB1 is 1234567-sb1
servers: { restlets: "https://1234567.restlets.api.netsuite.com" } # YOURS. CHECK: Setup › Company › Company Information, "Company URLs"
zone: America/Los_Angeles # YOURS and CHECK: lastmodifieddate is on the clock of the account or of the role's user
currency: EUR
# Longer than usual: above the limit of calls at once an answer may take a minute.
timeoutSeconds: 120
# CHECK: the lengths of the fields.
textLimits: { otherRefNum: 45, memo: 999, addressee: 83, addr1: 150, city: 50, zip: 36, addrPhone: 32 }

# Token-based authentication. The realm is the account's id in upper case, with "_".
auth:
  kind: oauth1
  realm: "1234567" # YOURS
  consumerKey: "{{secret.consumerKey}}"
  consumerSecret: "{{secret.consumerSecret}}"
  token: "{{secret.token}}"
  tokenSecret: "{{secret.tokenSecret}}"
# Or OAuth 2.0 with a certificate (machine to machine), in place of it:
# auth:
#   kind: oauth2
#   tokenUrl: https://1234567.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token
#   clientId: "{{secret.clientId}}"
#   assertion:
#     key: "{{secret.key}}"
#     keyId: "{{secret.certificateId}}"
#     claims: { sub: null, jti: null, scope: [restlets, rest_webservices] }

# A field that NetSuite does not know is refused in place of being left away without a word.
headers: { X-NetSuite-PropertyNameValidation: Error }
answers:
  errorText: o:errorDetails/detail
  errorCode: o:errorDetails/o:errorCode
  errorDetails: { rows: "o:errorDetails", text: detail } # there may be several
  classes:
    - { when: { path: "o:errorDetails/o:errorCode", is: [CONCURRENCY_LIMIT_EXCEEDED] }, class: transient }
    - { when: { path: error/code, is: [SSS_REQUEST_LIMIT_EXCEEDED] }, class: transient }
  # Some accounts answer 401 "Invalid login attempt" to too many calls at once.
  trustLogInMinutes: 10

orders:
  # Asked before every try. 404: it is not there.
  find:
    path: /record/v1/salesOrder/eid:{{orderbridgeId}}
    query: &whole { expandSubResources: "true" }
    fields:
      id: id
      number: tranId
      total: total
      # CHECK: NetSuite gives the name of a currency as the account calls it.
      currency: &currency { path: currency/refName, values: { EUR: EUR, Euro: EUR, USD: USD, US Dollar: USD } }
      # CHECK: the letters, C above all.
      state: &state
        path: orderStatus/id
        values: { A: open, B: confirmed, C: canceled, D: confirmed, E: confirmed, F: confirmed, G: closed, H: closed }
      # NetSuite numbers its lines itself, with gaps: ours are found by item, in the order in which they stand.
      lines: &lines { rows: item/items, item: item/id, quantity: quantity }

  # NetSuite takes the price of one, without tax; six digits give the amount of a line back to the cent. CHECK: its total has to come
  # to that of the shop. Where it reckons no tax, write gross in place of net, here, at shippingCost and at the fees.
  script: |
    for (const line of input.order.lines) line.rate = money.div(line.net, line.quantity, 6)
    output = input
  mapping:
    kind: template
    body:
      externalId: "{{orderbridgeId}}"
      entity: { id: "4242" } # YOURS: the customer that stands for the shop, also in the queries below
      otherRefNum: "{{reference}}"
      tranDate: "{{documentDate}}"
      memo: "{{order.customerNote}}"
      currency: { $value: order.currency, $map: { EUR: { id: "1" } } } # YOURS. An order in another currency is held
      orderStatus: { id: B } # Pending fulfilment: nobody has to approve it
      location: { id: "6" } # YOURS
      shipMethod: { $value: order.shipping.method, $map: { flatrate_flatrate: { id: "2" } }, $otherwise: { id: "2" } } # YOURS
      shippingCost: "{{order.shipping.net|number}}"
      shippingAddress:
        $if: order.shippingAddress
        $then:
          addressee: "{{order.shippingAddress.firstName}} {{order.shippingAddress.lastName}}"
          addr1: '{{order.shippingAddress.street|join(", ")}}'
          city: "{{order.shippingAddress.city}}"
          zip: "{{order.shippingAddress.postcode}}"
          country: { id: "{{order.shippingAddress.country}}" }
          addrPhone: "{{order.shippingAddress.phone}}" # CHECK: the field's name. attention and state as well, where they are wanted
      item:
        items:
          $concat:
            - $each: order.lines
              $item:
                item: { id: "{{item.itemCode}}" }
                quantity: "{{item.quantity|number}}"
                price: { id: "-1" } # a price of its own: without it NetSuite takes that of the customer's price level
                rate: "{{item.rate|number}}"
            - $each: order.fees
              $item: { item: { id: "900" }, quantity: 1, price: { id: "-1" }, rate: "{{item.net|number}}" } # YOURS
  # POST and not PUT to eid:…, which makes or changes an order: a second PUT adds the lines once more, and a second POST is refused
  # because external ids are unique. So a write that was late, not lost, does no harm.
  write:
    method: POST
    path: /record/v1/salesOrder
    check:
      idHeader: Location
      # CHECK: the text. Where it is another one the order is held, and found by its external id when it is tried again.
      classes:
        [{ when: { statuses: [400], path: "o:errorDetails/detail", contains: [already exists] }, class: duplicate }]
  read:
    path: /record/v1/salesOrder/{{id}}
    query: *whole
    fields:
      id: id
      number: tranId
      orderbridgeId: externalId
      total: total
      currency: *currency
      state: *state
      lines: *lines

# The mapping needs NetSuite's own ids of items: 50 SKUs in one query. CHECK: how variants are called here ("PARENT : CHILD").
items:
  find:
    method: POST
    path: /query/v1/suiteql
    query: { limit: "1000" }
    headers: &query { Prefer: transient }
    body:
      q: SELECT i.id, i.itemid, i.displayname, i.isinactive FROM item i WHERE i.itemid IN ({{codes|quoted|join(,)}}) ORDER BY i.id
    rows: items
    perCall: 50
    fields: { code: itemid, id: id, name: displayname, blocked: { path: isinactive, values: { T: is inactive } } }

followUps:
  # Fulfilments that are shipped (C). A query names them; lines come from the record, tracking numbers from a table of their own.
  shipment:
    ofOrder:
      method: POST
      path: /query/v1/suiteql
      query: { limit: "1000" }
      headers: *query
      body:
        q: >-
          SELECT DISTINCT c.id, c.tranid, TO_CHAR(c.trandate,'YYYY-MM-DD') AS day, l.previousdoc AS orderid
          FROM PreviousTransactionLineLink l JOIN transaction c ON c.id=l.nextdoc AND c.type='ItemShip' AND c.status='C'
          WHERE l.previousdoc={{id|digits}} ORDER BY c.id
      rows: items
    read:
      method: POST
      path: /query/v1/suiteql
      query: { limit: "1000" }
      headers: *query
      body:
        q: >-
          SELECT DISTINCT c.id, c.tranid, TO_CHAR(c.trandate,'YYYY-MM-DD') AS day, l.previousdoc AS orderid
          FROM PreviousTransactionLineLink l JOIN transaction c ON c.id=l.nextdoc AND c.type='ItemShip' AND c.status='C'
          WHERE c.id={{id|digits}} ORDER BY c.id
      rows: items
    fields: { id: id, number: tranid, order: orderid, date: day }
    details:
      record: { path: "/record/v1/itemFulfillment/{{id}}", query: *whole, one: true }
      tracking:
        method: POST
        path: /query/v1/suiteql
        query: { limit: "1000" }
        headers: *query
        body:
          q: >-
            SELECT tn.trackingnumber FROM TrackingNumberMap m JOIN trackingnumber tn ON tn.id=m.trackingnumber
            WHERE m.transaction={{id|digits}} ORDER BY tn.id
        rows: items
    lines: { rows: details/record/item/items, item: item/id, quantity: quantity }
    tracking: { rows: details/tracking, number: trackingnumber }
  invoice:
    ofOrder:
      method: POST
      path: /query/v1/suiteql
      query: { limit: "1000" }
      headers: *query
      body:
        q: >-
          SELECT DISTINCT c.id, c.tranid, TO_CHAR(c.trandate,'YYYY-MM-DD') AS day, l.previousdoc AS orderid
          FROM PreviousTransactionLineLink l JOIN transaction c ON c.id=l.nextdoc AND c.type='CustInvc'
          WHERE l.previousdoc={{id|digits}} ORDER BY c.id
      rows: items
    read:
      method: POST
      path: /query/v1/suiteql
      query: { limit: "1000" }
      headers: *query
      body:
        q: >-
          SELECT DISTINCT c.id, c.tranid, TO_CHAR(c.trandate,'YYYY-MM-DD') AS day, l.previousdoc AS orderid
          FROM PreviousTransactionLineLink l JOIN transaction c ON c.id=l.nextdoc AND c.type='CustInvc'
          WHERE c.id={{id|digits}} ORDER BY c.id
      rows: items
    fields:
      id: id
      number: tranid
      order: orderid
      date: day
      total: details/record/total
      currency: { path: details/record/currency/refName, values: { EUR: EUR, Euro: EUR, USD: USD, US Dollar: USD } }
    details:
      record: { path: "/record/v1/invoice/{{id}}", query: *whole, one: true }
    # CHECK: grossAmt of a line. Where it is not there, the total is divided by pieces.
    lines: { rows: details/record/item/items, item: item/id, quantity: quantity, gross: grossAmt }
    # CHECK: where freight is taxed, the field that has it with its tax.
    freight: { rows: details/record, when: { path: shippingCost, present: true }, gross: shippingCost }
    # The RESTlet of docs/netsuite.md.
    pdf:
      server: restlets
      path: /app/site/hosting/restlet.nl
      query: { script: customscript_orderbridge_pdf, deploy: customdeploy_orderbridge_pdf, id: "{{id}}" }
      headers: { content-type: application/json }
      source: base64
      field: base64

# Ten minutes are read again: clocks differ, and what is being saved has its time already.
changes:
  - entity: sales_document
    method: POST
    path: /query/v1/suiteql
    headers: *query
    body:
      q: >-
        SELECT t.id, t.status, TO_CHAR(t.lastmodifieddate,'YYYY-MM-DD HH24:MI:SS') AS changed
        FROM transaction t WHERE t.type='SalesOrd' AND t.entity=4242
        AND t.lastmodifieddate >= TO_DATE('{{since}}','YYYY-MM-DD HH24:MI:SS')
        AND t.lastmodifieddate <= TO_DATE('{{until}}','YYYY-MM-DD HH24:MI:SS') ORDER BY t.id
    rows: items
    paging: &pages { kind: offset, parameter: offset, sizeParameter: limit, size: 1000, more: hasMore }
    moments: &moments { format: yyyy-MM-dd HH:mm:ss, overlapMinutes: 10 }
    id: id
    version: changed
  - entity: shipment
    method: POST
    path: /query/v1/suiteql
    headers: *query
    body:
      q: >-
        SELECT t.id, t.status, TO_CHAR(t.lastmodifieddate,'YYYY-MM-DD HH24:MI:SS') AS changed
        FROM transaction t WHERE t.type='ItemShip' AND t.status='C' AND t.entity=4242
        AND t.lastmodifieddate >= TO_DATE('{{since}}','YYYY-MM-DD HH24:MI:SS')
        AND t.lastmodifieddate <= TO_DATE('{{until}}','YYYY-MM-DD HH24:MI:SS') ORDER BY t.id
    rows: items
    paging: *pages
    moments: *moments
    id: id
    version: changed
  - entity: invoice
    method: POST
    path: /query/v1/suiteql
    headers: *query
    body:
      q: >-
        SELECT t.id, t.status, TO_CHAR(t.lastmodifieddate,'YYYY-MM-DD HH24:MI:SS') AS changed
        FROM transaction t WHERE t.type='CustInvc' AND t.entity=4242
        AND t.lastmodifieddate >= TO_DATE('{{since}}','YYYY-MM-DD HH24:MI:SS')
        AND t.lastmodifieddate <= TO_DATE('{{until}}','YYYY-MM-DD HH24:MI:SS') ORDER BY t.id
    rows: items
    paging: *pages
    moments: *moments
    id: id
    version: changed

# Prices are left out: the tables differ with the features of the account.
catalog:
  items:
    method: POST
    path: /query/v1/suiteql
    headers: *query
    body:
      q: >-
        SELECT i.itemid, i.displayname, i.upccode, i.isinactive FROM item i
        WHERE i.itemtype IN ('InvtPart','Assembly','Kit','NonInvtPart') ORDER BY i.itemid
    rows: items
    paging: *pages
    sorted: true
    fields:
      code: itemid
      name: displayname
      ean: upccode
      active: { path: isinactive, values: { T: "false", F: "true" } }
  stock:
    method: POST
    path: /query/v1/suiteql
    headers: *query
    body:
      q: >-
        SELECT i.itemid, a.location, a.quantityavailable FROM aggregateitemlocation a JOIN item i ON i.id=a.item
        WHERE a.location IN (6) ORDER BY i.itemid, a.location
    rows: items
    paging: *pages
    sorted: true
    # A column without a value is left out of the answer.
    fields: { code: itemid, warehouse: location, quantity: { path: quantityavailable, otherwise: "0" } }
`
