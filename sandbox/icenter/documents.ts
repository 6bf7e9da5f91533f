import { randomHex } from '../random-hex.ts'
import { type Answer, type Call, created, ok, type Route, refuse } from './answer.ts'
import type { ArchivedDocument, DocumentKey, Row, Work } from './company.ts'
import { fields, readRow, text, writeRow } from './fields.ts'
import { missingDocument } from './missing.ts'
import { renderPdf } from './print-layout.ts'
import { pageOf, queryOf } from './query.ts'
import { bodyOf } from './request-body.ts'
import { branch, childText, leaf, type Markup, root } from './xml.ts'

/** The archive of files: what the ERP printed and what clients stored. */
export const documentRoutes = (): Route[] => [
  { method: 'GET', path: '/api/Document/GetDocument/:client/:id/:attachments', handle: getDocument },
  { method: 'POST', path: '/api/Document/AddDocument', handle: addDocument },
  { method: 'POST', path: '/api/Document/ListDocuments', handle: listDocuments },
]

const DATA = fields('apiClientID DocumentID DocumentName Data')

function checkClient(work: Work, client: string): void {
  if (client !== work.company.apiClientId) refuse('Odjemalec API ni registriran!')
}

function getDocument(work: Work, { params }: Call): Answer {
  checkClient(work, params.client ?? '')
  const document = work.get('documents', params.id ?? '')
  if (!document) return missingDocument(work.company.variants.missingDocument, 'DocumentData', DATA, 'DocumentID')
  const broken = work.company.faults.take(['pdfFailure'], 'GET', '/GetDocument') !== undefined
  return ok(broken ? documentData(work, document, '') : printed(work, document))
}

const printed = async (work: Work, document: ArchivedDocument): Promise<Markup> => {
  const print = async () => work.company.print?.(document.id) ?? (await renderPdf(work, document))
  return documentData(work, document, document.data ?? Buffer.from(await print()).toString('base64'))
}

const documentData = (work: Work, { id, name }: ArchivedDocument, Data: string): Markup =>
  root('DocumentData', [
    ...writeRow({ apiClientID: work.company.apiClientId, DocumentID: id, DocumentName: name, Data }, DATA),
    leaf('Attachments', ''),
  ])

const ADD = fields('apiClientID DocumentName Data DocumentTypeCode EntityType EntityCode RootFolder NewFile:b')

function addDocument(work: Work, { body }: Call): Answer {
  const sent = readRow(bodyOf(body, 'Document'), ADD, work.company.variants.elementOrderStrict)
  checkClient(work, text(sent, 'apiClientID'))
  const id = newId(work)
  work.put('documents', id, {
    id,
    name: text(sent, 'DocumentName'),
    added: work.now,
    data: text(sent, 'Data'),
    entityType: text(sent, 'EntityType'),
    entityCode: text(sent, 'EntityCode'),
  })
  return created(work, [{ name: work.company.variants.documentKeyName, value: id }])
}

const DETAIL = fields('IDDocument EntityType EntityCode DocumentName DocumentAddTime')

/** Filters by equality only: EntityType, EntityCode, DocumentName. */
function listDocuments(work: Work, { body }: Call): Answer {
  const search = bodyOf(body, 'DocumentDetailSearchQuery')
  checkClient(work, childText(search, 'apiClientID') ?? '')
  const filters = (search.children.find(({ name }) => name === 'FilterParameters')?.children ?? []).map(one => ({
    column: childText(one, 'ColumnName') ?? '',
    value: childText(one, 'Value') ?? '',
  }))
  const rows = work
    .list('documents')
    .map(detail)
    .filter(row => filters.every(({ column, value }) => text(row, column) === value))
  const paging = new URLSearchParams({
    'page.page': childText(search, 'Page') ?? '',
    'page.pageSize': childText(search, 'PageSize') ?? '',
  })
  return ok(
    root(
      'ArrayOfDocumentDetail',
      pageOf(rows, queryOf(work.company, paging, 'page')).map(row => branch('DocumentDetail', writeRow(row, DETAIL))),
    ),
  )
}

const detail = (document: ArchivedDocument): Row => ({
  IDDocument: document.id,
  EntityType: document.entityType,
  EntityCode: document.entityCode,
  DocumentName: document.name,
  DocumentAddTime: document.added,
})

function newId(work: Work): string {
  if (work.company.variants.documentIds === 'number') return String(work.next('document', 10_001))
  const hex = randomHex(work.company.random, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Prints a document and stores the file.
 * @param attach gets what the document says in AttachmentID from now on: the file's id, or another one
 * @returns the file's id
 */
export function archive(
  work: Work,
  name: string,
  source: { readonly invoice: DocumentKey } | { readonly dispatch: DocumentKey },
  attach: (attachment: string) => void,
): string {
  const id = newId(work)
  const entity = 'invoice' in source ? source.invoice : source.dispatch
  work.put('documents', id, {
    id,
    name,
    added: work.now,
    ...source,
    entityType: 'invoice' in source ? 'IR' : 'DA',
    entityCode: `${entity.year}/${entity.book}/${entity.number}`,
  })
  attach(work.company.variants.attachmentId === 'document' ? id : newId(work))
  return id
}
