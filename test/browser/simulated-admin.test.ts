import { expect } from 'vitest'
import { erpOrder, make } from '../support/clerk.ts'
import { orderRow } from '../support/look-up.ts'
import { createWorld, STORE } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { servePage } from './serve.ts'

const launchBrowser = testBrowser()
const SESSION_KEY = 'the-key-that-pairing-left-in-magento-0123456789'

browserTest("the simulated admin shows the page under Sales, with the companion module's own script", async () => {
  await using world = await createWorld({ store: { sessionKeys: [SESSION_KEY] } })
  const site = await servePage(world.database, world.clock)
  world.magento.setBridge({ url: site.url, storeCode: STORE, sessionKey: SESSION_KEY })
  const id = world.place('guest-simple')
  await world.runUntilQuiet()
  make(world, 'Invoices', { set: 'Orders', document: erpOrder(world, id) })
  await world.runUntilQuiet()
  const { number } = await orderRow(world, id)
  const context = await (await launchBrowser()).newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  const frame = page.frameLocator('iframe')

  // By the other name of this machine: led to the address that may frame the bridge.
  await page.goto(world.magento.url.replace('127.0.0.1', 'localhost'))
  await page.getByRole('link', { name: 'Orderbridge' }).click()
  await frame.getByText('Petra Admin').waitFor()
  await frame.getByRole('link', { name: 'Orders', exact: true }).click()
  // The frame is narrower than its window, and shows what happened last all the same.
  await frame.getByRole('columnheader', { name: 'Last step' }).waitFor()
  await frame.getByRole('link', { name: number }).click()
  await frame.getByRole('heading', { name: `Order ${number}` }).waitFor()
  const frameHeight = () => page.locator('iframe').evaluate(element => element.getBoundingClientRect().height)
  await expect.poll(frameHeight).toBeGreaterThan(900)

  // A dialog opens where the button is: the admin's page, which is shorter than the frame, stays where it is. Pressed
  // with a key, and from the top: the mouse of the test scrolls the admin's page itself when what it clicks moves.
  const opener = frame.getByRole('button', { name: 'Resend invoice…' })
  await opener.focus()
  await page.evaluate('scrollTo(0, 0)')
  await opener.press('Enter')
  await frame.getByRole('dialog').waitFor()
  await expect.poll(() => page.evaluate('scrollY')).toBe(0)

  // By keyboard: Tab goes round in the dialog and does not leave it for Magento's menu; what has the focus is seen.
  await page.setViewportSize({ width: 1280, height: 400 })
  await frame.getByLabel('To', { exact: true }).focus()
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => frame.locator(':focus').textContent()).toBe('Send')
  await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(0)
  await page.keyboard.press('Tab')
  await expect.poll(() => frame.locator(':focus').getAttribute('name')).toBe('recipient')
  await page.keyboard.press('Escape')
  await frame.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.setViewportSize({ width: 1280, height: 900 })

  // What an action has done is said where one looks, however long the page below is.
  await frame.getByRole('button', { name: 'Resend invoice…' }).click()
  await frame.getByRole('dialog').getByRole('radio').first().check()
  await frame.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  const toast = await frame.locator('#toasts .toast').boundingBox()
  expect((toast?.y ?? 0) + (toast?.height ?? 9_999)).toBeLessThan(900)

  await page.getByLabel('You are').selectOption({ label: 'Viktor Viewer, who may only look' })
  await page.getByLabel('Language').selectOption('Slovenščina')
  await page.getByRole('button', { name: 'Change' }).click()
  await frame.getByText('Viktor Viewer').waitFor()
  await frame.getByRole('link', { name: 'Naročila', exact: true }).click()
  await frame.getByRole('link', { name: number }).click()
  await frame.getByRole('heading', { name: `Naročilo ${number}` }).waitFor()
  await expect.poll(() => frame.locator('[hx-post]').count()).toBe(0)

  await frame.getByRole('button', { name: 'Prikaži v Magentu' }).click()
  await page.getByRole('heading', { name: `Order ${number}`, level: 1 }).waitFor()
  await page.locator('main').getByRole('link', { name: 'Orderbridge' }).click()
  await frame.getByRole('heading', { name: `Naročilo ${number}` }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
  await site.close()
})
