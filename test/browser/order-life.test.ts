import { expect } from 'vitest'
import { confirm, erpOrder, make } from '../support/clerk.ts'
import { orderRow } from '../support/look-up.ts'
import { createWorld } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { openWorld } from './open-world.ts'

const launchBrowser = testBrowser()

browserTest(
  'an order is watched from the shop to the mail with its invoice, and the invoice is mailed again',
  async () => {
    await using world = await createWorld()
    const { page, url, close } = await openWorld(world, launchBrowser)
    const id = world.place('guest-simple')
    world.b1.faults.add({ kind: 'html502', times: 1_000 })
    await world.pass(61)
    const { id: rowId, number } = await orderRow(world, id)
    await page.goto(`${url}/admin/orders/${rowId}`)
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    const lead = page.locator('.lead')
    await lead.getByText('Being prepared').waitFor()

    world.b1.faults.clear()
    await world.runUntilQuiet()
    await lead.getByText(`as ${String(erpOrder(world, id).DocNum)}`).waitFor()

    confirm(world, erpOrder(world, id))
    const delivery = make(world, 'DeliveryNotes', { set: 'Orders', document: erpOrder(world, id) })
    await world.runUntilQuiet()
    await lead.getByText('shipped').waitFor()

    const invoice = make(world, 'Invoices', { set: 'DeliveryNotes', document: delivery })
    await world.runUntilQuiet()
    await lead.getByText(`invoiced as ${String(invoice.DocNum)}, mailed to the customer`).waitFor()
    expect(loads).toBe(0)

    await page.getByRole('button', { name: 'Resend invoice…' }).click()
    await page.getByRole('dialog').getByLabel('The customer did not get it').check()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('on its way').waitFor()
    await world.runUntilQuiet()
    const [first, copy] = world.mailbox.messages()
    expect([first?.to, copy?.to]).toEqual([first?.to, first?.to])
    expect(copy?.subject).toContain(String(invoice.DocNum))
    expect(copy?.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf'])
    await expect.poll(() => page.title()).toContain(number)
    await close()
  },
)
