import { percentEncode } from '../domain/oauth1.ts'

/**
 * Plain Magento has no idempotency key, so ours is a line in the comment of the document that we make. Comments come
 * back with every list of documents (recordings invoices-list-by-order, shipments-list-by-order).
 */
export const documentMarker = (erpDocumentId: string): string => marker(erpDocumentId)

/** A comment that we wrote on a document that we made. */
export const hasMarker = (comment: string): boolean => comment.includes('[orderbridge ')

/** Which state of which sales document a comment on the order was written for. */
export const syncMarker = (connection: string, erpDocumentId: string, state: string): string =>
  marker('sync', connection, erpDocumentId, state)

/** What every sync marker of a connection begins with. */
export const syncMarkerStart = (connection: string): string => `[orderbridge sync ${word(connection)} `

/** The comment that people read, with the marker on a line of its own. */
export const markedComment = (comment: string, mark: string): string => `${comment.slice(0, MAX_COMMENT)}\n${mark}`

/** Magento cuts comments at 65,535 bytes without a word; nobody reads more than this in an order's history. */
const MAX_COMMENT = 5_000

const marker = (...words: readonly string[]): string => `[orderbridge ${words.map(word).join(' ')}]`

/** Nothing in a marker may look like its end, be taken for HTML or come back as question marks. */
const word = (text: string): string => text.replace(/[^\w.:/@+-]+/gu, percentEncode)
