import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import type { Frame, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { mails } from '../../src/db/schema/documents.ts'
import { testDatabase } from '../support/database.ts'
import { browserTest, testBrowser } from './browser.ts'
import { seed } from './seed.ts'
import { SESSION_KEY } from './seed-stores.ts'
import { servePage } from './serve.ts'

const launchBrowser = testBrowser()

/** What the companion module's admin page does: frames us, and answers our question with a token of its server. */
const PARENT_SCRIPT = `
  const frame = document.querySelector('iframe')
  const bridge = new URL(frame.src).origin
  window.told = []
  addEventListener('message', async event => {
    if (event.origin !== bridge || event.source !== frame.contentWindow) return
    window.told.push(event.data)
    if (event.data.type === 'orderbridge:resize') frame.style.height = event.data.height + 'px'
    if (event.data.type !== 'orderbridge:token') return
    const token = await (await fetch('/token')).text()
    event.source.postMessage({ type: 'orderbridge:token', nonce: event.data.nonce, token }, bridge)
  })`

const database = await testDatabase()
let bridge = ''
let roles = ['view', 'operate']
let lifetime = 60
let locale = 'en_GB'
let tokens = 0
const magento = createServer(async (request, response) => {
  if (request.url === '/token') {
    tokens++
    const now = Math.floor(Date.now() / 1000)
    const token = await new SignJWT({ name: 'Petra Admin', store: 'main', roles, locale })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('https://shop.main.example/')
      .setAudience('orderbridge')
      .setSubject('7')
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(new TextEncoder().encode(SESSION_KEY))
    return response.end(token)
  }
  if (request.url === '/script.js') return response.setHeader('Content-Type', 'text/javascript').end(PARENT_SCRIPT)
  response.setHeader('Content-Type', 'text/html')
  return response.end(
    `<!doctype html><title>Magento</title><iframe src="${bridge}/admin?store=main" style="width:100%;height:300px;border:0"></iframe><script src="/script.js"></script>`,
  )
})
await new Promise<void>(resolve => magento.listen(0, '127.0.0.1', resolve))
const address = magento.address()
if (address === null || typeof address === 'string') throw new Error('no port')
// "localhost" and "127.0.0.1" are different sites: cookies of the frame would be third-party ones.
const admin = `http://localhost:${address.port}`
const seeded = await seed(database.db, database.box, new Date(), admin)
const site = await servePage(database)
bridge = site.url
afterAll(async () => {
  await site.close()
  magento.close()
})

async function openInMagento(
  origin = admin,
): Promise<{ page: Page; frame: Frame; complaints: string[]; close: () => Promise<void> }> {
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(origin)
  const frame = page.frames().find(candidate => candidate !== page.mainFrame())
  if (!frame) throw new Error('no frame')
  return { page, frame, complaints, close: () => context.close() }
}

browserTest(
  'inside the Magento admin the page knows who is looking, without a cookie and without a token in an address',
  async () => {
    locale = 'de_DE'
    const { page, frame, complaints, close } = await openInMagento()
    await frame.getByText('Home & Oak', { exact: true }).first().waitFor()
    await frame.getByText('Petra Admin').waitFor()
    await frame.getByRole('link', { name: 'Bestellungen', exact: true }).click()
    await frame.getByRole('heading', { name: 'Bestellungen', level: 1 }).waitFor()
    expect(frame.url()).toBe(`${site.url}/admin/orders?store=main`)
    await expect.poll(() => frame.getByText('Home & Oak US').count()).toBe(0)
    await expect.poll(() => page.context().cookies()).toEqual([])
    await expect.poll(() => frame.locator('.money').first().textContent()).toMatch(/\d,\d\d\s€/)
    await expect.poll(() => frame.locator('#page').getAttribute('data-locale')).toBe('de-DE')
    await expect.poll(() => frame.locator('html').getAttribute('lang')).toBe('de')
    await frame.evaluate('history.back()')
    await frame.getByRole('heading', { name: 'Übersicht', level: 1 }).waitFor({ state: 'attached' })
    await frame.evaluate('history.forward()')
    await frame.getByRole('heading', { name: 'Bestellungen', level: 1 }).waitFor()
    await frame.evaluate('location.reload()')
    await frame.getByRole('heading', { name: 'Bestellungen', level: 1 }).waitFor()
    expect(complaints).toEqual([])
    locale = 'en_GB'
    await close()
  },
)

browserTest('the frame grows with its content, and tells Magento what to open and what was done', async () => {
  const { page, frame, complaints, close } = await openInMagento()
  await frame.getByRole('link', { name: 'Orders', exact: true }).click()
  await frame.getByRole('link', { name: seeded.done.number }).click()
  await frame.getByRole('heading', { name: `Order ${seeded.done.number}` }).waitFor()
  await frame.getByRole('button', { name: 'Show in Magento' }).click()
  await frame.getByRole('button', { name: 'Resend invoice…' }).click()
  await frame.getByLabel('The customer lost it').check()
  await frame.getByRole('button', { name: 'Send', exact: true }).click()
  await frame.getByRole('status').getByText('on its way').waitFor()
  // It stays for a while, over other pages as well, and is told once.
  await frame.getByRole('link', { name: 'Orders', exact: true }).first().click()
  await frame.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  const told = JSON.parse(String(await page.evaluate('JSON.stringify(window.told)'))) as {
    type: string
    path?: string
    level?: string
    height?: number
  }[] // written by the script above
  expect(told.find(message => message.type === 'orderbridge:open')?.path).toBe('sales/order/view/order_id/1')
  expect(told.filter(message => message.type === 'orderbridge:toast').map(({ level }) => level)).toEqual(['success'])
  expect(told.filter(message => message.type === 'orderbridge:resize').at(-1)?.height).toBeGreaterThan(700)
  const sent = await database.db.select().from(mails).where(eq(mails.documentId, seeded.done.invoiceId))
  expect(sent.at(-1)?.requestedBy).toBe('Petra Admin')
  expect(complaints).toEqual([])
  await close()
})

browserTest('a PDF is fetched with the token and shown in the page', async () => {
  const { frame, complaints, close } = await openInMagento()
  await frame.getByRole('link', { name: 'Documents' }).click()
  await frame.getByRole('link', { name: seeded.done.number }).click()
  await frame.getByText('Preview', { exact: true }).click()
  const preview = frame.locator('.preview iframe')
  await preview.waitFor()
  await expect.poll(() => preview.getAttribute('src')).toMatch(/^blob:/)
  expect(complaints).toEqual([])
  await close()
})

browserTest('files of orders and of the ledger are fetched with the token and kept under their names', async () => {
  const { page, frame, complaints, close } = await openInMagento()
  await frame.getByRole('link', { name: 'Orders', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^orders-\d{4}-\d{2}-\d{2}\.csv$/)
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain(`\r\n${seeded.done.number},main,`)
  expect(text).not.toContain(',usa,')

  await frame.getByRole('link', { name: 'Ledger' }).click()
  const [ledger] = await Promise.all([
    page.waitForEvent('download'),
    frame.getByRole('link', { name: 'CSV', exact: true }).click(),
  ])
  expect(ledger.suggestedFilename()).toMatch(/^ledger-main-\d{4}-\d{2}\.csv$/)
  expect(complaints).toEqual([])
  await close()
})

browserTest('a token that runs out is renewed before the next request', async () => {
  lifetime = 11
  const before = tokens
  const { frame, complaints, close } = await openInMagento()
  await frame.getByText('Petra Admin').waitFor()
  const first = tokens
  await frame.getByRole('link', { name: 'Problems' }).click()
  await frame.getByRole('heading', { name: 'Problems', level: 1 }).waitFor()
  await frame.waitForTimeout(1_500)
  await frame.getByRole('link', { name: 'Documents' }).click()
  await frame.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
  expect(first).toBeGreaterThan(before)
  expect(tokens).toBeGreaterThan(first)
  expect(complaints).toEqual([])
  lifetime = 60
  await close()
})

browserTest('when the session in Magento ends over a form, the form says so and is kept', async () => {
  const { page, frame, close } = await openInMagento()
  await frame.getByRole('link', { name: 'Documents' }).click()
  await frame
    .getByRole('button', { name: /^Resend…/ })
    .first()
    .click()
  const dialog = frame.getByRole('dialog')
  await dialog.getByRole('radio').first().check()
  await page.clock.install()
  await page.route('**/token', route => route.abort())
  await dialog.getByRole('button', { name: 'Send' }).click()
  await page.clock.fastForward(9_000)
  await dialog.getByText('Magento does not say who is looking.').waitFor()
  await expect.poll(() => dialog.getByRole('radio').first().isChecked()).toBe(true)
  await close()
})

browserTest('somebody who may only look sees no button that acts', async () => {
  roles = ['view']
  const { frame, close } = await openInMagento()
  await frame.getByRole('link', { name: /^Problems/ }).click()
  await frame.getByRole('heading', { name: 'Problems', level: 1 }).waitFor()
  await expect.poll(() => frame.getByRole('button', { name: /again/ }).count()).toBe(0)
  roles = ['view', 'operate']
  await close()
})

browserTest('a site that is not the admin of the store cannot frame the page', async () => {
  const { frame, complaints, close } = await openInMagento(`http://127.0.0.1:${new URL(admin).port}`)
  await expect.poll(() => complaints.join(' ')).toContain('frame-ancestors')
  await expect.poll(() => frame.getByText('Orderbridge').count()).toBe(0)
  await close()
})
