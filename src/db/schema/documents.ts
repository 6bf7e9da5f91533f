import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { followUps, orders } from './orders.ts'
import { bytea, moment } from './stores.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** The vault: files of an order, kept with their hash. */
export const documents = pgTable(
  'documents',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    followUpId: bigint('follow_up_id', { mode: 'number' })
      .notNull()
      .references(() => followUps.id),
    kind: text('kind', { enum: ['invoice', 'creditnote', 'delivery', 'other'] }).notNull(),
    number: text('number').notNull(),
    filename: text('filename').notNull(),
    mime: text('mime').notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    pages: integer('pages').notNull(),
    content: bytea('content').notNull(),
    /** Set once it is attached to the Magento order. */
    magentoDocumentId: integer('magento_document_id'),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    unique('documents_content').on(t.followUpId, t.kind, t.sha256),
    index('documents_order').on(t.orderId),
    index('documents_recent').on(t.store, t.createdAt, t.id),
  ],
)

/** One mail to one recipient. copyNo 0 is the one that goes out by itself: at most one per document and recipient. */
export const mails = pgTable(
  'mails',
  {
    id: id(),
    store: text('store').notNull(),
    orderId: bigint('order_id', { mode: 'number' })
      .notNull()
      .references(() => orders.id),
    documentId: bigint('document_id', { mode: 'number' })
      .notNull()
      .references(() => documents.id),
    recipient: text('recipient').notNull(),
    copyNo: integer('copy_no').notNull(),
    messageId: text('message_id').notNull(),
    locale: text('locale').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] }).notNull(),
    /** Why it was sent again, and who asked. */
    reason: text('reason'),
    requestedBy: text('requested_by').notNull(),
    /**
     * {kind, language, version, subject, body}: the words that it goes out with (flows/mail/template-for.ts), fixed when it
     * was decided. Null: of before they could be changed, and those that were shipped then.
     */
    template: jsonb('template'),
    /** One press of a button that sends many: pressed again, it is the same one. */
    wish: text('wish'),
    /** The mail server's last words about it, addresses left out. */
    answer: text('answer'),
    createdAt: moment('created_at').notNull(),
    sentAt: moment('sent_at'),
    /** The mail server had taken it, and it came back later: `answer` says why. */
    bouncedAt: moment('bounced_at'),
  },
  t => [
    unique('mails_once').on(t.documentId, t.recipient, t.copyNo),
    index('mails_order').on(t.orderId),
    index('mails_recent').on(t.store, t.createdAt),
    index('mails_message_id').on(t.messageId),
    index('mails_failed').on(t.store, t.documentId).where(sql`${t.state} = 'failed'`),
  ],
)

/**
 * What a store's mails say, where it is not what was shipped. Rows are never changed: the highest version goes out, and
 * going back is a new one.
 */
export const mailTemplates = pgTable(
  'mail_templates',
  {
    store: text('store').notNull(),
    /** documents/shipped-mails.ts MAIL_KINDS */
    kind: text('kind').notNull(),
    /** "de" */
    language: text('language').notNull(),
    /** 1, 2, 3, … for each mail in each language. */
    version: integer('version').notNull(),
    /** Null, as the body: the shipped words again, whatever they are by then. */
    subject: text('subject'),
    body: text('body'),
    author: text('author').notNull(),
    reason: text('reason').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  t => [primaryKey({ columns: [t.store, t.kind, t.language, t.version] })],
)
