import { type Books, BooksError, type Order, transact } from './books.ts'
import { nextStep, type Plan, plans } from './clerk-plans.ts'
import { readOrder } from './orders.ts'

/** The people in the ERP: they confirm, deliver, invoice, credit and cancel, one step at a time. */
export interface ClerkOptions {
  /** Pause between two rounds; one round does one step of each order that is due. */
  readonly intervalMs: number
  readonly clock: { now(): Date }
  readonly random: () => number
  readonly policy?: ClerkPolicy
}

export interface ClerkPolicy {
  /** Chances of the plans for orders that nobody decided about; default: mostly one delivery and one invoice. */
  readonly weights?: Partial<Record<Plan, number>>
  /** Pause between the steps of one order, in milliseconds. Default: the clerk's interval. */
  readonly stepMs?: number
  /** Leave these orders alone. */
  readonly ignore?: (order: Order) => boolean
}

const DEFAULT_WEIGHTS: Record<Plan, number> = {
  'deliver-then-invoice': 50,
  'invoice-then-deliver': 15,
  'two-deliveries': 12,
  'two-invoices': 10,
  'invoice-only': 0,
  'credit-after': 6,
  cancel: 4,
}

/** The clerk's note on an order. */
export interface Folder {
  readonly plan: Plan
  readonly nextAt: number
  readonly done: boolean
  /** Why the last step did not work; it is tried again. */
  readonly trouble?: string
}

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(books: Books, id: number, plan: Plan): void {
  transact(books, work => {
    readOrder(work, id)
    work.put('clerk', id, { plan, nextAt: 0, done: false })
  })
}

export const folderOf = (books: Books, id: number): Folder | undefined => books.journal.get<Folder>('clerk', id)

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (books: Books, id: number, plan: Plan): string | undefined =>
  transact(books, work => nextStep(work, readOrder(work, id), plan))

/** Does everything of a plan at once. @returns the steps in order. */
export function finishOrder(books: Books, id: number, plan: Plan): string[] {
  const done: string[] = []
  for (let step = stepOrder(books, id, plan); step; step = stepOrder(books, id, plan)) done.push(step)
  return done
}

export interface Clerk {
  /** One round now. */
  round(): void
  stop(): void
}

/** The clerk's notes are in the journal: after a restart the work goes on where it stopped. */
export function startClerk(books: Books, options: ClerkOptions): Clerk {
  const { clock, random, policy = {} } = options
  const stepMs = policy.stepMs ?? options.intervalMs
  const keep = (id: number, folder: Folder) => transact(books, work => work.put('clerk', id, folder))
  const round = () => {
    const now = clock.now().getTime()
    for (const order of books.journal.list<Order>('orders')) {
      const folder = folderOf(books, order.id)
      if (folder?.done || policy.ignore?.(order)) continue
      if (!folder)
        keep(order.id, {
          plan: choosePlan(random, { ...DEFAULT_WEIGHTS, ...policy.weights }),
          nextAt: now + stepMs,
          done: false,
        })
      else if (folder.nextAt <= now) keep(order.id, workOn(books, order.id, folder, now + stepMs))
    }
  }
  const timer = setInterval(round, options.intervalMs)
  timer.unref()
  return { round, stop: () => clearInterval(timer) }
}

function workOn(books: Books, id: number, { plan }: Folder, nextAt: number): Folder {
  try {
    return { plan, nextAt, done: stepOrder(books, id, plan) === undefined }
  } catch (error) {
    if (!(error instanceof BooksError)) throw error
    return { plan, nextAt, done: false, trouble: error.message }
  }
}

function choosePlan(random: () => number, weights: Readonly<Record<Plan, number>>): Plan {
  const total = plans.reduce((sum, plan) => sum + weights[plan], 0)
  let rest = random() * total
  for (const plan of plans) {
    rest -= weights[plan]
    if (rest < 0) return plan
  }
  return 'deliver-then-invoice'
}
