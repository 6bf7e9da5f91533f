import { expect } from 'vitest'
import { messagesOf, orderRow, phaseOf } from '../support/look-up.ts'
import { createWorld, type World } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { servePage } from './serve.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

/** The world's page in a browser, signed in. */
async function openPage(world: World) {
  const site = await servePage(world.database)
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL('**/admin')
  const close = async () => {
    await context.close()
    await site.close()
  }
  return { page, url: site.url, close }
}

browserTest('all orders that match are tried again from the list, after a look at what they are', async () => {
  await using world = await createWorld()
  const ids = [world.place('unknown-item'), world.place('unknown-item')]
  await world.runUntilQuiet()
  const { page, url, close } = await openPage(world)
  await page.goto(`${url}/admin/orders?phase=held`)
  await page.getByRole('button', { name: 'Try again all that match…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Try again: 2 orders' })
  await dialog.waitFor()
  expect(await dialog.textContent()).toContain('does not know item')
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Try 2 orders again' }).click()
  await page.getByText('2 orders are tried again.').waitFor()
  await dialog.waitFor({ state: 'hidden' })
  expect(await Promise.all(ids.map(id => phaseOf(world, id)))).toEqual(['preparing', 'preparing'])
  await close()
})

browserTest('a refused sales document is mended on the page of its order', async () => {
  await using world = await createWorld({ settings: { shippingExpense: 99 } })
  const id = world.place('customer')
  await world.runUntilQuiet()
  const { page, url, close } = await openPage(world)
  await page.goto(`${url}/admin/orders/${(await orderRow(world, id)).id}`)
  await page.getByRole('button', { name: 'Mend…' }).click()
  const dialog = page.getByRole('dialog')
  const body = dialog.getByLabel('the body of the request to the ERP, as JSON')
  await body.waitFor()
  expect(await seriousViolations(page)).toEqual([])
  const text = await body.inputValue()
  await body.fill(text.replace('"ExpenseCode": 99', '"ExpenseCode": 1'))
  await dialog.getByRole('button', { name: 'Save and send' }).click()
  await dialog.getByText('A reason is needed').waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('reason')
  expect(await dialog.getByLabel('Why (when you change something)').getAttribute('aria-describedby')).toBe(
    'reason-wrong',
  )
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByLabel('Why (when you change something)').fill('the code was wrong')
  await dialog.getByRole('button', { name: 'Save and send' }).click()
  await page.getByRole('dialog', { name: 'This is what changes' }).waitFor()
  expect(await dialog.locator('del').allTextContents()).toEqual([expect.stringContaining('"ExpenseCode": 99')])
  expect(await dialog.locator('ins').allTextContents()).toEqual([expect.stringContaining('"ExpenseCode": 1')])
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Edit further' }).click()
  expect(await body.inputValue()).toContain('"ExpenseCode": 1')
  await dialog.getByRole('button', { name: 'Save and send' }).click()
  await dialog.locator('ins').waitFor()
  await dialog.getByRole('button', { name: 'Save and send' }).click()
  await page.getByText('is sent again as edited').waitFor()
  expect((await messagesOf(world, id))[0]).toMatchObject({ state: 'retrying', editedAt: expect.any(Date) })
  await close()
})

browserTest('a kind of messages is paused and resumed on the page of runs', async () => {
  await using world = await createWorld()
  const { page, url, close } = await openPage(world)
  await page.goto(`${url}/admin/runs`)
  await page.getByRole('button', { name: 'Pause a kind of messages…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pause a kind of messages' })
  await dialog.getByLabel('Maintenance').check()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText('mail.send of store main: paused.').waitFor()
  await page.getByRole('button', { name: 'Resume the mail' }).click()
  await page.getByText('mail.send of store main: running.').waitFor()
  await close()
})

browserTest('an order is held, released by the undo of what was said, and carries a note with its name', async () => {
  await using world = await createWorld()
  const id = world.place('unknown-item')
  await world.runUntilQuiet()
  const { page, url, close } = await openPage(world)
  await page.goto(`${url}/admin/orders/${(await orderRow(world, id)).id}`)
  await page.getByRole('button', { name: 'Hold…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To be checked').check()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Hold the order' }).click()
  await page.getByText('Held: kept back by Administrator: To be checked.').waitFor()
  expect(await phaseOf(world, id)).toBe('held')
  expect(await page.getByRole('button', { name: 'Release' }).count()).toBe(1)
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Administrator released the order.').waitFor()
  expect(await phaseOf(world, id)).toBe('preparing')
  await page.getByRole('button', { name: 'Write a note…' }).click()
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Called them.\nThey will answer tomorrow.')
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Write it down' }).click()
  await page.getByText('Administrator noted: Called them.').waitFor()
  await close()
})
