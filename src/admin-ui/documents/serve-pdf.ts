import type { AdminContext } from '../viewer.ts'

/** @param document as flows/view/read-document.ts gives it. */
export function servePdf(c: AdminContext, document: { readonly filename: string; readonly mime: string; readonly content: Uint8Array }): Response {
  const framedBy = c.get('framedBy')
  const isPdf = document.mime === 'application/pdf'
  const name = document.filename.replace(/[^A-Za-z0-9._-]/g, '_')
  return c.body(new Uint8Array(document.content), 200, {
    'Content-Type': isPdf ? 'application/pdf' : 'application/octet-stream',
    'Content-Disposition': `${isPdf ? 'inline' : 'attachment'}; filename="${name}"`,
    'Content-Security-Policy': `default-src 'none'; sandbox; frame-ancestors 'self'${framedBy === undefined ? '' : ` ${framedBy}`}`,
  })
}
