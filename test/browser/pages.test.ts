import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { mails } from '../../src/db/schema/documents.ts'
import { orderEvents, orders } from '../../src/db/schema/orders.ts'
import { testDatabase } from '../support/database.ts'
import { browserTest, testBrowser } from './browser.ts'
import { seed } from './seed.ts'
import { servePage } from './serve.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

const database = await testDatabase()
const now = new Date()
const seeded = await seed(database.db, database.box, now)
await database.db
  .update(mails)
  .set({ state: 'failed', answer: '550 5.1.1 <[address]>: Recipient address rejected: User unknown' })
  .where(eq(mails.documentId, seeded.foreign.documentId))
const site = await servePage(database)
afterAll(() => site.close())

/** Signed in by a link; every complaint of the browser (a blocked script, a failed request) fails the test that looks. */
async function open(options: { readonly width?: number; readonly dark?: boolean } = {}) {
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
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL(`${site.url}/admin`)
  return { page, complaints, close: () => context.close() }
}

const LEDGER_DAY = `/admin/ledger/main/${new Date(now.getTime() - 10 * 3_600_000).toISOString().slice(0, 10)}`

const PAGES = {
  home: '/admin',
  orders: '/admin/orders',
  'an order that is done': `/admin/orders/${seeded.done.id}`,
  'an order that is held': `/admin/orders/${seeded.held.id}`,
  'an order whose sides differ': `/admin/orders/${seeded.differing.id}`,
  problems: '/admin/problems',
  inbox: '/admin/inbox',
  'what waits in the inbox': '/admin/inbox?state=waiting',
  runs: '/admin/runs',
  documents: '/admin/documents',
  'what was not delivered': '/admin/documents?mail=failed',
  'the texts of mails': '/admin/mails',
  'the text of a mail': '/admin/mails/main/invoice/en',
  connections: '/admin/connections',
  'a mapping': '/admin/mappings/b1/payments',
  'settings of a store': '/admin/settings/store/main',
  catalogue: '/admin/catalogue',
  'a day of the ledger': LEDGER_DAY,
  transfers: '/admin/transfers',
  team: '/admin/team',
  'the first run': '/admin/first-run/main?step=rules',
  audit: '/admin/audit',
  'an empty list': '/admin/orders?q=nothing-has-this',
}

for (const [width, dark] of [
  [1280, false],
  [768, true],
  [600, false],
  [1800, true],
] as const) {
  browserTest(
    `every page fits ${width} pixels, is accessible in ${dark ? 'dark' : 'light'} mode and breaks no policy`,
    async () => {
      const { page, complaints, close } = await open({ width, dark })
      for (const [name, address] of Object.entries(PAGES)) {
        await page.goto(site.url + address)
        expect(
          await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
          `${name} is too wide`,
        ).toBe(0)
        expect(await seriousViolations(page), name).toEqual([])
        // Why an order is where it is, is what the day is read for.
        if (address === LEDGER_DAY)
          await expect.poll(() => page.getByRole('columnheader', { name: 'Reason' }).first().isVisible()).toBe(true)
      }
      expect(complaints).toEqual([])
      await close()
    },
  )
}

browserTest('from the order number to the sent mail by keyboard alone', async () => {
  const { page, complaints, close } = await open()
  await page.goto(`${site.url}/admin/orders`)
  await page.keyboard.press('/')
  await page.keyboard.type(seeded.done.number)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/admin/orders/${seeded.done.id}`)
  await tabTo(page, 'Resend invoice…')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /Resend: Invoice/ }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await expect.poll(() => page.getByLabel('To', { exact: true }).inputValue()).toBe(seeded.done.email)
  await page.keyboard.press('Space')
  await expect.poll(() => page.getByLabel('The customer did not get it').isChecked()).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('on its way').waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  const sent = await database.db.select().from(mails).where(eq(mails.documentId, seeded.done.invoiceId))
  expect(sent.at(-1)).toMatchObject({
    recipient: seeded.done.email,
    reason: 'The customer did not get it',
    requestedBy: 'Administrator',
    state: 'waiting',
  })
  await page.getByText('asked to mail').first().waitFor()
  expect(complaints).toEqual([])
  await close()
})

browserTest('what a mail says is shown while it is written, and what is wrong with it at its place', async () => {
  const { page, complaints, close } = await open()
  await page.goto(`${site.url}/admin/mails/main/invoice_copy/en`)
  const preview = page.locator('#mail-preview')
  await page.getByLabel('Subject').fill('Again: {number}')
  await preview.getByText('Again: 70001', { exact: true }).waitFor()
  await page.getByLabel('Text;').fill('Dear {custmer}')
  await preview.getByText('Is {customer} meant?').waitFor()
  await page.getByLabel('Text;').fill('Dear {customer}')
  await page.getByLabel('Why it is changed').fill('friendlier')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').getByText('Saved as version 1').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'put in: Again: {number}' }).waitFor()
  await page.getByLabel('Subject').fill('Once more: {number}')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').getByText('Saved as version 2').waitFor()
  expect(await seriousViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

async function tabTo(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate('document.activeElement.textContent.trim()')) === label) return
  }
  throw new Error(`"${label}" is not reached by Tab`)
}

browserTest('the rest of the menu opens and closes by keyboard, and leads to its places', async () => {
  const { page, complaints, close } = await open()
  await page.goto(`${site.url}/admin/orders`)
  await tabTo(page, 'More')
  await page.keyboard.press('Enter')
  const runs = page.getByRole('link', { name: 'Runs' })
  await runs.waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await runs.waitFor({ state: 'hidden' })
  await page.keyboard.press('Enter')
  await runs.click()
  await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor()
  await expect.poll(() => page.getByRole('navigation').locator('summary').textContent()).toBe('Runs')
  expect(complaints).toEqual([])
  await close()
})

browserTest('what is wrong with a form is said inside the dialog, which stays open', async () => {
  const { page, close } = await open()
  await page.goto(`${site.url}/admin/orders/${seeded.done.id}`)
  await page.getByRole('button', { name: 'Resend invoice…' }).click()
  await page.getByLabel('To', { exact: true }).fill('nobody@nowhere')
  await page.getByLabel('Another reason', { exact: true }).fill('asked by phone')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('dialog').getByText('has no valid domain').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  // Also what the page refuses before any flow is asked: behind the dialog nobody could close it.
  await page.goto(`${site.url}/admin/team`)
  await page.getByRole('button', { name: 'Make a login link…' }).click()
  await page.getByLabel('Who it is for').fill('Mojca')
  await page.getByLabel('look at everything').uncheck()
  await page.getByRole('button', { name: 'Make the link' }).click()
  await page.getByRole('dialog').getByText('Choose at least one right.').waitFor()
  await page.getByLabel('look at everything').check()
  await page.getByRole('button', { name: 'Make the link' }).click()
  await page.getByRole('dialog', { name: 'Login link for Mojca' }).waitFor()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  await close()
})

browserTest('a row changes in place and new orders are announced, while the list stays where it is', async () => {
  const { page, complaints, close } = await open()
  await page.goto(`${site.url}/admin/orders`)
  const row = page.locator(`#order-${seeded.waiting.id}`)
  await row.scrollIntoViewIfNeeded()
  const before = await row.boundingBox()
  const [order] = await database.db.select().from(orders).where(eq(orders.id, seeded.waiting.id))
  if (!order) throw new Error('no order')
  await database.db
    .update(orders)
    .set({ phase: 'preparing', phaseReason: 'sent by hand', updatedAt: new Date() })
    .where(eq(orders.id, order.id))
  await row.getByText('Preparing').waitFor()
  expect((await row.boundingBox())?.y).toBe(before?.y)
  const { id: _, ...copy } = order
  await database.db
    .insert(orders)
    .values({ ...copy, magentoId: 777_777, number: '000777777', placedAt: new Date(), updatedAt: new Date() })
  await page.getByRole('link', { name: '1 new order' }).click()
  await page.getByRole('link', { name: '000777777' }).waitFor()
  expect(complaints).toEqual([])
  await close()
})

browserTest('what was sent is fetched when it is opened, and stays open while the page refreshes itself', async () => {
  const { page, close } = await open()
  await page.goto(`${site.url}/admin/orders/${seeded.done.id}`)
  await page.getByText(/tried 4 times/).click()
  await page.getByText(/^Try 4/).click()
  await page.getByText('"CardName": "L••• H•••"').first().waitFor()
  await database.db
    .update(orders)
    .set({ status: 'complete_and_checked', updatedAt: new Date() })
    .where(eq(orders.id, seeded.done.id))
  await page.getByText('complete_and_checked').waitFor()
  await expect.poll(() => page.getByText('"CardName": "L••• H•••"').first().isVisible()).toBe(true)
  await close()
})

/** From now on only the stream brings what is new: the next look by the clock is an hour away. */
const stopClock = (page: Page) =>
  page.evaluate(`{
    document.querySelector('[data-every]').dataset.every = '3600'
    window.dispatchEvent(new Event('pageshow'))
  }`)

browserTest(
  'an order’s page shows what happened as soon as it is committed, also after the stream was cut',
  async () => {
    const { page, complaints, close } = await open()
    const stream = () => page.waitForResponse(response => response.url().endsWith('/admin/live'))
    const [first] = await Promise.all([stream(), page.goto(`${site.url}/admin/orders/${seeded.held.id}`)])
    expect(first.headers()['content-type']).toContain('text/event-stream')
    await page.evaluate('window.isTheSame = true')
    const tell = (text: string) =>
      database.db
        .insert(orderEvents)
        .values({ store: 'main', orderId: seeded.held.id, at: new Date(), stage: 'person', text, actor: 'Ada' })
    await page.waitForResponse(response => response.status() === 204) // what it asks when the stream begins
    await stopClock(page)
    await tell('Ada looked into it.')
    await page.getByText('Ada looked into it.').waitFor()
    const again = stream()
    await stopClock(page)
    site.endStreams()
    await tell('Ada looked again.')
    await again
    await page.getByText('Ada looked again.').waitFor()
    await expect.poll(() => page.evaluate('window.isTheSame')).toBe(true)
    expect(complaints).toEqual([])
    await close()
  },
)

browserTest('the PDF is shown in the page, and going back keeps working', async () => {
  const { page, complaints, close } = await open()
  await page.goto(`${site.url}/admin/documents`)
  await page.getByRole('link', { name: seeded.done.number }).click()
  const asked = page.waitForResponse(response => response.url().includes('.pdf'))
  await page.getByText('Preview', { exact: true }).click()
  expect((await asked).status()).toBe(200)
  await page.goBack()
  await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
  expect(complaints).toEqual([])
  await close()
})

browserTest('moments stand in the zone of whoever looks, the exact one on hover', async () => {
  const { page, close } = await open()
  await page.goto(`${site.url}/admin/orders/${seeded.done.id}`)
  const time = page.locator('.timeline time').first()
  const iso = (await time.getAttribute('datetime')) ?? ''
  const there = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Ljubljana',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(iso))
  await expect.poll(() => time.textContent()).toContain(there)
  await expect.poll(() => time.getAttribute('title')).toMatch(/\d{4}.*CET|CEST|GMT\+/)
  await close()
})
