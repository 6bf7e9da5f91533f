import type { FollowUp, SalesDocument } from '../src/domain/fulfilment.ts'
import type { Journal } from './journal.ts'
import type { OrderKind } from './magento/shopper.ts'

/**
 * A simulated ERP as the stage, the people around it, the verdict and the fault simulator see it: what stands in its
 * books, and the hands of the people who work there. In the words of the bridge, so that every ERP can be played with.
 */
export interface ErpOffice {
  /** Every one that there ever was, cancelled ones and drafts included. */
  salesDocuments(): readonly SalesDocument[]
  /** Shipments, invoices and credit notes, each line traced to its sales document; documents that only cancel are not in it. */
  followUps(): readonly BookedFollowUp[]
  payments(): readonly BookedPayment[]
  /** The ERP's keys of all customers. */
  subjects(): readonly string[]

  /** Plans that its clerk knows. */
  readonly plans: readonly ErpPlan[]
  /** Enters an item with stock when it is missing. @param gross in euro, 22 % VAT included */
  enterItem(code: string, name: string, gross: number): void
  /** Gives a sales document to the clerk. */
  plan(erpId: string, plan: ErpPlan): void
  /** What the clerk thinks of a sales document. */
  progress(erpId: string): 'untouched' | 'planned' | 'finished'
  /** The connection cannot cancel there: people are told to, and do. */
  readonly cancelsByHand?: boolean
  /** Does one step of a plan now, without the clerk. */
  step(erpId: string, plan: ErpPlan): ErpStep
  /** Where sales documents can wait for an approval: an approver says yes. */
  approve?(erpId: string): void
}

export type BookedFollowUp = Omit<FollowUp, 'freight' | 'date'>

export interface BookedPayment {
  readonly erpId: string
  readonly canceled: boolean
  /** All of its fields that may hold our key. */
  readonly references: readonly string[]
}

/** How people may work a sales document. */
export const erpPlans = [
  'deliver-then-invoice',
  'invoice-then-deliver',
  'two-deliveries',
  'two-invoices',
  'invoice-only',
  'credit-after',
  'cancel',
] as const
export type ErpPlan = (typeof erpPlans)[number]

/** What was done ("delivered"); why the ERP's own rules refused it; or that nothing is left to do. */
export type ErpStep = { readonly done: string } | { readonly refused: string } | 'nothing left'

export interface ErpClerkOptions {
  /** Pause between two rounds, in milliseconds. */
  readonly intervalMs: number
  /** Pause between two steps of one sales document, in milliseconds. */
  readonly stepMs: number
  /** Chances of the plans for sales documents that nobody decided about. */
  readonly weights?: Readonly<Partial<Record<ErpPlan, number>>>
  /** Leave these alone. */
  readonly ignore?: (erpId: string, orderbridgeId: string | undefined) => boolean
}

/** A simulated ERP that runs: on a port, with people in it. */
export interface SimulatedErp extends ErpOffice {
  /** Its page for people. */
  readonly url: string
  /** Names and values of what opens it, for the eye and for copying. */
  readonly facts: readonly (readonly [string, string])[]
  /** What connects the bridge to it: the connector's own settings, its secrets, and policies that differ. */
  readonly connection: ErpConnectionBlock
  startClerk(options: ErpClerkOptions): { stop(): void }
  close(): Promise<void>
}

export interface ErpConnectionBlock {
  readonly settings: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, string>>
  readonly policies?: Readonly<Record<string, unknown>>
  /** Settings over these for a connection that books all guests on one customer. */
  readonly collectiveGuests?: Readonly<Record<string, unknown>>
  /** For a connection that brings the catalogue: what is read of the ERP, and the policy; absent: nothing is read. */
  readonly catalogue?: CatalogueBlock
}

export interface CatalogueBlock {
  /** Settings over those of the connection. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly policy: Readonly<Record<string, unknown>>
}

/**
 * A catalogue as most shops have it: prices and stock follow the ERP, names are the shop's, and what the shop does not
 * sell is left to people.
 * @param list gross price list of the shop
 */
export const cataloguePolicy = (list: string, warehouses: readonly string[]): CatalogueBlock['policy'] => ({
  sync: ['items', 'prices', 'stock'],
  everyMinutes: 2,
  update: ['description'],
  prices: { base: { [list]: ['all'] } },
  stock: { sources: Object.fromEntries(warehouses.map(warehouse => [warehouse, 'default'])) },
})

export interface StartErpOptions {
  /** By name, as its kind lists them; 0 takes a free one. */
  readonly ports: Readonly<Record<string, number>>
  /** Added delays in milliseconds, by name, as its kind lists them; none when left out. */
  readonly delays?: Readonly<Record<string, number>>
  readonly host?: string
  /** Everything is kept here, across restarts and kill -9; absent: forgotten at the end. */
  readonly journalFile?: string
  readonly clock: { now(): Date }
  readonly random: () => number
}

/** What is known of a kind of simulated ERP before its code is loaded. */
export interface SimulatedErpKind {
  /** In the sandbox: on the command line, of its files, and the code of its connection. */
  readonly name: string
  /** Of the connection, as in the configuration: several ERPs may share one. */
  readonly kind: string
  readonly label: string
  /** Orders that shoppers leave out, because its connection needs a person for each. */
  readonly leftOut?: readonly OrderKind[]
  readonly ports: Readonly<Record<string, ErpPort>> & { readonly main: ErpPort }
  readonly delays: Readonly<Record<string, ErpDelay>>
  start(options: StartErpOptions): Promise<SimulatedErp>
  unplug(options: UnplugErpOptions): Promise<UnpluggedErp>
  /** As of one that runs on its usual ports, for previews: nothing is called there. @param secret stands for every secret */
  usualConnection(secret: string): Promise<ErpConnectionBlock>
}

export interface ErpPort {
  /** Taken when it is free. */
  readonly usual: number
  readonly description: string
}

export interface ErpDelay {
  readonly description: string
  /** Milliseconds in the sandbox; alone it has none unless it is told to. */
  readonly onStage: number
}

/** A simulated ERP without sockets, files and timers, for tests that own time and the network. */
export interface UnpluggedErp extends ErpOffice {
  /** What answers on each of its ports, by name. */
  readonly apps: Readonly<Record<string, ErpApp>>
  /** @param urls by port: where the bridge reaches it */
  connectionAt(urls: Readonly<Record<string, string>>): ErpConnectionBlock
  /** Where sales documents can wait for an approval: the next one does. */
  demandApproval?(): void
  /** All log-ins are over, as after a restart of its server. */
  endLogins(): void
}

export interface ErpApp {
  /** @param bindings at least `incoming.url`, as node's server gives it: address and query */
  fetch(request: Request, bindings: object): Response | Promise<Response>
}

export interface UnplugErpOptions {
  /** The ERP is founded in an empty one. */
  readonly journal: Journal
  readonly clock: { now(): Date }
  readonly random: () => number
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
  /** Subscribes this address, where the ERP can call; what it would send is handed over and not sent. */
  readonly callbacks?: { readonly url: string; readonly send: (callbacks: readonly ErpCallback[]) => void }
}

/** A call of the ERP that is ready to be sent. */
export interface ErpCallback {
  /** For people: what it tells of. */
  readonly label: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
