import { type Clerk, type ClerkOptions, type Folder, newFolder, seatClerk, takeSteps } from '../clerk.ts'
import type { ErpPlan } from '../erp.ts'
import { type Books, Refusal, type SalesOrder, transact } from './books.ts'
import { nextStep } from './clerk-plans.ts'
import { readOrder } from './orders.ts'

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(books: Books, number: string, plan: ErpPlan): void {
  transact(books, work => {
    readOrder(work, number)
    work.put('clerk', number, newFolder(plan))
  })
}

export const folderOf = (books: Books, number: string): Folder | undefined => books.journal.get<Folder>('clerk', number)

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (books: Books, number: string, plan: ErpPlan): string | undefined =>
  transact(books, work => nextStep(work, readOrder(work, number), plan))

/** Does everything of a plan at once. @returns the steps in order. */
export const finishOrder = (books: Books, number: string, plan: ErpPlan): string[] =>
  takeSteps(() => stepOrder(books, number, plan))

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal

export function startClerk(books: Books, options: ClerkOptions<SalesOrder>): Clerk {
  const { policy } = options
  // Nobody here knows how to credit.
  const weights = { ...policy?.weights, 'credit-after': 0 }
  return seatClerk<SalesOrder>(
    {
      orders: () => books.journal.list<SalesOrder>('orders'),
      folder: ({ number }) => folderOf(books, number),
      keep: ({ number }, folder) => transact(books, work => work.put('clerk', number, folder)),
      step: ({ number }, plan) => stepOrder(books, number, plan),
      isRefusal,
    },
    { ...options, policy: { ...policy, weights } },
  )
}
