import { expect } from 'vitest'
import { createWorld } from '../support/world.ts'
import { browserTest, testBrowser } from './browser.ts'
import { openWorld } from './open-world.ts'
import { seriousViolations } from './violations.ts'

const launchBrowser = testBrowser()

browserTest(
  'rows of a table are added and removed by keyboard, and what cannot be used loses nothing typed',
  async () => {
    await using world = await createWorld({ policies: { itemMap: { CUP: 'C-1', POT: 'P-1' } } })
    const { page, url, close } = await openWorld(world, launchBrowser)
    await page.goto(`${url}/admin/settings/connection/b1`)
    // No row is cut off at its lower edge.
    const cut = "[...document.querySelectorAll('.sideways')].filter(one => one.scrollHeight > one.clientHeight).length"
    await expect.poll(() => page.evaluate(cut)).toBe(0)

    await page.getByRole('button', { name: 'Remove CUP' }).press('Enter')
    await expect.poll(() => page.locator(':focus').textContent()).toContain('POT')
    await page.getByRole('button', { name: 'Add a row to ERP item by SKU' }).press('Enter')
    await page.keyboard.type('MUG')
    await page.keyboard.press('Tab')
    await page.keyboard.type('M-1')
    await page.getByLabel('Difference that is accepted').fill('much')
    await page.getByRole('button', { name: 'Show what changes…' }).click()

    await page.getByRole('alert').getByText('1 value cannot be used').waitFor()
    const tolerance = page.getByLabel('Difference that is accepted')
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('tolerance')
    await expect.poll(() => tolerance.inputValue()).toBe('much')
    expect(await seriousViolations(page)).toEqual([])
    await tolerance.fill('0.02')
    await page.getByRole('button', { name: 'Show what changes…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('ERP item by SKU, MUG: not set → M-1').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.refused, .field-wrong, [aria-invalid]').count()).toBe(0)
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Show what changes…')
    await page.keyboard.press('Enter')
    await dialog.getByText('ERP item by SKU, MUG: not set → M-1').waitFor()
    await expect.poll(() => dialog.textContent()).toContain('ERP item by SKU, CUP: C-1 → not set')
    await page.getByLabel('To try it').check()
    await page.getByRole('button', { name: 'Make it active' }).click()
    await page.locator('#settings-2').waitFor()
    // The form of before is gone, with its button.
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('main')
    await expect.poll(() => page.getByLabel('Item code in the ERP of MUG').inputValue()).toBe('M-1')
    await close()
  },
)

browserTest(
  'the focus is on the page when the dialog says that it closed only after the form of before is gone',
  async () => {
    await using world = await createWorld({})
    const { page, url, close } = await openWorld(world, launchBrowser)
    await page.goto(`${url}/admin/settings/connection/b1`)
    // A busy browser queues the event behind the answer with the new page.
    await page.evaluate(`
    const dialog = document.getElementById('dialog')
    window.addEventListener('close', event => {
      if (!event.isTrusted) return
      event.stopImmediatePropagation()
      const wait = setInterval(() => {
        if (!document.querySelector('#settings-2')) return
        clearInterval(wait)
        dialog.dispatchEvent(new Event('close'))
        document.body.dataset.told = ''
      }, 10)
    }, true)`)
    await page.getByLabel('Difference that is accepted').fill('0.02')
    await page.getByRole('button', { name: 'Show what changes…' }).press('Enter')
    await page.getByLabel('To try it').check()
    await page.getByRole('button', { name: 'Make it active' }).click()
    await page.locator('[data-told]').waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('main')
    await close()
  },
)

browserTest('who closes a dialog while its button is still disabled is back at the button', async () => {
  await using world = await createWorld({})
  const { page, url, close } = await openWorld(world, launchBrowser)
  await page.goto(`${url}/admin/settings/connection/b1`)
  await page.evaluate(`
    document.addEventListener('htmx:after:swap', () => {
      const dialog = document.getElementById('dialog')
      document.body.dataset.disabled = String(document.querySelector('form button.primary').disabled)
      if (dialog.open) dialog.close()
    })
    document.addEventListener('htmx:finally:request', () => setTimeout(() => (document.body.dataset.told = ''), 50))`)
  await page.getByLabel('Difference that is accepted').fill('0.02')
  await page.getByRole('button', { name: 'Show what changes…' }).press('Enter')
  await page.locator('[data-told]').waitFor()
  await expect.poll(() => page.evaluate('document.body.dataset.disabled')).toBe('true')
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Show what changes…')
  await close()
})
