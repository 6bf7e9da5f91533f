import {
  PDFArray,
  type PDFContext,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib'

/** Actions that run code, start programs, open other files or send data (ISO 32000-1 §12.6.4). Links stay. */
const FORBIDDEN_ACTIONS = new Set([
  'JavaScript',
  'Launch',
  'ImportData',
  'SubmitForm',
  'GoToR',
  'GoToE',
  'Rendition',
  'RichMediaExecute',
])

/** The events of additional-actions dictionaries (ISO 32000-1 tables 194 to 197); tells /AA from a font called "AA". */
const TRIGGERS = new Set('E X D U Fo Bl PO PC PV PI O C K F V WC WS DS WP DP'.split(' '))

/** Attachments that are data: the XML of e-invoices above all. Everything else may hide a program. */
const DATA_FILE = /^[^\p{Cc}\p{Cf}]*\.(xml|csv|txt|json|png|jpe?g)$/iu

const ACTIVE_NAMES = /\/(JavaScript|JS|Launch|AA|OpenAction|RichMedia|EmbeddedFile|XFA|ObjStm)\b/

const name = (text: string): PDFName => PDFName.of(text)

const nameText = (object: PDFObject | undefined): string =>
  object instanceof PDFName ? object.decodeText().slice(0, 40) : ''

const text = (object: PDFObject | undefined): string =>
  object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : ''

/**
 * Takes out of a parsed PDF what could act when it is opened or clicked: scripts, programs, form submission,
 * references to other files, attachments that are not data. What people see stays as it is.
 * @returns what was removed, in words, each once; empty when the document had nothing of the kind.
 */
export function removeActiveContent(pdf: PDFDocument): string[] {
  const { context } = pdf
  const removed = new Set<string>()
  removeFromCatalog(pdf, removed)
  // References are never followed, only resolved one step: a document that points at itself is no loop here.
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFInvalidObject && mentionsActiveContent(object)) {
      context.delete(ref)
      removed.add('unreadable object')
      continue
    }
    for (const holder of holdersIn(object)) {
      if (holder instanceof PDFDict) cleanDict(holder, context, removed)
      else cleanArray(holder, context, removed)
    }
    const verdict = dangerOf(object)
    if (verdict) {
      context.delete(ref)
      removed.add(verdict)
    }
  }
  return [...removed].sort()
}

/** What has its place in the catalog only. A destination to show first is harmless, and common. */
function removeFromCatalog({ catalog }: PDFDocument, removed: Set<string>): void {
  const open = catalog.lookup(name('OpenAction'))
  if (open instanceof PDFDict && nameText(open.lookup(name('S'))) !== 'GoTo') {
    catalog.delete(name('OpenAction'))
    removed.add('open action')
  }
  const names = catalog.lookup(name('Names'))
  if (names instanceof PDFDict && names.delete(name('JavaScript'))) removed.add('JavaScript')
  const form = catalog.lookup(name('AcroForm'))
  if (form instanceof PDFDict && form.delete(name('XFA'))) removed.add('XFA form')
}

/** Every dictionary and array that is written inside this object, itself included. */
function holdersIn(object: PDFObject): (PDFDict | PDFArray)[] {
  const found: (PDFDict | PDFArray)[] = []
  const waiting: PDFObject[] = [object]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const holder = next instanceof PDFStream ? next.dict : next
    if (holder instanceof PDFDict) {
      found.push(holder)
      for (const [, value] of holder.entries()) waiting.push(value)
    } else if (holder instanceof PDFArray) {
      found.push(holder)
      for (const value of holder.asArray()) waiting.push(value)
    }
  }
  return found
}

function cleanDict(dict: PDFDict, context: PDFContext, removed: Set<string>): void {
  if (isAdditionalActions(dict.lookup(name('AA')))) {
    dict.delete(name('AA'))
    removed.add('automatic action')
  }
  for (const [key, value] of dict.entries()) {
    const target = context.lookup(value)
    const verdict = dangerOf(target)
    if (!verdict) continue
    if (target instanceof PDFDict) deleteStreams(target, context)
    dict.delete(key)
    removed.add(verdict)
  }
}

function cleanArray(array: PDFArray, context: PDFContext, removed: Set<string>): void {
  for (let i = array.size() - 1; i >= 0; i--) {
    const target = context.lookup(array.get(i))
    const verdict = dangerOf(target)
    if (!verdict) continue
    if (target instanceof PDFDict) deleteStreams(target, context)
    array.remove(i)
    removed.add(verdict)
    // Name trees hold pairs of name and value.
    if (i > 0 && text(context.lookup(array.get(i - 1))) !== '') array.remove(--i)
  }
}

/** Scripts and file contents are streams of their own and would stay in the file without a reader. */
function deleteStreams(dict: PDFDict, context: PDFContext): void {
  const files = dict.lookup(name('EF'))
  const values = [dict.get(name('JS')), ...(files instanceof PDFDict ? files.values() : [])]
  for (const value of values) if (value instanceof PDFRef) context.delete(value)
}

/** @returns what is dangerous about an action or a file, in words; undefined for everything else. */
function dangerOf(object: PDFObject | undefined): string | undefined {
  if (!(object instanceof PDFDict)) return undefined
  const action = nameText(object.lookup(name('S')))
  if (FORBIDDEN_ACTIONS.has(action)) return action === 'JavaScript' ? action : `${action} action`
  if (action === 'URI') {
    const scheme = /^\s*(javascript|vbscript|data|file):/i.exec(text(object.lookup(name('URI'))))?.[1]
    return scheme && `${scheme.toLowerCase()} link`
  }
  if (!object.has(name('EF'))) return undefined
  const names = ['F', 'UF', 'DOS', 'Mac', 'Unix'].map(key => object.lookup(name(key))).filter(value => value)
  return names.length > 0 && names.every(value => DATA_FILE.test(text(value))) ? undefined : 'attached file'
}

function isAdditionalActions(object: PDFObject | undefined): boolean {
  return object instanceof PDFDict && object.keys().every(key => TRIGGERS.has(nameText(key)))
}

/** Bytes that we cannot read as an object, though a viewer might. */
function mentionsActiveContent(object: PDFInvalidObject): boolean {
  const bytes = new Uint8Array(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  // Names may be written with #xx for any character.
  const plain = Buffer.from(bytes)
    .toString('latin1')
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return ACTIVE_NAMES.test(plain)
}
