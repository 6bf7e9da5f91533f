import { divide, round } from '../../src/domain/amount.ts'
import type { Company, Entity, Work } from './company.ts'
import { saveDraftToDocument } from './document-post.ts'
import { type B1Document, readDocument } from './documents.ts'
import { createItem } from './items.ts'
import { numberOf, out, taxFactor } from './pricing.ts'
import { moveStock } from './stock.ts'

/** What people at the ERP do by hand, for tests and for the sandbox's pages. */
export interface B1Controls {
  /** @returns every stored entity of a set, as stored. */
  list<T = Entity>(set: string): T[]
  /** Adds a product that was missing; gross price in euro, 22 % VAT, with stock. */
  createItem(itemCode: string, name: string, gross?: number): void
  /** One unit of `currency` is `rate` euro from now on. */
  setExchangeRate(currency: string, rate: number): void
  /** An approver says yes: the draft becomes the document. @returns the document. */
  approveDraft(draftEntry: number): B1Document
  rejectDraft(draftEntry: number): void
}

export function controlsOf(company: Company, inside: <T>(act: (work: Work) => T) => T): B1Controls {
  const authorize = (work: Work, entry: number, status: string) => {
    const draft = readDocument(work, 'Drafts', entry)
    work.put('Drafts', entry, { ...draft, AuthorizationStatus: status })
  }
  return {
    list: set => company.journal.list(set),
    createItem: (itemCode, name, gross = 10) =>
      inside(work => {
        const price = numberOf(gross)
        createItem(work, {
          ItemCode: itemCode,
          ItemName: name,
          ItemPrices: [
            { PriceList: 1, Price: out(round(divide(price, taxFactor(numberOf(22))), 4)), Currency: 'EUR' },
            { PriceList: 2, Price: gross, Currency: 'EUR' },
          ],
        })
        moveStock(work, itemCode, '01', 100, 0)
      }),
    setExchangeRate: (currency, rate) => inside(work => work.put('exchangeRates', currency, { rate })),
    approveDraft: entry =>
      inside(work => {
        authorize(work, entry, 'dasApproved')
        return saveDraftToDocument(work, entry)
      }),
    rejectDraft: entry => inside(work => authorize(work, entry, 'dasRejected')),
  }
}
