import { expect } from 'vitest'
import { RemoteError } from '../../src/domain/errors.ts'
import { doorsOf, moduleDelivery, orderCreated, send } from '../support/doors.ts'
import { createWorld, STORE } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { openWorld } from './open-world.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

browserTest('a webhook is looked into, and what waits is read again, while the page keeps itself fresh', async () => {
  await using world = await createWorld()
  const magentoId = world.place('customer')
  await send(doorsOf(world), moduleDelivery(world, orderCreated(magentoId)))
  const { page, url, close } = await openWorld(world, launchBrowser)
  await page.goto(`${url}/admin/connections`)
  await page.getByRole('link', { name: 'What was received from it' }).first().click()
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor()
  await page.getByText('As it came in').click()
  await page.getByText(`"entity_id": ${magentoId}`).waitFor()
  expect(await seriousViolations(page)).toEqual([])

  const magento = await world.remotes.magento(STORE)
  const { readOrders } = magento
  const away = new RemoteError({ errorClass: 'transient', code: 'no_answer', message: 'nobody answers' })
  Object.assign(magento, { readOrders: () => Promise.reject(away) })
  await world.work()
  await page.evaluate("document.dispatchEvent(new CustomEvent('live'))")
  await page.getByText('It told of 1 event.').waitFor()
  // What was opened stays open, with what it showed.
  expect(await page.getByText(`"entity_id": ${magentoId}`).isVisible()).toBe(true)
  await page.getByText('It could not be read: nobody answers').waitFor()

  Object.assign(magento, { readOrders })
  await page.getByRole('button', { name: /^Read again…/ }).click()
  await page.getByRole('dialog', { name: /^Read again: Order with id/ }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByLabel('The cause is mended').check()
  await page.getByRole('button', { name: 'Read it again' }).click()
  await page.getByRole('status').getByText('is read within seconds').waitFor()
  await page.getByText('It waits its turn.').waitFor()
  await world.runUntilQuiet()
  await page.goto(`${url}/admin/inbox?q=${magentoId}`)
  await page.getByText('A new order: preparing.').waitFor()
  await page
    .getByRole('link', { name: /^Order 0/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'What was received about it' }).click()
  await page.waitForURL('**/admin/inbox?q=*')
  await close()
})
