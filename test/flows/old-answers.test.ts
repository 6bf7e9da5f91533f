import { expect, test } from 'vitest'
import type { FlowContext } from '../../src/flows/context.ts'
import { hearErpChanges } from '../../src/flows/erp/hear-erp-changes.ts'
import { confirm, erpOrder } from '../support/clerk.ts'
import { orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, STORE, type World } from '../support/world.ts'

const CONNECTION = 'b1'

/** A process whose answer about sales documents is read, and looked at only after `meanwhile`. */
function asleep({ ctx, remotes }: World, meanwhile: () => Promise<void>): FlowContext {
  const erp: typeof remotes.erp = async code => {
    const connector = await remotes.erp(code)
    return {
      ...connector,
      async readSalesDocuments(ids) {
        const answer = await connector.readSalesDocuments(ids)
        await meanwhile()
        return answer
      },
    }
  }
  return { ...ctx, remotes: { ...remotes, erp } }
}

const stateOf = async (world: World, id: number): Promise<unknown> => {
  const { id: orderId } = await orderRow(world, id)
  const [row] = await world.database.sql`select state from sales_documents where order_id = ${orderId}`
  return row?.state
}

async function cancelInMagento(world: World, id: number): Promise<void> {
  expect(await (await world.remotes.magento(STORE)).cancelOrder(id)).toBe(true)
  await world.runUntilQuiet()
  expect(await stateOf(world, id)).toBe('canceled')
}

const hear = (ctx: FlowContext, erpId: string) =>
  hearErpChanges(ctx, CONNECTION, [{ entity: 'sales_document', erpId, version: '' }])

test('who slept since the ERP said "open" does not open what was cancelled meanwhile', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  const erpId = String(erpOrder(world, id).DocEntry)
  await hear(
    asleep(world, () => cancelInMagento(world, id)),
    erpId,
  )
  expect(await stateOf(world, id)).toBe('canceled')
  expect(await phaseOf(world, id)).toBe('canceled')
})

test('news of the ERP that others have gone beyond meanwhile are read again, not written', async () => {
  await using world = await createWorld()
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  const document = erpOrder(world, id)
  const erpId = String(document.DocEntry)
  confirm(world, document)
  const outcomes = await hear(
    asleep(world, () => cancelInMagento(world, id)),
    erpId,
  )
  expect(outcomes.get(`sales_document:${erpId}`)).toBe('later')
  expect(await stateOf(world, id)).toBe('canceled')
  expect((await hear(world.ctx, erpId)).get(`sales_document:${erpId}`)).toBe('known')
})
