import { expect, test } from 'vitest'
import { mailLocale } from '../../src/flows/document/mail-locale.ts'
import { mailLanguages } from '../../src/flows/mail/read-templates.ts'
import { finish } from '../support/clerk.ts'
import { createWorld, STORE } from '../support/world.ts'

const SLOVENIAN_VIEW = 2
const from = 'Test shop <orders@shop.example>'

test('customers get mails in the language of their store view in Magento, unless the store names another one', async () => {
  await using world = await createWorld({ store: { mail: { from, locales: {} } } })
  const id = world.place('guest-simple')
  const order = world.magento.order(id)
  if (!order) throw new Error('no order')
  world.magento.importOrder({ ...order, store_id: SLOVENIAN_VIEW, customer_email: 'ana@example.com' })
  await world.runUntilQuiet()
  finish(world, id, 'deliver-then-invoice')
  await world.runUntilQuiet()
  expect(world.mailbox.messages().find(({ to }) => to === 'ana@example.com')?.subject).toMatch(/^Račun /)
  expect((await mailLanguages(world.ctx, STORE)).map(({ language }) => language).toSorted()).toEqual(['en', 'sl'])

  const localeOf = async (mail: object) => {
    await world.configure({ store: { mail: { from, ...mail } } })
    await world.remotes.refresh()
    return await mailLocale(world.ctx, { store: STORE, storeViewId: SLOVENIAN_VIEW })
  }
  expect(await localeOf({})).toBe('sl_SI')
  expect(await localeOf({ locale: 'en' })).toBe('en')
  expect(await localeOf({ locale: 'en', locales: { sl: 'de' } })).toBe('de')
})
