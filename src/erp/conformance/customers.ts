import assert from 'node:assert/strict'
import type { Subject } from '../../domain/subject.ts'
import { place } from './acts.ts'
import type { Suite } from './bench.ts'
import { subjectOf } from './orders.ts'

/** One person is one customer: found by our key, by VAT id, by e-mail, in this order; doubt goes to a person. */
export const customers: Suite = {
  obligation: 'customers',
  cases: [
    {
      name: 'finds a customer that it has created, under the key that sales documents take',
      needs: ['subjects'],
      async run(bench) {
        const subject = subjectOf(bench.facts)
        assert.equal((await bench.erp.findSubjects([subject])).size, 0)
        const erpId = await bench.erp.createSubject(subject)
        const answer = (await bench.erp.findSubjects([subject])).get(subject.key)
        assert.equal(answer?.erpId, erpId)
        assert.deepEqual(answer?.ambiguousWith, [])
        await place(bench, 'own-customer', undefined, { subjectId: erpId })
      },
    },
    {
      name: 'does not make the same customer twice',
      needs: ['subjects'],
      async run(bench) {
        const subject = subjectOf(bench.facts)
        const erpId = await bench.erp.createSubject(subject)
        assert.equal(await bench.erp.createSubject(subject), erpId)
        assert.equal(await bench.connect().createSubject(subject), erpId)
      },
    },
    {
      name: 'tells people with near keys apart',
      needs: ['subjects'],
      async run(bench) {
        const person = (id: number): Subject =>
          subjectOf(bench.facts, { key: `customer:${id}`, email: `someone-${id}@shopper.example`, customerId: id })
        const one = await bench.erp.createSubject(person(1))
        const ten = await bench.erp.createSubject(person(10))
        assert.notEqual(one, ten)
        const answer = await bench.erp.findSubjects([person(1), person(10), person(100)])
        assert.deepEqual([...answer].map(([key, { erpId }]) => [key, erpId]).sort(), [
          ['customer:1', one],
          ['customer:10', ten],
        ])
      },
    },
    {
      name: 'recognises a company by its VAT id, however people have typed it',
      needs: ['subjects'],
      async run(bench) {
        const erpId = await bench.people.createCustomer({ name: 'Mizar d.o.o.', vatId: 'SI44556677' })
        const company = subjectOf(bench.facts, {
          key: 'vat:SI44556677',
          kind: 'company',
          name: 'Mizar d.o.o.',
          vatId: 'si 445 566-77',
          email: 'nobody@mizar.example',
        })
        const answer = (await bench.erp.findSubjects([company])).get(company.key)
        assert.equal(answer?.erpId, erpId)
        assert.equal(answer?.by, 'vat_id')
      },
    },
    {
      name: 'recognises a person by the e-mail address, in any case',
      needs: ['subjects'],
      async run(bench) {
        const erpId = await bench.people.createCustomer({ name: 'Eva Kos', email: 'Eva.Kos@shopper.example' })
        const person = subjectOf(bench.facts, {
          key: 'guest:eva.kos@shopper.example',
          name: 'Eva Kos',
          email: 'eva.kos@shopper.example',
        })
        const answer = (await bench.erp.findSubjects([person])).get(person.key)
        assert.equal(answer?.erpId, erpId)
        assert.equal(answer?.by, 'email')
      },
    },
    {
      name: 'leaves the choice between two that fit to a person',
      needs: ['subjects'],
      async run(bench) {
        const ids = [
          await bench.people.createCustomer({ name: 'Two', email: 'two@shopper.example' }),
          await bench.people.createCustomer({ name: 'Two again', email: 'two@shopper.example' }),
        ]
        const person = subjectOf(bench.facts, { key: 'guest:two@shopper.example', email: 'two@shopper.example' })
        const answer = (await bench.erp.findSubjects([person])).get(person.key)
        assert.ok(answer)
        assert.deepEqual([answer.erpId, ...answer.ambiguousWith].sort(), ids.sort())
      },
    },
    {
      name: 'never takes a known customer for an order that shall have its own',
      needs: ['subjects'],
      async run(bench) {
        await bench.people.createCustomer({ name: 'Eva Kos', email: 'eva.kos@shopper.example' })
        const own = subjectOf(bench.facts, { key: 'order:57', email: 'eva.kos@shopper.example' })
        assert.equal((await bench.erp.findSubjects([own])).size, 0)
      },
    },
    {
      name: 'asks for a hundred customers in as few calls as the ERP allows, and writes nothing',
      needs: ['subjects'],
      async run(bench) {
        const people = Array.from({ length: 100 }, (_, index) =>
          subjectOf(bench.facts, { key: `guest:p${index}@shopper.example`, email: `p${index}@shopper.example` }),
        )
        bench.network.forget()
        assert.equal((await bench.erp.findSubjects(people)).size, 0)
        const most = bench.facts.readsPerHundred.subjects
        assert.ok(bench.network.count('read') <= most, `${bench.network.count('read')} reads for 100 customers`)
        assert.equal(bench.network.count('write'), 0)
        bench.network.forget()
        assert.equal((await bench.erp.findSubjects([])).size, 0)
        assert.equal(bench.network.calls.length, 0)
      },
    },
  ],
}
