import { createHash } from 'node:crypto'
import { createInspector } from './inspect-apart.ts'
import type { Refusal } from './inspect-pdf.ts'

export interface PdfLimits {
  /** Default 10 MiB: what mail servers take as an attachment. */
  readonly maxBytes?: number
  /** Default 2,000. */
  readonly maxPages?: number
  /** For reading and cleaning, once its turn has come. Default 10,000. */
  readonly timeoutMs?: number
}

export type CheckedPdf =
  | {
      readonly ok: true
      readonly pages: number
      /** What to keep: the given bytes, or a cleaned copy when something had to be removed. */
      readonly bytes: Uint8Array
      /** Of `bytes`, lower-case hex. */
      readonly sha256: string
      /** "JavaScript", "Launch action", "attached file" …; empty when nothing had to go. */
      readonly removed: readonly string[]
    }
  | Refusal

const MAX_INFLATED_BYTES = 32 * 1024 * 1024
/** Readers look for "%PDF-" in so many first bytes (PDF Reference 1.7, appendix H, note 13). */
const HEADER_WINDOW = 1024
/** And for "%%EOF" in so many last ones (note 18). */
const TRAILER_WINDOW = 1024

const inspectApart = createInspector()

/**
 * Is this a PDF that we can keep, attach and mail? Takes active content out and leaves e-invoice XML in. The file is
 * read in a process of its own, so that a hostile one costs at most `timeoutMs` and a few hundred megabytes.
 * @throws only when no process can be started: that says nothing about the file, and can be repeated.
 */
export async function checkPdf(bytes: Uint8Array, limits: PdfLimits = {}): Promise<CheckedPdf> {
  const { maxBytes = 10 * 1024 * 1024, maxPages = 2000, timeoutMs = 10_000 } = limits
  if (bytes.length === 0) return refuse('The file is empty.', true)
  if (bytes.length > maxBytes) return refuse(`The file is larger than ${mebibytes(maxBytes)} MiB.`)
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WINDOW)).toString('latin1')
  // A proxy's page or an error of the moment: the ERP may print it the next time.
  if (!/%PDF-\d\.\d/.test(start)) return refuse(notPdf(start), true)
  // pdf-lib reads half a file without a word, as far as it goes.
  const end = Buffer.from(bytes.subarray(-TRAILER_WINDOW)).toString('latin1')
  if (!/startxref|%%EOF/.test(end)) return refuse('The PDF is cut off: its end is missing.', true)
  const inspection = await inspectApart({ bytes, maxPages, maxInflatedBytes: MAX_INFLATED_BYTES }, timeoutMs)
  if (!inspection.ok) return inspection
  const kept = inspection.cleaned ?? bytes
  const { pages, removed } = inspection
  return { ok: true, pages, removed, bytes: kept, sha256: createHash('sha256').update(kept).digest('hex') }
}

const refuse = (reason: string, again = false): Refusal => ({ ok: false, reason, again })

const mebibytes = (bytes: number): string => String(Math.round((bytes / 1024 / 1024) * 10) / 10)

/** ERPs answer errors with status 200: as a page, or as a sentence in the file's place. */
function notPdf(start: string): string {
  if (/<(!doctype|html|head|body)\b/i.test(start)) return 'The ERP sent a web page in place of a PDF.'
  if (/^[\t\r\n\x20-\x7e]+$/.test(start)) return 'The ERP sent a text in place of a PDF.'
  return 'The file is not a PDF.'
}
