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
      await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(lang)
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: address })
        .toBeLessThanOrEqual(768)
      if (address === '/admin/orders')
        await expect.poll(() => page.locator('time[data-as="ago"]').first().textContent()).toMatch(minutes)
    }
    await context.close()
  })

  browserTest(`plots side by side begin at one height in ${lang}, and their table stays in its card`, async () => {
    const context = await (await launchBrowser()).newContext({ viewport: { width: 1280, height: 900 }, locale })
    const page = await context.newPage()
    await page.goto(await site.loginLink())
    await page.getByRole('button').click()
    await page.waitForURL(`${site.url}/admin`)
    await page.locator('.hours-table summary').first().click()
    for (const width of [768, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const tops = await page.locator('.plot-field').evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
      expect([tops[0], tops[2]], `${width}`).toEqual([tops[1], tops[3]])
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: `${width}` })
        .toBeLessThanOrEqual(width)
    }
    // What is chosen can be read.
    await page.goto(`${site.url}/admin/runs`)
    const field = page.locator('#pull-what')
    const width = await field.evaluate(select => select.getBoundingClientRect().width)
    await field.evaluate(select => select.setAttribute('style', 'width: auto'))
    expect(width).toBeGreaterThanOrEqual(await field.evaluate(select => select.getBoundingClientRect().width))
    await context.close()
  })

  browserTest(`the menu stays in one line in ${lang}, and what has no room in it is behind its last word`, async () => {
    const context = await (await launchBrowser()).newContext({ viewport: { width: 1280, height: 900 }, locale })
    const page = await context.newPage()
    await page.goto(await site.loginLink())
    await page.getByRole('button').click()
    await page.waitForURL(`${site.url}/admin`)
    await page.goto(`${site.url}/admin/transfers`)
    const menu = page.getByRole('navigation').first()
    for (const width of [600, 650, 720, 768, 801, 1141, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      const tops = await menu
        .locator('li:visible, summary')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
      expect(new Set(tops).size, `${width}`).toBe(1)
      await expect
        .poll(() => page.locator('header.bar').evaluate(bar => bar.scrollWidth), { message: `${width}` })
        .toBeLessThanOrEqual(width)
      await menu.locator('summary').click()
      await expect.poll(() => menu.getByRole('link').count()).toBe(13)
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await menu.locator('summary').click()
    }
    await context.close()
  })
}
