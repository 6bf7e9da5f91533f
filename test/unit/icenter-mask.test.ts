import { describe, expect, it } from 'vitest'
import { CUSTOMER, CUSTOMER_CONTACT, ORDER_HEADER } from '../../src/erp/icenter/models.ts'
import { planSalesDocument } from '../../src/erp/icenter/sales-document.ts'
import { describeSubject } from '../../src/erp/icenter/subjects.ts'
import { type Model, writeXml } from '../../src/erp/icenter/xml.ts'
import { maskBody } from '../../src/flows/view/mask.ts'
import { inputFor, sampleSubject, settingsWith } from './icenter-sample.ts'
import { sampleOrder } from './sample-order.ts'

const settings = settingsWith({ houseNumber: 'separate' })
const order = planSalesDocument(inputFor(sampleOrder()), settings).request.body
const customer = describeSubject(sampleSubject(), settings).body
const contact = {
  CustomerContacts: {
    CustomerID: '0000003',
    ContactDescription: 'Ana Novak',
    ContactFirstName: 'Ana',
    ContactLastName: 'Novak',
    ContactPhoneNo: '040123456',
    ContactEMail: 'ana@example.com',
  },
}
const sent: readonly (readonly [string, unknown, Model])[] = [
  ['OrderHeader', order, ORDER_HEADER],
  ['Customer', customer, CUSTOMER],
  ['CustomerContacts', contact, CUSTOMER_CONTACT],
]
const PERSONAL = /Ana|Novak|Glavna|example\.com|40123456|>1a<|"1a"/

describe.each(sent)('what is shown of %s', (root, body, model) => {
  it('names no person, as XML and as JSON', () => {
    const inner: object = Object(Reflect.get(Object(body), root))
    for (const shown of [writeXml(root, inner, model), JSON.stringify(body)]) {
      expect(shown).toMatch(PERSONAL)
      expect(maskBody(shown)).not.toMatch(PERSONAL)
    }
  })
})

describe('what is shown of an answer', () => {
  it('keeps codes, and the names of keys', () => {
    const result = '<Keys><EntityKeyField><Name>OrderNumber</Name><Value>512</Value></EntityKeyField></Keys>'
    expect(maskBody(result)).toBe(result)
    const line = '<OrderLine><ItemID>S-001</ItemID><ItemTitle1>Stol</ItemTitle1></OrderLine>'
    expect(maskBody(line)).toBe(line)
  })

  it('names no person of a document', () => {
    const answer =
      '<Customer><Code>0000003</Code><Name>Ana Novak</Name><Name1>Ana</Name1></Customer><PayerTitle1>Ana Novak</PayerTitle1><RecipientAddress>Glavna 1</RecipientAddress>'
    expect(maskBody(answer)).not.toMatch(PERSONAL)
    expect(maskBody(answer)).toContain('<Code>0000003</Code>')
  })
})
