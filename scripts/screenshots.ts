import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from 'playwright-core'

/**
 * Makes the pictures in docs/images from the running page: `npm run screenshots [-- path/to/chromium]`. It starts the
 * sandbox in a folder of its own, lets people order for a while, and looks.
 */
const FOLDER = new URL('../docs/images/', import.meta.url)
const ORDERS = 14
/** Shorter than they take to come, so that some are still under way. */
const WATCH_MS = 52_000
const STOP_MS = 12_000
/** Until dates are written in the viewer's zone. */
const SETTLE_MS = 1_000
/** Until there is an order to be tried. */
const FIRST_ORDER_MS = 25_000

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

/** The bridge with its sandbox. `link` opens the page once. */
async function startBridge(home: string, erp: string) {
  const variables = [`ORDERBRIDGE_HOME=${home}`, `PORT=${await freePort()}`, 'LOG_LEVEL=error']
  const command = [process.execPath, '--import', 'tsx', 'src/cli.ts', 'start', '--erp', erp, '--orders', String(ORDERS)]
  const child = spawn('env', [...variables, ...command], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /^Page\s+(\S+)/.exec(line)?.[1]
    if (link) return { child, link }
  }
  throw new Error('the bridge ended before it said where its page is')
}

async function photograph(page: Page, path: string, name: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
  // Never idle: the page keeps a stream open.
  await pause(SETTLE_MS)
  await page.screenshot({ path: new URL(`${name}.png`, FOLDER).pathname })
}

/** Signed in, in a sandbox of its own with this ERP. */
async function visit(erp: string, watchMs: number, look: (page: Page) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'orderbridge-screenshots-'))
  chmodSync(home, 0o755) // PostgreSQL runs under another account when we are root
  const { child, link } = await startBridge(home, erp)
  child.stdout.resume()
  const browser = await chromium.launch({
    executablePath: process.argv[2] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    await pause(watchMs)
    const context = await browser.newContext({
      viewport: { width: 1200, height: 760 },
      deviceScaleFactor: 1.5,
      locale: 'en-GB',
      timezoneId: 'Europe/Ljubljana',
    })
    const page = await context.newPage()
    await page.goto(link)
    await page.getByRole('button', { name: 'Open Orderbridge' }).click()
    await page.waitForURL('**/admin')
    await look(page)
  } finally {
    await browser.close()
    child.kill('SIGINT')
    await Promise.race([once(child, 'exit'), pause(STOP_MS)])
    rmSync(home, { recursive: true, force: true })
  }
}

await visit('sap-b1', WATCH_MS, async page => {
  await photograph(page, '/admin/orders', 'orders')
  const order = await page.getByRole('link', { name: '000000003' }).first().getAttribute('href')
  await photograph(page, order ?? '/admin/orders', 'order')
})

await visit('http-flow', FIRST_ORDER_MS, async page => {
  await page.setViewportSize({ width: 1280, height: 1200 })
  await page.goto(new URL('/admin/connections/http-flow/settings', page.url()).href)
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('radio', { name: /^Mapping/ }).check()
  await page.getByRole('button', { name: 'Where it is written' }).locator('visible=true').click()
  await page.locator('form:has(code-editor)').screenshot({ path: new URL('flow-editor.png', FOLDER).pathname })
})
