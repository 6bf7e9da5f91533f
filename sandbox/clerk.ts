import { type ErpClerkOptions, type ErpOffice, type ErpPlan, type ErpStep, erpPlans } from './erp.ts'

/** The people in a simulated ERP: they confirm, deliver, invoice, credit and cancel, one step of an order at a time. */

export interface ClerkOptions<Order> {
  /** Pause between two rounds; one round does one step of each order that is due. */
  readonly intervalMs: number
  readonly clock: { now(): Date }
  readonly random: () => number
  readonly policy?: ClerkPolicy<Order>
}

export interface ClerkPolicy<Order> {
  /** Chances of the plans for orders that nobody decided about; default: mostly one delivery and one invoice. */
  readonly weights?: Partial<Record<ErpPlan, number>>
  /** Pause between the steps of one order, in milliseconds. Default: the clerk's interval. */
  readonly stepMs?: number
  /** Leave these orders alone. */
  readonly ignore?: (order: Order) => boolean
}

/** As the stage asks for it. @param namesOf an order's key in this ERP, and ours in it */
export const policyOf = <Order>(
  { stepMs, weights, ignore }: Omit<ErpClerkOptions, 'intervalMs'>,
  namesOf: (order: Order) => readonly [erpId: string, orderbridgeId: string | undefined],
): ClerkPolicy<Order> => ({
  stepMs,
  ...(weights && { weights }),
  ...(ignore && { ignore: (order: Order) => ignore(...namesOf(order)) }),
})

const DEFAULT_WEIGHTS: Readonly<Record<ErpPlan, number>> = {
  'deliver-then-invoice': 50,
  'invoice-then-deliver': 15,
  'two-deliveries': 12,
  'two-invoices': 10,
  'invoice-only': 3,
  'credit-after': 6,
  cancel: 4,
}

/** The clerk's note on an order. */
export interface Folder {
  readonly plan: ErpPlan
  readonly nextAt: number
  readonly done: boolean
  /** Why the last step did not work; it is tried again. */
  readonly trouble?: string
}

/** A folder for an order whose plan was decided. */
export const newFolder = (plan: ErpPlan): Folder => ({ plan, nextAt: 0, done: false })

/** Where a clerk of this ERP sits: what lies there, and how one step is done. */
export interface Desk<Order> {
  orders(): readonly Order[]
  folder(order: Order): Folder | undefined
  keep(order: Order, folder: Folder): void
  /** @returns what was done ("delivered"), or undefined when nothing is left. @throws what isRefusal knows */
  step(order: Order, plan: ErpPlan): string | undefined
  /** The ERP's own rules did not allow it: it is tried again. */
  isRefusal(error: unknown): error is Error
}

export interface Clerk {
  /** One round now. */
  round(): void
  stop(): void
}

/** The clerk's notes are in the journal: after a restart the work goes on where it stopped. */
export function seatClerk<Order>(desk: Desk<Order>, options: ClerkOptions<Order>): Clerk {
  const { clock, random, policy = {} } = options
  const stepMs = policy.stepMs ?? options.intervalMs
  const weights = { ...DEFAULT_WEIGHTS, ...policy.weights }
  const round = () => {
    const now = clock.now().getTime()
    for (const order of desk.orders()) {
      const folder = desk.folder(order)
      if (folder?.done || policy.ignore?.(order)) continue
      if (!folder) desk.keep(order, { ...newFolder(choosePlan(random, weights)), nextAt: now + stepMs })
      else if (folder.nextAt <= now) desk.keep(order, workOn(desk, order, folder, now + stepMs))
    }
  }
  const timer = setInterval(round, options.intervalMs)
  timer.unref()
  return { round, stop: () => clearInterval(timer) }
}

/** Takes steps until there is none left. @returns what was done, in order. */
export function takeSteps(step: () => string | undefined): string[] {
  const done: string[] = []
  for (let one = step(); one; one = step()) done.push(one)
  return done
}

/** One step outside the rounds. @param isRefusal as of the desk */
export function stepNow(step: () => string | undefined, isRefusal: (error: unknown) => error is Error): ErpStep {
  try {
    const done = step()
    return done === undefined ? 'nothing left' : { done }
  } catch (error) {
    if (isRefusal(error)) return { refused: error.message }
    throw error
  }
}

export const progressOf = (folder: Pick<Folder, 'done'> | undefined): ReturnType<ErpOffice['progress']> =>
  folder ? (folder.done ? 'finished' : 'planned') : 'untouched'

function workOn<Order>(desk: Desk<Order>, order: Order, { plan }: Folder, nextAt: number): Folder {
  try {
    return { plan, nextAt, done: desk.step(order, plan) === undefined }
  } catch (error) {
    if (!desk.isRefusal(error)) throw error
    return { plan, nextAt, done: false, trouble: error.message }
  }
}

function choosePlan(random: () => number, weights: Readonly<Record<ErpPlan, number>>): ErpPlan {
  const total = erpPlans.reduce((sum, plan) => sum + weights[plan], 0)
  let rest = random() * total
  for (const plan of erpPlans) {
    rest -= weights[plan]
    if (rest < 0) return plan
  }
  return 'deliver-then-invoice'
}
