import { expect, test } from 'vitest'
import { german } from '../../src/admin-ui/language/german.ts'
import { slovenian } from '../../src/admin-ui/language/slovenian.ts'
import { seed } from '../browser/seed.ts'
import { createPage } from '../browser/serve.ts'
import { testDatabase } from '../support/database.ts'

const ORIGIN = 'https://bridge.example'
const NOW = new Date('2026-03-10T13:20:00Z')
const database = await testDatabase()
const seeded = await seed(database.db, database.box, NOW)
const page = await createPage(database, ORIGIN, { now: () => NOW })

const ADDRESSES = [
  '/admin',
  '/admin/orders',
  '/admin/orders?q=nothing-has-this',
  `/admin/orders/${seeded.done.id}`,
  `/admin/orders/${seeded.held.id}`,
  `/admin/orders/${seeded.differing.id}`,
  `/admin/orders/${seeded.held.id}/skip`,
  `/admin/documents/${seeded.done.invoiceId}/resend`,
  '/admin/problems',
  '/admin/documents',
  '/admin/ledger',
  '/admin/drift',
  '/admin/inbox',
  '/admin/inbox?state=waiting',
  '/admin/inbox?q=nothing-has-this',
  '/admin/runs',
  '/admin/runs/pause?what=kind',
  '/admin/connections',
  '/admin/audit',
]

async function signIn(language: string) {
  const token = new URL(await page.loginLink()).searchParams.get('token') ?? ''
  const answer = await page.app.request(`${ORIGIN}/admin/login`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token }).toString(),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async (address: string) =>
    (await page.app.request(ORIGIN + address, { headers: { cookie, 'accept-language': language } })).text()
}

const startsWith = (text: string): RegExp => new RegExp(`^${text.replaceAll('.', '\\.')}( · |$)`)

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** What a person sees or hears of the page: between the tags, and in labels, titles and placeholders. */
function textsOf(html: string): string[] {
  const between = [...html.matchAll(/>([^<>]+)</g)].map(([, text]) => text)
  const labels = [...html.matchAll(/ (?:aria-label|title|placeholder|data-pdf-title)="([^"]+)"/g)].map(
    ([, text]) => text,
  )
  return [...between, ...labels].map(text => unescaped(text ?? '').trim()).filter(Boolean)
}

test.each([
  ['de', german],
  ['sl', slovenian],
])('no page says in English what it can say in %s', async (language, messages) => {
  const open = await signIn(language)
  const english = new Set(Object.keys(messages).filter(message => messages[message] !== message))
  const own = new Set(Object.values(messages))
  for (const address of ADDRESSES) {
    const html = await open(address)
    const texts = textsOf(html)
    expect(texts.length, address).toBeGreaterThan(5)
    expect(
      texts.filter(text => english.has(text) && !own.has(text)),
      address,
    ).toEqual([])
  }
})

test.each([
  ['en-GB', 'Ledger: February 2026', '← January 2026', '10 Feb 2026', 'Ledger: 10 Feb 2026'],
  ['de', 'Tagesbuch: Februar 2026', '← Januar 2026', '10.02.2026', 'Tagesbuch: 10.02.2026'],
  ['sl', 'Dnevna knjiga: februar 2026', '← januar 2026', '10. feb. 2026', 'Dnevna knjiga: 10. feb. 2026'],
])(
  'months and days of the ledger are written as one writes them in %s',
  async (language, heading, before, day, title) => {
    const open = await signIn(language)
    const month = textsOf(await open('/admin/ledger?store=main&month=2026-02'))
    expect(month).toEqual(expect.arrayContaining([expect.stringContaining(heading), before]))
    const page = await open('/admin/ledger/main/2026-02-10')
    expect(textsOf(page)).toEqual(
      expect.arrayContaining([heading, expect.stringMatching(startsWith(day)), expect.stringContaining(title)]),
    )
    expect(textsOf(page).filter(text => /2026-02/.test(text))).toEqual([])
    expect(page).toContain('href="/admin/ledger/main/2026-02-10.csv"')
  },
)
