import { describe, expect, test } from 'vitest'
import { speak } from '../../src/admin-ui/language/say.tsx'
import { told } from '../../src/admin-ui/language/told.ts'
import { CONNECTION_WORDS, choiceWords, STORE_WORDS } from '../../src/admin-ui/settings/words.ts'
import { sapB1Start } from '../../src/erp/sap-b1/start.ts'
import { toldSentences } from '../support/told-sentences.ts'

const nameOf = (key: string) => [...sapB1Start.settings, ...sapB1Start.secrets].find(({ of }) => of === key)?.name

describe('a setting that a stored sentence names by its key', () => {
  test.each([
    ['en', (name: string) => `“${name}”`],
    ['de', (name: string) => `„${name}“`],
    ['sl', (name: string) => `»${name}«`],
  ] as const)('is named on the page as its field is, in %s', (language, quoted) => {
    const said = speak(language, () => told('Check companyDb, user and password of the connection.'))
    for (const key of ['companyDb', 'user', 'password']) expect(said).toContain(quoted(nameOf(key)?.[language] ?? '?'))
    expect(said).not.toContain('companyDb')
  })

  test.each([
    [
      'Add "22" or "SI:22" to vatGroups of the connection, or set exemptVatGroup.',
      'Add "22" or "SI:22" to “Tax” in the mappings of the connection, or set “VAT group without tax” in the mappings.',
    ],
    [
      'Create the item in the ERP or map the SKU (policies.itemMap); the orders go on by themselves.',
      'Create the item in the ERP or map the SKU (“ERP item by SKU”); the orders go on by themselves.',
    ],
    [
      'The ERP takes no payments from outside: book them there, or set policies.payments.book to never',
      `The ERP takes no payments from outside: book them there, or set “${CONNECTION_WORDS['payments.book'].label}” to “${choiceWords('payments.book', 'never')}”`,
    ],
    [
      'Store main sends no mails: set mail.from in its settings.',
      `Store main sends no mails: set “${STORE_WORDS['mail.from'].label}” in its settings.`,
    ],
    [
      'Set lookUp of the connection to "auto": it is much faster.',
      'Set lookUp of the connection to "auto": it is much faster.',
    ],
    ['The sales document is refused: no itemMap, says SAP', 'The sales document is refused: no itemMap, says SAP'],
  ])('is named in English as well, where it has a field: %s', (stored, page) => {
    expect(told(stored)).toBe(page)
  })

  test('leaves no English word between two codes', () => {
    const said = speak('de', () => told('Add "22" or "SI:22" to vatGroups of the connection, or set exemptVatGroup.'))
    expect(said).toMatch(/^Tragen Sie „22“ oder „SI:22“ in „Steuer“ /)
  })

  test.each(['en', 'de', 'sl'] as const)('is never left as a key of the policies or the store, in %s', language => {
    const keys = [...Object.keys(STORE_WORDS), ...Object.keys(CONNECTION_WORDS)].filter(key => key.includes('.'))
    const left = toldSentences()
      .map(({ text }) => speak(language, () => told(text)))
      .filter(said => /\bpolicies\.\w/.test(said) || keys.some(key => said.includes(key)))
    expect(left).toEqual([])
  })
})
