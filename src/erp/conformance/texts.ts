import assert from 'node:assert/strict'
import type { CanonicalOrder, OrderAddress } from '../../domain/order.ts'
import { place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'
import { inputOf, lineOf, orderOf, shopper, subjectOf } from './orders.ts'

const HARD = 'č š ž Č Š Ž ß ł ő € 漢字 & < > \' " 😀'
/** Each place where a text could be cut falls into a surrogate pair for some shift. */
const long = (shift: number): string => `${'x'.repeat(shift)}${'😀'.repeat(2_500)}`.slice(0, 5_000)

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

function assertWhole(texts: readonly string[], what: string): void {
  for (const text of texts) assert.ok(text.isWellFormed(), `${what}: half a character in "${text.slice(-12)}"`)
}

const everywhere = ({ facts }: Bench, text: string): CanonicalOrder => {
  const address: OrderAddress = {
    ...shopper(facts),
    firstName: text,
    lastName: text,
    company: text,
    street: [text, text],
    city: text,
    region: text,
  }
  const line = { ...lineOf(facts, 1, '1', '12.2'), name: text, options: [{ label: text, value: text }] }
  const payment = { ...orderOf(facts).payment, transactionId: text, purchaseOrder: text }
  return orderOf(facts, {
    billing: address,
    shippingAddress: address,
    lines: [line],
    payment,
    customerNote: text,
    coupon: text,
    shipping: { ...orderOf(facts).shipping, description: text },
  })
}

/** What a shopper may type arrives as typed, or is cut by a rule that tells. */
export const texts: Suite = {
  obligation: 'texts',
  cases: [
    {
      name: `sends ${HARD} so that it arrives as it was typed`,
      async run(bench) {
        const order = orderOf(bench.facts, {
          customerNote: HARD,
          shippingAddress: { ...shopper(bench.facts), firstName: 'Çağla', lastName: HARD },
        })
        const { erpId } = await place(bench, 'hard', order)
        const stored = await bench.people.textsOf('sales_document', erpId)
        assert.ok(
          stored.some(text => text.includes(HARD)),
          `no field has it: ${JSON.stringify(stored)}`,
        )
      },
    },
    {
      name: 'stores names of customers as they were typed, and tells them again',
      needs: ['subjects'],
      async run(bench) {
        const subject = subjectOf(bench.facts, { name: HARD, billing: { ...shopper(bench.facts), lastName: HARD } })
        const erpId = await bench.erp.createSubject(subject)
        const answer = (await bench.erp.findSubjects([subject])).get(subject.key)
        assert.equal(answer?.name, HARD)
        const stored = await bench.people.textsOf('subject', erpId)
        assert.ok(stored.some(text => text.includes(HARD)))
      },
    },
    {
      name: 'cuts texts of 5,000 characters to what the ERP takes, no character in half, and tells of it',
      async run(bench) {
        for (const shift of [0, 1]) {
          const order = everywhere(bench, long(shift))
          const plan = await bench.erp.planSalesDocument(inputOf(bench, order, { orderbridgeId: `long-${shift}` }))
          assert.equal(plan.hold, undefined)
          assertWhole(stringsIn(plan.request.body), 'the request')
          assert.ok(plan.warnings.length > 0, 'nothing is said about what was cut')
          for (const warning of plan.warnings) assert.ok(warning.length < 300, 'a warning repeats the text')
          const { erpId } = await bench.erp.createSalesDocument(plan.request)
          assertWhole(await bench.people.textsOf('sales_document', erpId), 'what the ERP stored')
        }
      },
    },
    {
      name: 'cuts texts of customers too',
      needs: ['subjects'],
      async run(bench) {
        for (const shift of [0, 1]) {
          const { billing } = everywhere(bench, long(shift))
          const subject = subjectOf(bench.facts, {
            key: `customer:${4711 + shift}`,
            kind: 'company',
            name: long(shift),
            email: `long-${shift}@shopper.example`,
            billing,
            shipping: billing,
          })
          assertWhole(stringsIn(bench.erp.describeSubject(subject).body), 'the request')
          const erpId = await bench.erp.createSubject(subject)
          assert.equal((await bench.erp.findSubjects([subject])).get(subject.key)?.erpId, erpId)
        }
      },
    },
    {
      name: 'takes texts of blanks, line breaks, tabs and control characters for what they are worth',
      async run(bench) {
        for (const [index, text] of [
          '   ',
          'a\r\nb\tc',
          '\u0007bell\u0000',
          '\uFEFFmark',
          '\uD83D',
          ']]>',
          '<!--',
        ].entries())
          await place(bench, `odd-${index}`, everywhere(bench, text))
      },
    },
    {
      name: 'writes the day, the number and our key as they are',
      async run(bench) {
        const { erpId } = await place(bench, 'key-0001', orderOf(bench.facts, { number: '000000123' }), {
          reference: 'WEB-000000123',
        })
        const stored = (await bench.people.textsOf('sales_document', erpId)).join('\n')
        assert.ok(stored.includes('000000123'), 'people cannot search for the number of the shop')
        assert.ok(stored.includes('key-0001'), 'our key is not in it')
      },
    },
  ],
}
