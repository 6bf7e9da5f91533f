import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { moment, stores } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** What people were told of by mail: open until they were told that it is over. Forgotten 30 days later. */
export const alerts = pgTable(
  'alerts',
  {
    id: id(),
    store: text('store')
      .notNull()
      .references(() => stores.code),
    /** "problem:17", or "side:b1" and "side:magento" for one that does not answer. */
    subject: text('subject').notNull(),
    /** As it was told, without personal data. */
    title: text('title').notNull(),
    since: moment('since').notNull(),
    toldAt: moment('told_at').notNull(),
    overAt: moment('over_at'),
  },
  t => [
    uniqueIndex('alerts_open').on(t.store, t.subject).where(sql`${t.overAt} is null`),
    index('alerts_over').on(t.store, t.overAt),
  ],
)

/** One mail to one person of the shop. Forgotten after 30 days. */
export const alertMails = pgTable(
  'alert_mails',
  {
    id: id(),
    store: text('store')
      .notNull()
      .references(() => stores.code),
    recipient: text('recipient').notNull(),
    messageId: text('message_id').notNull(),
    /** documents/alert-mail.ts AlertItem[] */
    items: jsonb('items').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] }).notNull(),
    /** The mail server's last words, addresses left out. */
    answer: text('answer'),
    createdAt: moment('created_at').notNull(),
    sentAt: moment('sent_at'),
  },
  t => [index('alert_mails_recent').on(t.store, t.createdAt)],
)
