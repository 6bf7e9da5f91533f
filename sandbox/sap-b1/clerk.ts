import { type Clerk, type ClerkOptions, type Folder, newFolder, seatClerk, takeSteps } from '../clerk.ts'
import type { ErpPlan } from '../erp.ts'
import { B1Error } from './b1-error.ts'
import { nextStep } from './clerk-plans.ts'
import type { Company, Work } from './company.ts'
import { type B1Document, readDocument } from './documents.ts'

/** The part of the simulated B1 that the clerk works in. */
export interface ClerkOffice {
  readonly company: Company
  transact<T>(act: (work: Work) => T): T
}

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(office: ClerkOffice, docEntry: number, plan: ErpPlan): void {
  office.transact(work => {
    readDocument(work, 'Orders', docEntry)
    work.put('clerk', docEntry, newFolder(plan))
  })
}

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (office: ClerkOffice, docEntry: number, plan: ErpPlan): string | undefined =>
  office.transact(work => nextStep(work, readDocument(work, 'Orders', docEntry), plan))

/** Does everything of a plan at once. @returns the steps in order. */
export const finishOrder = (office: ClerkOffice, docEntry: number, plan: ErpPlan): string[] =>
  takeSteps(() => stepOrder(office, docEntry, plan))

export const startClerk = (office: ClerkOffice, options: ClerkOptions<B1Document>): Clerk =>
  seatClerk<B1Document>(
    {
      orders: () => office.company.journal.list<B1Document>('Orders'),
      folder: ({ DocEntry }) => office.company.journal.get<Folder>('clerk', DocEntry),
      keep: ({ DocEntry }, folder) => office.transact(work => work.put('clerk', DocEntry, folder)),
      step: ({ DocEntry }, plan) => stepOrder(office, DocEntry, plan),
      isRefusal: error => error instanceof B1Error,
    },
    options,
  )
