import { expect, test } from 'vitest'
import { erpOrder, make } from '../support/clerk.ts'
import { openCauses, statesOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'

const PAGE = Buffer.from('<!doctype html><html><head><title>Just a moment</title></head></html>')

/** An order with an invoice, whose first fetches bring a page of something between us and the ERP. */
async function fetchPages(world: World, pages: number): Promise<number> {
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  const erp = await world.remotes.erp('b1')
  const print = erp.fetchDocument.bind(erp)
  let left = pages
  const fetchDocument: typeof print = async (...of) => (left-- > 0 ? PAGE : await print(...of))
  Object.assign(erp, { fetchDocument })
  make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
  await world.runUntilQuiet()
  return id
}

test('a page that comes three times in place of the PDF delays the mail and troubles nobody', async () => {
  await using world = await createWorld()
  const id = await fetchPages(world, 3)
  expect(await statesOf(world, id)).toContain('document.fetch delivered')
  expect(await openCauses(world)).toEqual([])
  expect(world.mailbox.messages()).toHaveLength(1)
})

test('one that goes on coming is told to a person, with what came', async () => {
  await using world = await createWorld()
  const id = await fetchPages(world, 99)
  expect(await statesOf(world, id)).toContain('document.fetch dead')
  expect(await openCauses(world)).toEqual([expect.stringContaining('The ERP sent a web page in place of a PDF.')])
  expect(world.mailbox.messages()).toEqual([])
})
