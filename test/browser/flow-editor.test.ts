import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { connections } from '../../src/db/schema/stores.ts'
import { createDatabase } from '../support/database.ts'
import { browserTest, testBrowser } from './browser.ts'
import { seed } from './seed.ts'
import { servePage } from './serve.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

const FLOW = {
  flow: 'our-erp',
  url: 'https://erp.example/api',
  orders: {
    script: "attributes.channel = 'web'\nlog.info('order ' + input.order.number)\noutput = input\n",
    find: { path: '/orders', query: { key: '{{orderbridgeId}}' }, fields: { id: 'id', total: 'total' } },
    mapping: {
      kind: 'template',
      body: { key: '{{orderbridgeId}}', lines: { $each: 'order.lines', $item: { code: '{{item.itemCode}}' } } },
    },
    write: { path: '/orders', check: { id: 'id', number: 'number' } },
  },
}

let opened: ReturnType<typeof openSite> | undefined

afterAll(async () => {
  await (await opened)?.close()
})

/** The page of a flow's settings, with orders that were sent by it. */
async function openEditor() {
  opened ??= openSite()
  const { page, url, refusals } = await opened
  await page.goto(`${url}/admin/connections/b1/settings`)
  return { page, refusals }
}

async function openSite() {
  const database = await createDatabase()
  await seed(database.db, database.box, new Date())
  await database.db.update(connections).set({ kind: 'http-flow', settings: FLOW }).where(eq(connections.code, 'b1'))
  const site = await servePage(database)
  const context = await (await launchBrowser()).newContext({ viewport: { width: 1280, height: 1000 } })
  const page = await context.newPage()
  const refusals: string[] = []
  page.on('console', said => {
    if (said.text().includes('Content Security Policy')) refusals.push(said.text())
  })
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL('**/admin')
  const close = async () => {
    await context.close()
    await site.close()
    await database.drop()
  }
  return { page, url: site.url, refusals, close }
}

const line = (page: Page, text: string) => page.locator('code-editor .cm-line', { hasText: text }).first()

browserTest('a flow is written with completion and marks, tried step by step, compared, and promoted', async () => {
  const { page, refusals } = await openEditor()
  const mistakes = page.locator('#mistakes')
  await mistakes.getByText('No mistake is in these settings.').waitFor()

  await line(page, 'kind: template').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('bodi: 1')
  const number = await page.locator('code-editor .cm-lineNumbers .cm-activeLineGutter').textContent()
  await mistakes
    .getByText(`1 mistake. Line ${number}: orders.mapping.bodi: is unknown; did you mean body?`, { exact: true })
    .waitFor()
  await page.locator('code-editor .cm-lint-marker-error').waitFor()
  await expect.poll(() => page.locator('code-editor .cm-lintRange-error').textContent()).toBe('bodi')
  await page.keyboard.press('Control+Shift+K')
  await mistakes.getByText('No mistake is in these settings.').waitFor()

  await line(page, '"{{item.itemCode}}"').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('city: "{{order.billing.ci')
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'order.billing.city' }).click()
  await expect.poll(() => line(page, 'city:').textContent()).toBe('          city: "{{order.billing.city}}"')

  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('radio', { name: /^Request/ }).check()
  const output = page.getByRole('region', { name: 'What comes out' })
  await expect
    .poll(() => output.textContent())
    .toMatch(/POST https:\/\/erp\.example\/api\/orders[\s\S]*"city": "Ljubljana"/)
  await page.getByRole('radio', { name: /^Script/ }).check()
  await page.getByText('order 000100001').waitFor()
  await expect.poll(() => page.locator('#trial-notes').textContent()).toContain('channel')
  expect(await seriousViolations(page)).toEqual([])

  await page.getByLabel('What these settings are for').fill('the city by line')
  await page.getByRole('button', { name: 'Keep as a draft' }).click()
  await page.getByText('Version 2 of b1 is kept as a draft.').waitFor()
  await page.getByRole('button', { name: 'Compare version 2' }).click()
  await page.getByText('body.lines[].city').waitFor()
  await page.getByRole('row', { name: /^2 .*25 of 25 orders differ from version 1/ }).waitFor()
  await expect.poll(() => page.getByText('body.lines[].city').count()).toBe(1)
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Promote… version 2' }).click()
  await page.getByLabel('Compared on real orders').check()
  await page.getByRole('button', { name: 'Promote', exact: true }).click()
  await page.getByText('Version 2 of b1 is active.').waitFor()
  await page.getByRole('row', { name: /^2 .*Active/ }).waitFor()
  expect(refusals).toEqual([])
})

browserTest('a script that stops is found at its line, and nothing is kept that cannot be read', async () => {
  const { page } = await openEditor()
  await line(page, 'output = input').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const door = page.getByRole('button', { name: /^Go to line \d+ of the settings$/ })
  // The look at the text as it was typed is answered after the trial of it.
  await page.route('**/settings/check', async route => {
    await door.waitFor()
    await route.continue()
  })
  const checked = page.waitForResponse('**/settings/check')
  await page.keyboard.type('input.nothing.at.all')
  await page.getByRole('button', { name: 'Try it' }).click()
  await door.click()
  await checked
  await page.getByText('No mistake is in these settings.').waitFor()
  await expect.poll(() => page.locator('code-editor .cm-activeLine').textContent()).toContain('input.nothing.at.all')
  await expect.poll(() => page.locator('code-editor .cm-lintRange-error').textContent()).toBe('input.nothing.at.all')
  await page.keyboard.press('End')
  await page.keyboard.type(' = = 1')
  await page.getByText(/^1 mistake\. Line \d+: orders\.script:/).waitFor()
})
