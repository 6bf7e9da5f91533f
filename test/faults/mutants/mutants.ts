// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source
/** One deliberate breakage of the product. */
export interface Mutant {
  /** What the product does wrong then. */
  readonly name: string
  readonly file: string
  /** Stands in the file exactly once; otherwise the product has changed, and the mutant has to follow. */
  readonly find: string
  readonly put: string
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'after an unknown outcome it is sent again without asking',
    file: 'src/flows/outbox/deliver-outbox.ts',
    find: "effect.lookUp ? 'not_done' : await effect.verify(ctx, message, payload)",
    put: "(await Promise.resolve('not_done')) as Awaited<ReturnType<typeof effect.verify>>",
  },
  {
    name: 'a sales document is created without looking for it first',
    file: 'src/flows/effects/create-sales-document.ts',
    find: 'const found = await erp.findSalesDocuments(...lookUpOf(batch.map(entry => entry.payload)))',
    put: 'const found = new Map<string, SalesDocument>(erp ? [] : [])',
  },
  {
    name: 'what a dead worker was sending counts as delivered',
    file: 'drizzle/0026_claim_in_one_call.sql',
    find: "UPDATE outbox SET state = 'verifying', worker = NULL",
    put: "UPDATE outbox SET state = 'delivered', worker = NULL",
  },
  {
    name: 'what a dead worker has called counts as not done as soon as its lease is over',
    file: 'src/flows/outbox/still-running.ts',
    find: 'if (afterMs <= 0) return undefined',
    put: 'if (afterMs !== undefined) return undefined',
  },
  {
    name: 'messages that are on their way are taken from the worker that has them, whatever its lease says',
    file: 'drizzle/0026_claim_in_one_call.sql',
    find: "WHERE o.state = 'sending' AND o.lease_until < moment",
    put: "WHERE o.state = 'sending' AND moment IS NOT NULL",
  },
  {
    name: 'not only the heads of queues are taken',
    file: 'drizzle/0026_claim_in_one_call.sql',
    find: "AND o.id = (SELECT min(e.id) FROM outbox e WHERE e.queue = o.queue AND e.state NOT IN ('delivered', 'superseded'))",
    put: '',
  },
  {
    name: 'an outcome and what follows from it are written one by one, in no transaction',
    file: 'src/flows/outbox/record-outcome.ts',
    find: 'await inTransaction(ctx, tx => write(tx, claimed, startedAt, outcome, exchanges))',
    put: 'await write(ctx, claimed, startedAt, outcome, exchanges)',
  },
  {
    name: 'changes that only a poll of the ERP finds are dropped',
    file: 'src/flows/poll/poll-erp.ts',
    find: 'await receiveHints(ctx, store, hints, moved)',
    put: 'await receiveHints(ctx, store, hints.slice(0, 0), moved)',
  },
  {
    name: 'each try of a mail is another mail',
    file: 'src/flows/effects/send-mail.ts',
    find: 'messageId: mail.messageId,',
    put: "messageId: mail.messageId.replace('<', `<${ctx.clock.now().getTime()}.`),",
  },
  {
    name: 'a mail of which nobody knows is sent again though a person should decide',
    file: 'src/flows/effects/send-mail.ts',
    find: "return hold ? 'cannot_tell' : 'not_done'",
    put: "return hold ? 'not_done' : 'not_done'",
  },
  {
    name: 'two who write into the audit do not wait for each other',
    file: 'drizzle/0027_read_the_audit_s_end_under_its_lock.sql',
    find: "PERFORM pg_advisory_xact_lock(hashtext('orderbridge-audit'), hashtext(chain));",
    put: '',
  },
  {
    name: 'the ledger has no place for orders that were cancelled before they reached the ERP',
    file: 'src/flows/ledger/ledger-rows.ts',
    find: "when d.canceled > 0 or o.phase = 'canceled' then 'canceled'",
    put: "when d.canceled > 0 then 'canceled'",
  },
  {
    name: 'the sums that were kept of a day are told whatever was marked since',
    file: 'src/flows/ledger/read-day-sums.ts',
    find: "and m.quarter > a.starts - interval '15 minutes' and m.quarter < a.ends)",
    put: 'and false)',
  },
  {
    name: 'nobody looks whether an order is through after the last of its messages',
    file: 'src/flows/outbox/record-outcome.ts',
    find: 'if (message.orderId !== null) await settleOrder(ctx, message.orderId)',
    put: 'if (message.orderId === -1) await settleOrder(ctx, message.orderId)',
  },
]
