import { afterAll, expect } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { browserTest, testBrowser } from './browser.ts'
import { seed } from './seed.ts'
import { servePage } from './serve.ts'

const launchBrowser = testBrowser()
const database = await testDatabase()
const seeded = await seed(database.db, database.box, new Date())
const site = await servePage(database)
afterAll(() => site.close())

const LANGUAGES = [
  { locale: 'de-AT', lang: 'de', home: 'Übersicht', orders: 'Bestellungen', order: 'Bestellung', minutes: /vor \d+ / },
  { locale: 'sl-SI', lang: 'sl', home: 'Pregled', orders: 'Naročila', order: 'Naročilo', minutes: /pred \d+ / },
]

for (const { locale, lang, home, orders, order, minutes } of LANGUAGES) {
  browserTest(`the page speaks ${lang} to who reads ${locale}, and fits 768 pixels in it`, async () => {
    const context = await (await launchBrowser()).newContext({ viewport: { width: 768, height: 900 }, locale })
    const page = await context.newPage()
    await page.goto(await site.loginLink())
    await page.getByRole('button').click()
    await page.waitForURL(`${site.url}/admin`)
    for (const [address, heading] of [
      ['/admin', home],
      ['/admin/orders', orders],
      [`/admin/orders/${seeded.held.id}`, order],
    ] as const) {
      await page.goto(site.url + address)
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor({ state: 'attached' })
      expect(await page.locator('html').getAttribute('lang')).toBe(lang)
      expect(await page.evaluate('document.documentElement.scrollWidth'), address).toBeLessThanOrEqual(768)
      if (address === '/admin/orders')
        expect(await page.locator('time[data-as="ago"]').first().textContent()).toMatch(minutes)
    }
    await context.close()
  })
}
