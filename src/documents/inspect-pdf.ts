import { inflateSync, constants as zlib } from 'node:zlib'
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFObjectStreamParser,
  PDFRawStream,
  PDFRef,
  PDFXRefStreamParser,
} from 'pdf-lib'
import { removeActiveContent } from './active-content.ts'

export interface InspectionJob {
  readonly bytes: Uint8Array
  readonly maxPages: number
  /** What compressed object and cross-reference streams may come to, all together, in bytes. */
  readonly maxInflatedBytes: number
}

export type Inspection =
  /** `cleaned` is there when something was removed. */
  | { readonly ok: true; readonly pages: number; readonly removed: readonly string[]; readonly cleaned?: Uint8Array }
  | Refusal

export interface Refusal {
  readonly ok: false
  /** Sentences for people, without anything out of the file. */
  readonly reason: string
  /** Another try may go well: bytes were missing or wrong, or there was too little time or memory. */
  readonly again: boolean
}

/** Real invoices have a few hundred; each entry becomes an object in memory. */
const MAX_XREF_ENTRIES = 1_000_000

/**
 * Reads a PDF whole, counts its pages and takes active content out. Runs in a process of its own (check-pdf.ts), where time
 * and heap are limited from outside and where it may bend pdf-lib: its decoders have no bound, node:zlib has.
 */
export async function inspectPdf({ bytes, maxPages, maxInflatedBytes }: InspectionJob): Promise<Inspection> {
  const packed = boundDecoders(maxInflatedBytes)
  let pdf: PDFDocument
  try {
    pdf = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY })
  } catch (error) {
    if (error instanceof EncryptedPDFError) return refuse('The PDF is encrypted. Turn its protection off in the ERP.')
    return damaged('The PDF is damaged: it cannot be read to its end.')
  }
  if (packed.exceeded) return refuse('The PDF unpacks to more than a document can need.')
  if (packed.unread > 0) return damaged('The PDF is damaged: some of its objects cannot be read.')
  if (!(pdf.catalog instanceof PDFDict)) return damaged('The PDF is damaged: it has no catalog.')
  const pages = countPages(pdf, maxPages)
  if (typeof pages !== 'number') return pages
  const removed = removeActiveContent(pdf)
  if (removed.length === 0) return { ok: true, pages, removed }
  // pdf-lib leaves the old object streams out, and with them what was removed from the objects they held.
  const cleaned = await pdf.save({ updateFieldAppearances: false, addDefaultPage: false })
  return { ok: true, pages, removed, cleaned }
}

const refuse = (reason: string): Refusal => ({ ok: false, reason, again: false })
const damaged = (reason: string): Refusal => ({ ok: false, reason, again: true })

interface PackedObjects {
  readonly exceeded: boolean
  /** Object streams that were not read to their end. A viewer may see more in them than we did. */
  readonly unread: number
}

/**
 * Makes pdf-lib's parser hand object and cross-reference streams, the only ones that it unpacks while reading, to zlib
 * with what is left of the allowance. The parser takes an exception for a broken object and goes on: hence the counts.
 */
function boundDecoders(maxBytes: number): PackedObjects {
  const state = { exceeded: false, unread: 0, left: maxBytes }
  const unpack = (stream: PDFRawStream): PDFRawStream => {
    const filter = filterOf(stream.dict)
    if (filter === undefined) return stream
    if (filter !== 'FlateDecode') throw new Error(`unusual filter ${filter}`)
    try {
      const options = { maxOutputLength: Math.max(1, state.left), finishFlush: zlib.Z_SYNC_FLUSH }
      const contents = inflateSync(stream.contents, options)
      state.left -= contents.length
      const dict = stream.dict.clone()
      dict.delete(PDFName.of('Filter'))
      return PDFRawStream.of(dict, contents)
    } catch (error) {
      if (error instanceof RangeError) state.exceeded = true // ERR_BUFFER_TOO_LARGE
      throw error
    }
  }
  PDFObjectStreamParser.forStream = (stream, wait) => {
    state.unread += 1
    const parser = new PDFObjectStreamParser(unpack(stream), wait)
    const parse = parser.parseIntoContext.bind(parser)
    parser.parseIntoContext = async () => {
      await parse()
      state.unread -= 1
    }
    return parser
  }
  PDFXRefStreamParser.forStream = stream => {
    if (xrefEntries(stream.dict) > MAX_XREF_ENTRIES) {
      state.exceeded = true
      throw new RangeError('too many cross-reference entries')
    }
    return new PDFXRefStreamParser(unpack(stream))
  }
  return state
}

function filterOf(dict: PDFDict): string | undefined {
  const filter = dict.lookup(PDFName.of('Filter'))
  if (filter instanceof PDFName) return filter.decodeText()
  if (!(filter instanceof PDFArray) || filter.size() === 0) return undefined
  if (filter.size() > 1) return 'chain'
  const only = filter.lookup(0)
  return only instanceof PDFName ? only.decodeText() : 'unknown'
}

function xrefEntries(dict: PDFDict): number {
  const numberOf = (object: PDFObject | undefined) => (object instanceof PDFNumber ? object.asNumber() : 0)
  const index = dict.lookup(PDFName.of('Index'))
  if (!(index instanceof PDFArray)) return numberOf(dict.lookup(PDFName.of('Size')))
  return index.asArray().reduce((sum, _, i) => (i % 2 === 1 ? sum + numberOf(index.lookup(i)) : sum), 0)
}

/** @returns the number of pages, or why they cannot be counted. Goes by the tree; /Count is only a claim. */
function countPages(pdf: PDFDocument, max: number): number | Refusal {
  const seen = new Set<string>()
  const waiting: (PDFObject | undefined)[] = [pdf.catalog.get(PDFName.of('Pages'))]
  let pages = 0
  while (waiting.length > 0) {
    const next = waiting.pop()
    const node = pdf.context.lookup(next)
    if (!(node instanceof PDFDict)) continue
    const kids = node.lookup(PDFName.of('Kids'))
    if (!(kids instanceof PDFArray)) {
      if (++pages > max) return refuse(`The PDF has more than ${max} pages.`)
      continue
    }
    if (next instanceof PDFRef && seen.size === seen.add(next.tag).size)
      return damaged('The PDF is damaged: its pages loop.')
    for (const kid of kids.asArray()) waiting.push(kid)
  }
  return pages === 0 ? refuse('The PDF has no pages.') : pages
}
