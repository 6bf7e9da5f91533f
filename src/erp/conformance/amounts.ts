import assert from 'node:assert/strict'
import { absolute, amount, compare, subtract } from '../../domain/amount.ts'
import type { CanonicalOrder } from '../../domain/order.ts'
import { planOf } from './acts.ts'
import type { Bench, Case, Suite } from './bench.ts'
import { feeOf, inputOf, largerOrder, lineOf, madeUpOrder, orderOf } from './orders.ts'

const SEEDS = 40

const show = ({ lines, shipping, fees, grandTotal, currency }: CanonicalOrder): string =>
  JSON.stringify({
    lines: lines.map(({ quantity, gross, net, taxRate }) => `${quantity} × = ${gross} (${net} + ${taxRate} %)`),
    shipping: shipping.gross,
    fees: fees.map(({ gross }) => gross),
    total: `${grandTotal} ${currency}`,
  })

/** @returns whether it was sent; what is held because two roundings cannot meet is not. */
async function agree(bench: Bench, variant: string, order: CanonicalOrder, key: string): Promise<boolean> {
  const erp = variant === '' ? bench.erp : bench.connect({ variant })
  const plan = await erp.planSalesDocument(inputOf(bench, order, { orderbridgeId: key }))
  const what = `${key}${variant && ` with ${variant}`}: ${show(order)}`
  if (plan.hold) {
    assert.equal(plan.hold.code, 'totals_differ', `${what}: ${plan.hold.message}`)
    assert.notEqual(variant, '', `${what}: held although prices are sent in the usual way: ${plan.hold.message}`)
    return false
  }
  const document = await erp.createSalesDocument(plan.request)
  assert.equal(document.total, plan.expectedTotal, `the ERP came to another total than was planned for ${what}`)
  assert.equal(document.currency, order.currency, what)
  const off = absolute(subtract(document.total, order.grandTotal))
  assert.ok(compare(off, bench.facts.tolerance) <= 0, `the ERP is ${off} off for ${what}`)
  return true
}

async function agreeForSeeds(bench: Bench, variants: readonly string[], currency: string): Promise<void> {
  for (const variant of variants) {
    let sent = 0
    for (let seed = 1; seed <= SEEDS; seed++) {
      const key = `seed-${seed}-${variant.replaceAll(' ', '-')}`
      if (await agree(bench, variant, madeUpOrder(bench.facts, seed, currency), key)) sent++
    }
    assert.ok(sent >= SEEDS * 0.7, `with "${variant}" only ${sent} of ${SEEDS} orders could be sent`)
  }
}

const hard = (name: string, orderFor: (bench: Bench) => CanonicalOrder): Case => ({
  name,
  async run(bench) {
    for (const variant of bench.facts.variants)
      await agree(bench, variant, orderFor(bench), `hard-${variant.replaceAll(' ', '-')}`)
  },
})

/** What the ERP answers is what was planned, and what was planned is what the shopper agreed to pay. */
export const amounts: Suite = {
  obligation: 'amounts to the cent',
  cases: [
    {
      name: `come out as planned for ${SEEDS} made-up orders`,
      run: bench => agreeForSeeds(bench, bench.facts.variants, bench.facts.currency),
    },
    {
      name: 'come out as planned in a foreign currency too',
      needs: ['foreign currency'],
      run: bench => agreeForSeeds(bench, [''], bench.facts.foreignCurrency ?? ''),
    },
    hard('come out where no price in cents times the pieces makes the line', ({ facts }) =>
      orderOf(facts, {
        lines: [lineOf(facts, 1, '3', '10'), lineOf(facts, 2, '7', '50'), lineOf(facts, 3, '999', '0.01')],
      }),
    ),
    hard('come out for goods that are given away', ({ facts }) =>
      orderOf(facts, { lines: [lineOf(facts, 1, '2', '0'), lineOf(facts, 2, '1', '12.2')] }),
    ),
    hard('come out for an order that costs nothing', ({ facts }) =>
      orderOf(facts, { lines: [lineOf(facts, 1, '1', '0')] }),
    ),
    hard('come out for large ones', ({ facts }) => orderOf(facts, { lines: [lineOf(facts, 1, '1', '9876543.21')] })),
    hard('come out with what a gift card has paid for', ({ facts }) =>
      facts.deduction === undefined
        ? largerOrder(facts)
        : { ...largerOrder(facts), ...deducted(facts.deduction, largerOrder(facts)) },
    ),
    {
      name: 'are decimal text, not floats: 0.1 + 0.2 is 0.3',
      async run(bench) {
        const lines = ['0.1', '0.2'].map((gross, index) => lineOf(bench.facts, index + 1, '1', gross))
        const plan = await planOf(bench, 'tenths', orderOf(bench.facts, { lines }))
        assert.equal(plan.expectedTotal, '0.3')
        assert.equal((await bench.erp.createSalesDocument(plan.request)).total, '0.3')
      },
    },
  ],
}

function deducted(code: string, order: CanonicalOrder): Pick<CanonicalOrder, 'fees' | 'grandTotal' | 'baseGrandTotal'> {
  const fee = feeOf(code, amount('-31.5'), amount(0))
  const grandTotal = subtract(order.grandTotal, amount('31.5'))
  return { fees: [fee], grandTotal, baseGrandTotal: grandTotal }
}
