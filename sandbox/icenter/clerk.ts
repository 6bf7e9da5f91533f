import { type Clerk, type ClerkOptions, type Folder, newFolder, seatClerk, takeSteps } from '../clerk.ts'
import type { ErpPlan } from '../erp.ts'
import { Rejection } from './answer.ts'
import { nextStep } from './clerk-plans.ts'
import { type Company, type DocumentKey, idOf, type Order, type Work } from './company.ts'
import { readOrder } from './open-pieces.ts'

/** The part of the simulated iCenter that the clerk works in. */
export interface ClerkOffice {
  readonly company: Company
  transact<T>(act: (work: Work) => T): T
}

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(office: ClerkOffice, key: DocumentKey, plan: ErpPlan): void {
  office.transact(work => {
    readOrder(work, key)
    work.put('clerk', idOf(key), newFolder(plan))
  })
}

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (office: ClerkOffice, key: DocumentKey, plan: ErpPlan): string | undefined =>
  office.transact(work => nextStep(work, key, plan))

/** Does everything of a plan at once. @returns the steps in order. */
export const finishOrder = (office: ClerkOffice, key: DocumentKey, plan: ErpPlan): string[] =>
  takeSteps(() => stepOrder(office, key, plan))

export const startClerk = (office: ClerkOffice, options: ClerkOptions<Order>): Clerk =>
  seatClerk<Order>(
    {
      orders: () => office.company.journal.list<Order>('orders'),
      folder: ({ key }) => office.company.journal.get<Folder>('clerk', idOf(key)),
      keep: ({ key }, folder) => office.transact(work => work.put('clerk', idOf(key), folder)),
      step: ({ key }, plan) => stepOrder(office, key, plan),
      isRefusal: error => error instanceof Rejection,
    },
    options,
  )
