import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { orders } from '../../src/db/schema/orders.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import { settingsVersions } from '../../src/db/schema/versions.ts'
import { FIRST_RUN_PAUSE } from '../../src/flows/first-run/first-run-pause.ts'
import { createWorld, STORE } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { servePage } from './serve.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

browserTest(
  'a shop goes from its pairing to its first real order, by keyboard, and nothing is lost by a reload',
  async () => {
    await using world = await createWorld()
    for (const kind of ['customer', 'company-vat', 'unknown-item'] as const) world.place(kind)
    const paused = { pausedAt: world.clock.now(), pausedReason: FIRST_RUN_PAUSE }
    await world.database.db.update(stores).set(paused).where(eq(stores.code, STORE))
    const site = await servePage(world.database)
    const context = await (await launchBrowser()).newContext({ locale: 'en-GB', timezoneId: 'Europe/Ljubljana' })
    const page = await context.newPage()
    await page.goto(await site.loginLink())
    await page.getByRole('button', { name: 'Open Orderbridge' }).click()

    const onward = async (name: string, heading: string) => {
      await page.getByRole('link', { name }).last().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: heading, level: 2, exact: true }).waitFor()
      // A message that fades in has no contrast yet.
      await page.evaluate('Promise.all(document.getAnimations().map(one => one.finished)).then(() => true)')
      expect(await seriousViolations(page), heading).toEqual([])
    }
    await onward('Go through the first run', 'Magento answers')
    // Asked by itself; what it said is there again after a reload.
    await page.getByRole('columnheader', { name: 'What was found' }).waitFor()
    await page.reload()
    await page.getByRole('columnheader', { name: 'What was found' }).waitFor()

    await onward('On to: The ERP answers →', 'The ERP answers')
    await page.getByRole('columnheader', { name: 'What was found' }).waitFor()
    await onward('On to: Codes of both sides →', 'Codes of both sides')
    await onward('On to: From which day on →', 'From which day on')
    await page.getByLabel('First day whose orders are sent').fill('2026-03-01')
    await page.getByLabel('Minutes that each order waits').fill('0')
    await page.keyboard.press('Enter')
    await page.getByText('Kept.').waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('First day whose orders are sent').inputValue()).toBe('2026-03-01')

    await onward('On to: Dry run of the last orders →', 'Dry run of the last orders')
    await page.getByRole('button', { name: 'Try the last ten orders' }).press('Enter')
    await page.getByText('The dry run is through. Nothing was written.').waitFor()
    await page.getByText('Of 3 orders: 2 to be sent, 1 held, 0 not readable, 0 left as they are.').waitFor()
    await page.reload()
    await page.getByText('Every total agrees to the cent.').waitFor()
    await page.getByText('The exact request').first().press('Enter')
    await page.getByText('DocumentLines').first().waitFor()
    expect(await seriousViolations(page)).toEqual([])
    expect(await world.database.db.select().from(orders)).toEqual([])

    await onward('On to: Start sending →', 'Start sending')
    await page.getByRole('button', { name: 'Start sending' }).press('Enter')
    await page.getByText('Test shop is sending.').waitFor()
    await world.runUntilQuiet()
    await page.getByRole('link', { name: 'See how the first orders go' }).press('Enter')
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
    const sent = (await world.database.db.select().from(orders)).filter(row => row.acknowledgedAt !== null)
    expect(sent).toHaveLength(2)
    await page.goto(`${site.url}/admin`)
    await expect.poll(() => page.getByRole('link', { name: 'Go through the first run' }).count()).toBe(0)
    await site.close()
  },
)

browserTest('a shop without an ERP gets one that was tested, without a file', async () => {
  await using world = await createWorld()
  await world.database.db.delete(settingsVersions)
  await world.database.db.delete(connections)
  const site = await servePage(world.database)
  const context = await (await launchBrowser()).newContext({ locale: 'en-GB', timezoneId: 'Europe/Ljubljana' })
  const page = await context.newPage()
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.getByRole('link', { name: 'Go through the first run' }).click()
  await page.getByRole('heading', { name: 'Connect the ERP', level: 2 }).waitFor()
  await page.getByRole('link', { name: 'Connect an ERP' }).press('Enter')
  await page.getByRole('link', { name: 'Choose SAP Business One' }).press('Enter')

  const { url, credentials } = world.b1
  await page.getByLabel('Name', { exact: true }).fill('Our SAP')
  await page.getByLabel('Address of the Service Layer').fill(url)
  await page.getByLabel('Company database').fill(credentials.companyDb)
  await page.getByLabel('User', { exact: true }).fill(credentials.user)
  await page.getByLabel('Password').fill('wrong')
  await page.getByLabel('The ERP stands in a private network').check()
  await page.getByRole('button', { name: 'Test' }).press('Enter')
  await page.getByRole('columnheader', { name: 'What was found' }).waitFor()
  await page.getByText('Needs attention').first().waitFor()
  // The button was disabled while it asked; whoever works by keyboard is where they were.
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Test')
  await page.getByLabel('Password').fill(credentials.password)
  await page.getByRole('button', { name: 'Test' }).press('Enter')
  await page.getByText('Well', { exact: true }).first().waitFor()
  expect(await seriousViolations(page)).toEqual([])
  expect(await world.database.db.select().from(connections)).toEqual([])

  await page.getByRole('button', { name: 'Save, without sending yet' }).press('Enter')
  await page.getByRole('heading', { name: 'The ERP answers', level: 2, exact: true }).waitFor()
  await page.getByRole('heading', { name: 'Our SAP', level: 2 }).waitFor()
  await page.getByRole('columnheader', { name: 'What was found' }).waitFor()
  await page.getByRole('link', { name: 'On to: Codes of both sides →' }).press('Enter')
  await page.getByRole('link', { name: 'Mappings of Our SAP' }).waitFor()
  await page.goto(`${site.url}/admin/first-run/${STORE}?step=start`)
  await page.getByText('Nothing is sent to Our SAP yet.').waitFor()
  await site.close()
})
