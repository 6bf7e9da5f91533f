import { expect } from 'vitest'
import { createWorld } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { servePage } from './serve.ts'

const browser = testBrowser()

browserTest('a code is mapped in the form, and what was filled in stays with its own row', async () => {
  await using world = await createWorld({ settings: { vatGroups: { '22': 'S22' } } })
  world.place('two-vat-rates')
  world.place('two-vat-rates')
  world.place('german-guest')
  await world.runUntilQuiet()
  const site = await servePage(world.database)
  const page = await (await browser()).newPage({ locale: 'en-GB' })
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL(`${site.url}/admin`)
  // What several orders wait for is not named after one of them, and its remedy is on the first page already.
  const shared = page.getByRole('article').filter({ hasText: '2 orders' })
  await shared.getByRole('heading', { name: 'No VAT group of SAP Business One is set for 9.5 % in SI.' }).waitFor()
  await shared.getByRole('button', { name: 'Try all 2 again' }).waitFor()
  await shared.getByRole('link', { name: 'Open the mappings' }).click()
  await page.getByRole('link', { name: 'Tax' }).click()

  await page.getByLabel('VAT group of SI:9.5').selectOption('S95')
  await page.getByLabel('another code', { exact: true }).first().fill('AT:20')
  await page.getByLabel('VAT group of another code').first().selectOption('S20')
  await page.getByRole('button', { name: 'Show what changes…' }).click()
  await page.getByLabel('A new code in Magento').check()
  await page.getByRole('button', { name: 'Make it active' }).click()
  await page.locator('#mapping-2').waitFor()

  const chosen = (code: string) => page.getByLabel(`VAT group of ${code}`, { exact: true }).inputValue()
  expect([await chosen('SI:9.5'), await chosen('AT:20'), await chosen('22'), await chosen('DE:19')]).toEqual([
    'S95',
    'S20',
    'S22',
    '',
  ])
  await expect.poll(() => page.getByLabel('another code', { exact: true }).first().inputValue()).toBe('')
  await page.close()
  await site.close()
})
