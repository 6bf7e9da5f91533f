import assert from 'node:assert/strict'
import { add, ZERO } from '../../domain/amount.ts'
import type { FollowUp, FollowUpKind } from '../../domain/fulfilment.ts'
import { has, place } from './acts.ts'
import type { Bench, Suite } from './bench.ts'
import { largerOrder } from './orders.ts'

async function only(bench: Bench, kind: FollowUpKind, erpId: string): Promise<FollowUp> {
  const read = await bench.erp.readFollowUps(kind, [erpId])
  const [followUp] = read
  assert.ok(followUp && read.length === 1, `there is not one ${kind} ${erpId}`)
  assert.equal(followUp.kind, kind)
  return followUp
}

/** Pieces per line of the sales document, summed over follow-ups. */
function piecesOf(followUps: readonly FollowUp[], salesDocumentId: string): Record<number, number> {
  const pieces: Record<number, number> = {}
  for (const line of followUps.flatMap(({ lines }) => lines))
    if (line.salesDocumentId === salesDocumentId)
      pieces[line.erpLine] = (pieces[line.erpLine] ?? 0) + Number(line.quantity)
  return pieces
}

/** Deliveries, invoices and credit notes come back to the lines that they began with, through whatever is in between. */
export const followUps: Suite = {
  obligation: 'follow-ups',
  cases: [
    {
      name: 'traces deliveries and the invoice of an order back to its lines, to the cent',
      async run(bench) {
        const { erpId, plan, document } = await place(bench, 'follow-1', largerOrder(bench.facts))
        const shipment = await only(bench, 'shipment', await bench.people.ship(erpId, undefined, 'AB123456789SI'))
        const invoice = await only(bench, 'invoice', await bench.people.invoice(erpId))
        const planned = Object.fromEntries(
          plan.lines.map(({ erpLine }) => [
            erpLine,
            Number(document.lines.find(line => line.erpLine === erpLine)?.quantity),
          ]),
        )
        const ofPlan = (pieces: Record<number, number>) =>
          Object.fromEntries(Object.entries(pieces).filter(([erpLine]) => erpLine in planned))
        assert.deepEqual(ofPlan(piecesOf([shipment], erpId)), planned)
        assert.deepEqual(ofPlan(piecesOf([invoice], erpId)), planned)
        assert.deepEqual(
          shipment.tracking.map(({ number }) => number),
          ['AB123456789SI'],
        )
        assert.equal(shipment.canceled, false)
        assert.equal(invoice.total, document.total)
        assert.equal(invoice.currency, document.currency)
        assert.notEqual(invoice.erpNumber, '')
        const known = invoice.lines.filter(({ erpLine }) => erpLine in planned)
        assert.equal(add(ZERO, ...known.map(({ gross }) => gross)), '85.4')
        assert.equal(invoice.freight?.gross, '6.1')
        assert.equal(add(invoice.freight.net, invoice.freight.tax), invoice.freight.gross)
      },
    },
    {
      name: 'adds up over partial deliveries, and counts what is open',
      needs: ['partial deliveries'],
      async run(bench) {
        const { erpId, plan } = await place(bench, 'follow-2', largerOrder(bench.facts))
        const erpLine = plan.lines[0]?.erpLine ?? 0
        const first = await only(bench, 'shipment', await bench.people.ship(erpId, [{ erpLine, quantity: 1 }]))
        assert.deepEqual(piecesOf([first], erpId), { [erpLine]: 1 })
        const [between] = await bench.erp.readSalesDocuments([erpId])
        assert.equal(between?.lines.find(line => line.erpLine === erpLine)?.openQuantity, '2')
        const second = await only(bench, 'shipment', await bench.people.ship(erpId))
        assert.equal(piecesOf([first, second], erpId)[erpLine], 3)
        const invoice = await only(bench, 'invoice', await bench.people.invoice(erpId))
        assert.equal(piecesOf([invoice], erpId)[erpLine], 3)
      },
    },
    {
      name: 'finds all follow-ups of some orders, as they are read, and none of others',
      async run(bench) {
        const [one, two, other] = [
          await place(bench, 'all-1'),
          await place(bench, 'all-2'),
          await place(bench, 'all-3'),
        ]
        const shipment = await bench.people.ship(one.erpId)
        const invoice = await bench.people.invoice(one.erpId)
        const second = await bench.people.ship(two.erpId)
        await bench.people.ship(other.erpId)
        const all = await bench.erp.findFollowUps([one.erpId, two.erpId])
        const wanted = [`invoice ${invoice}`, `shipment ${second}`, `shipment ${shipment}`].sort()
        assert.deepEqual(all.map(({ kind, erpId }) => `${kind} ${erpId}`).sort(), wanted)
        const read = await only(bench, 'invoice', invoice)
        assert.deepEqual(
          all.find(({ kind }) => kind === 'invoice'),
          read,
        )
        const inSmallPages = await bench.connect({ pageSize: 1 }).findFollowUps([one.erpId, two.erpId])
        assert.deepEqual(inSmallPages, all)
      },
    },
    {
      name: 'leaves out what does not exist, and gives an order without follow-ups none',
      async run(bench) {
        const { erpId } = await place(bench, 'none')
        assert.deepEqual(await bench.erp.findFollowUps([erpId, '999999', 'nonsense']), [])
        for (const kind of ['shipment', 'invoice', 'credit_note'] as const)
          assert.deepEqual(await bench.erp.readFollowUps(kind, ['999999', "1' or '1' eq '1"]), [], kind)
      },
    },
    {
      name: 'traces a credit note back to the order',
      needs: ['credit notes'],
      async run(bench) {
        const { erpId, plan } = await place(bench, 'credit', largerOrder(bench.facts))
        await bench.people.ship(erpId)
        const invoice = await bench.people.invoice(erpId)
        const id = await has(bench.people.credit, 'way to credit')(invoice)
        const note = await only(bench, 'credit_note', id)
        const pieces = piecesOf([note], erpId)
        assert.deepEqual(Object.values(pieces), [1])
        assert.ok(plan.lines.some(({ erpLine }) => erpLine in pieces))
        assert.equal(Number(note.total), 12.2)
        assert.equal((await only(bench, 'invoice', invoice)).canceled, false)
      },
    },
    {
      name: 'knows a follow-up that was cancelled as cancelled, under the same id',
      needs: ['undo'],
      async run(bench) {
        for (const { kind, id, before } of await undone(bench)) {
          const after = await only(bench, kind, id)
          assert.equal(after.canceled, true, kind)
          const whose = ({ erpId, lines }: FollowUp) => [erpId, lines.map(line => [line.salesDocumentId, line.erpLine])]
          assert.deepEqual(whose(after), whose(before))
        }
      },
    },
    {
      name: 'tells among the changes that a follow-up was cancelled',
      needs: ['undo', 'news of cancelled follow-ups'],
      async run(bench) {
        const { cursor } = await bench.erp.readChanges(undefined, new Date('2026-01-01'))
        bench.clock.pass(24 * 60)
        for (const { kind, id } of await undone(bench)) {
          const { changes } = await bench.erp.readChanges(cursor, new Date('2026-01-01'))
          const hints = changes.filter(change => change.entity === kind).map(({ erpId }) => erpId)
          const read = await bench.erp.readFollowUps(kind, hints)
          assert.deepEqual(
            read.map(({ erpId, canceled }) => [erpId, canceled]),
            [[id, true]],
          )
        }
      },
    },
    {
      name: 'gives each order its part of a collective invoice',
      needs: ['collective invoices'],
      async run(bench) {
        const one = await place(bench, 'together-1', largerOrder(bench.facts))
        const two = await place(bench, 'together-2')
        const id = await has(bench.people.invoiceTogether, 'collective invoices')([one.erpId, two.erpId])
        const invoice = await only(bench, 'invoice', id)
        assert.deepEqual(Object.values(piecesOf([invoice], one.erpId)), [3, 2])
        assert.deepEqual(Object.values(piecesOf([invoice], two.erpId)), [1])
        for (const { erpId } of [one, two])
          assert.ok((await bench.erp.findFollowUps([erpId])).some(followUp => followUp.erpId === id))
      },
    },
  ],
}

/** A delivery and, of another order, an invoice, that people have cancelled after a day. */
async function undone(bench: Bench) {
  const undo = has(bench.people.undo, 'way to undo')
  const [one, two] = [await place(bench, 'undone-1'), await place(bench, 'undone-2')]
  const made = [
    { kind: 'shipment', id: await bench.people.ship(one.erpId) },
    { kind: 'invoice', id: await bench.people.invoice(two.erpId) },
  ] as const
  const all = []
  for (const { kind, id } of made) all.push({ kind, id, before: await only(bench, kind, id) })
  bench.clock.pass(24 * 60)
  for (const { kind, id } of made) await undo(kind, id)
  return all
}
