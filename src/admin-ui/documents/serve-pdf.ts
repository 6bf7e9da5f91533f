import type { AdminContext } from '../viewer.ts'

/**
 * No `sandbox` for PDFs: WebKit and Firefox show nothing then, and Chromium leaves it out. What a PDF could do was taken
 * out when it came in (documents/check-pdf.ts), and `nosniff` keeps it a PDF.
 * @param document as flows/view/read-document.ts gives it.
 */
export function servePdf(
  c: AdminContext,
  document: { readonly filename: string; readonly mime: string; readonly content: Uint8Array },
): Response {
  const framedBy = c.get('framedBy')
  const frames = `frame-ancestors 'self'${framedBy === undefined ? '' : ` ${framedBy}`}`
  const isPdf = document.mime === 'application/pdf'
  const name = document.filename.replace(/[^A-Za-z0-9._-]/g, '_')
  return c.body(new Uint8Array(document.content), 200, {
    'Content-Type': isPdf ? 'application/pdf' : 'application/octet-stream',
    'Content-Disposition': `${isPdf ? 'inline' : 'attachment'}; filename="${name}"`,
    'Content-Security-Policy': isPdf
      ? `default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; ${frames}`
      : `default-src 'none'; sandbox; ${frames}`,
  })
}
