import { Rejection } from './answer.ts'
import { nextStep, type Plan, plans } from './clerk-plans.ts'
import { type Company, type DocumentKey, idOf, type Order, type Work } from './company.ts'
import { readOrder } from './open-pieces.ts'

/** The people in the ERP: they confirm, deliver, invoice, print, credit and cancel, one step at a time. */

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

/** The part of the simulated iCenter that the clerk works in. */
export interface ClerkOffice {
  readonly company: Company
  transact<T>(act: (work: Work) => T): T
}

const DEFAULT_WEIGHTS: Record<Plan, number> = {
  'deliver-then-invoice': 50,
  'invoice-then-deliver': 15,
  'two-deliveries': 12,
  'two-invoices': 10,
  'invoice-only': 3,
  'credit-after': 6,
  cancel: 4,
}

interface Folder {
  readonly plan: Plan
  readonly nextAt: number
  readonly done: boolean
  /** Why the last step did not work; it is tried again. */
  readonly trouble?: string
}

/** Decides how an order is worked on; the steps follow in the clerk's rounds, or now with `finishOrder`. */
export function workOrder(office: ClerkOffice, key: DocumentKey, plan: Plan): void {
  office.transact(work => {
    readOrder(work, key)
    work.put('clerk', idOf(key), { plan, nextAt: 0, done: false })
  })
}

/** Does one step of an order. @returns what was done ("delivered"), or undefined when nothing is left. */
export const stepOrder = (office: ClerkOffice, key: DocumentKey, plan: Plan): string | undefined =>
  office.transact(work => nextStep(work, key, plan))

/** Does everything of a plan at once. @returns the steps in order. */
export function finishOrder(office: ClerkOffice, key: DocumentKey, plan: Plan): string[] {
  const steps: string[] = []
  for (let step = stepOrder(office, key, plan); step; step = stepOrder(office, key, plan)) steps.push(step)
  return steps
}

export interface Clerk {
  /** One round now. */
  round(): void
  stop(): void
}

/** The clerk's notes are in the journal: after a restart the work goes on where it stopped. */
export function startClerk(office: ClerkOffice, options: ClerkOptions): Clerk {
  const { clock, random, policy = {} } = options
  const stepMs = policy.stepMs ?? options.intervalMs
  const round = () => {
    const now = clock.now().getTime()
    for (const order of office.company.journal.list<Order>('orders')) {
      const folder = office.company.journal.get<Folder>('clerk', idOf(order.key))
      if (folder?.done || policy.ignore?.(order)) continue
      if (!folder) {
        const plan = choosePlan(random, { ...DEFAULT_WEIGHTS, ...policy.weights })
        keep(office, order.key, { plan, nextAt: now + stepMs, done: false })
      } else if (folder.nextAt <= now) {
        keep(office, order.key, workOn(office, order.key, folder, now + stepMs))
      }
    }
  }
  const timer = setInterval(round, options.intervalMs)
  timer.unref()
  return { round, stop: () => clearInterval(timer) }
}

function keep(office: ClerkOffice, key: DocumentKey, folder: Folder): void {
  office.transact(work => work.put('clerk', idOf(key), folder))
}

function workOn(office: ClerkOffice, key: DocumentKey, folder: Folder, nextAt: number): Folder {
  try {
    const step = stepOrder(office, key, folder.plan)
    return { plan: folder.plan, nextAt, done: step === undefined }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    return { plan: folder.plan, nextAt, done: false, trouble: error.message }
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
