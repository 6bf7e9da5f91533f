import { type Clerk, type ClerkOptions, type Folder, newFolder, seatClerk, takeSteps } from '../clerk.ts'
import type { ErpPlan } from '../erp.ts'
import { type Books, BooksError, type Order, transact } from './books.ts'
import { nextStep } from './clerk-plans.ts'
import { readOrder } from './orders.ts'

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(books: Books, id: number, plan: ErpPlan): void {
  transact(books, work => {
    readOrder(work, id)
    work.put('clerk', id, newFolder(plan))
  })
}

export const folderOf = (books: Books, id: number): Folder | undefined => books.journal.get<Folder>('clerk', id)

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (books: Books, id: number, plan: ErpPlan): string | undefined =>
  transact(books, work => nextStep(work, readOrder(work, id), plan))

/** Does everything of a plan at once. @returns the steps in order. */
export const finishOrder = (books: Books, id: number, plan: ErpPlan): string[] =>
  takeSteps(() => stepOrder(books, id, plan))

export const startClerk = (books: Books, options: ClerkOptions<Order>): Clerk =>
  seatClerk<Order>(
    {
      orders: () => books.journal.list<Order>('orders'),
      folder: ({ id }) => folderOf(books, id),
      keep: ({ id }, folder) => transact(books, work => work.put('clerk', id, folder)),
      step: ({ id }, plan) => stepOrder(books, id, plan),
      isRefusal: error => error instanceof BooksError,
    },
    options,
  )
