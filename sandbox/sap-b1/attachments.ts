import { malformed, notFound, refuse } from './b1-error.ts'
import { type Entity, rowsOf, type Work } from './company.ts'
import type { Answer } from './service-layer.ts'

/** Files on documents: Attachments2 (contract §4.6). */

export const MAX_ATTACHMENT = 50 * 1024 * 1024
const ALLOWED = new Set('pdf doc docx jpg jpeg png txt xls ppt'.split(' '))
const TYPES: Readonly<Record<string, string>> = { pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg' }

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** @returns the new attachment entry. @throws when there is no file or its type is not allowed. */
export function storeAttachment(work: Work, files: readonly UploadedFile[]): Entity {
  if (files.length === 0) return malformed('No file was sent')
  const entry = work.next('Attachments2:entry', 1)
  const lines = files.map(({ name, bytes }) => {
    const [, stem = '', extension = ''] = /^(.*)\.([A-Za-z0-9]+)$/.exec(name.split(/[\\/]/).at(-1) ?? '') ?? []
    if (stem === '' || !ALLOWED.has(extension.toLowerCase())) {
      return refuse(-43, `File type of '${name.slice(0, 80)}' is not allowed`)
    }
    work.put('attachmentFiles', `${entry}/${stem}.${extension}`, { base64: Buffer.from(bytes).toString('base64') })
    return {
      SourcePath: '/usr/sap/SAPBusinessOne/B1_SHF/Attachments',
      FileName: stem,
      FileExtension: extension,
      AttachmentDate: work.today,
      UserID: '1',
      Override: 'tNO',
    }
  })
  const attachment = { AbsoluteEntry: entry, Attachments2_Lines: lines }
  work.put('Attachments2', entry, attachment)
  return attachment
}

/** GET /Attachments2(3)/$value, optionally ?filename='inv.pdf'. */
export function streamAttachment(
  work: Work,
  current: Entity,
  rest: string,
  params: URLSearchParams,
): Answer | undefined {
  if (rest !== '$value') return undefined
  const wanted = params.get('filename')?.replace(/^'(.*)'$/, '$1')
  const names = rowsOf(current.Attachments2_Lines).map(line => `${String(line.FileName)}.${String(line.FileExtension)}`)
  const name = names.find(candidate => wanted === undefined || candidate === wanted) ?? notFound()
  const file = work.get<{ readonly base64: string }>('attachmentFiles', `${String(current.AbsoluteEntry)}/${name}`)
  if (!file) return notFound()
  const type = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  return {
    status: 200,
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name.replaceAll('"', '')}"` },
    bytes: Buffer.from(file.base64, 'base64'),
  }
}
