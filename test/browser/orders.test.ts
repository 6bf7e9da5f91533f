import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { browserTest, testBrowser } from './browser.ts'
import { seed } from './seed.ts'
import { servePage } from './serve.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()
const database = await testDatabase()
const seeded = await seed(database.db, database.box, new Date())
const site = await servePage(database)
afterAll(() => site.close())

async function open(options: { readonly name: string; readonly width?: number; readonly dark?: boolean }) {
  const browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Ljubljana',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(await site.loginLink({ name: options.name }))
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL(`${site.url}/admin`)
  return { page, complaints, close: () => context.close() }
}

const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'

/** Presses Tab until the control with this text has the focus, and then Enter. */
async function reachAndPress(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate('document.activeElement.textContent.trim()')) === label)
      return page.keyboard.press('Enter')
  }
  throw new Error(`"${label}" is not reached by Tab`)
}

browserTest('columns are chosen and the view is kept and opened again by keyboard alone', async () => {
  const { page, complaints, close } = await open({ name: 'Keyboard' })
  await page.goto(`${site.url}/admin/orders?phase=waiting,held&age=15m`)
  await reachAndPress(page, 'Columns…')
  await page.getByRole('dialog', { name: 'Columns' }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Space') // "State" has the focus
  await reachAndPress(page, 'Show these')
  await page.getByText('The list has these columns from now on.').waitFor()
  await page.getByRole('columnheader', { name: 'State' }).waitFor({ state: 'detached' })
  await expect.poll(() => page.getByRole('columnheader', { name: 'Customer' }).count()).toBe(1)

  await reachAndPress(page, 'Save view…')
  await page.getByRole('dialog', { name: 'Save view' }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.type('Mine today')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Mine today' }).waitFor()
  await page.goto(`${site.url}/admin/orders`)
  await reachAndPress(page, 'Mine today')
  await page.waitForURL('**/admin/orders?phase=waiting,held&age=15m&columns=*')
  await expect.poll(() => page.getByRole('link', { name: 'Mine today' }).getAttribute('aria-current')).toBe('page')

  await reachAndPress(page, 'Take out: longer than 15 minutes✕')
  await page.waitForURL(url => !url.search.includes('age='))
  await page.goBack()
  await page.getByRole('button', { name: 'Remove view…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByText('View “Mine today” is removed.').waitFor()
  await page.waitForURL('**/admin/orders')
  await expect.poll(() => page.getByRole('link', { name: 'Mine today' }).count()).toBe(0)
  expect(complaints).toEqual([])
  await close()
})

for (const [width, dark] of [
  [600, false],
  [1800, true],
] as const)
  browserTest(`every column at once and every plot as a table fit ${width} pixels and are accessible`, async () => {
    const { page, complaints, close } = await open({ name: `Wide ${width}`, width, dark })
    await page.getByText('Hour by hour, as a table').click()
    await page.getByRole('columnheader', { name: '95 of 100 after' }).waitFor()
    await expect.poll(() => page.evaluate(isTooWide)).toBe(false)
    expect(await seriousViolations(page)).toEqual([])
    const all = 'state,customer,email,total,erp,shipment,invoice,credit,status,placed,acknowledged,took,waits,step'
    await page.goto(`${site.url}/admin/orders?columns=${all}`)
    await expect.poll(() => page.getByRole('columnheader').count()).toBe(15)
    await expect.poll(() => page.evaluate(isTooWide)).toBe(false)
    expect(await seriousViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

browserTest('each bar of a plot opens the orders that it counts', async () => {
  const { page, complaints, close } = await open({ name: 'Bars' })
  const plot = page.getByRole('figure').filter({ hasText: 'Still waiting' })
  const bar = plot.locator('svg a').first()
  const said = (await bar.locator('title').textContent()) ?? ''
  const counted = [...said.matchAll(/(\d+) (?:on the way|needs?)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
  expect(counted).toBeGreaterThan(0)
  await bar.click()
  await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  await expect.poll(() => page.locator('#orders tbody tr').count()).toBe(counted)
  await expect
    .poll(() => page.locator('.part').allTextContents())
    .toEqual([
      expect.stringContaining('waiting, preparing, sending or needs a person'),
      expect.stringMatching(/^placed in the hour from .*\d\d:00/),
    ])
  await page.goBack()
  const older = page.getByRole('link', { name: /^\d+ from before$/ })
  const before = Number.parseInt((await older.textContent()) ?? '', 10)
  await older.click()
  await page.locator('.part', { hasText: 'placed before' }).waitFor()
  await expect.poll(() => page.locator('#orders tbody tr').count()).toBe(before)
  expect(complaints).toEqual([])
  await close()
})

browserTest('the file is a download of what the page shows', async () => {
  const { page, complaints, close } = await open({ name: 'File' })
  await page.goto(`${site.url}/admin/orders?phase=done&columns=total,invoice&store=main`)
  const shown = await page.locator('#orders tbody th a').allTextContents()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const [head, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(head).toBe('Order,Store,Placed (UTC),Total,Currency,Invoice')
  expect(lines.map(line => line.split(',')[0])).toEqual(shown)
  expect(shown).toContain(seeded.done.number)
  expect(page.url()).toContain('/admin/orders?phase=done')
  expect(complaints).toEqual([])
  await close()
})
