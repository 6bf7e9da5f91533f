import type { Answer } from './answer.ts'
import type { Company } from './company.ts'
import { toWindows1250, withBom } from './encoding.ts'

/** Bytes of an answer: UTF-8 with a byte order mark, or windows-1250 for the ERP's own error texts. */
export async function toResponse(company: Company, answer: Answer, cut = false): Promise<Response> {
  const headers = new Headers()
  if (answer.message !== undefined) headers.set('x-icenter-message', headerText(answer.message))
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers })
  const bytes = encode(company, answer, await answer.body, headers)
  return new Response(cut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes, { status: answer.status, headers })
}

function encode(company: Company, answer: Answer, markup: string, headers: Headers): Uint8Array<ArrayBuffer> {
  const { errorEncoding, answerBom } = company.variants
  if (answer.erpText === true && errorEncoding !== 'utf-8') {
    const declared = errorEncoding === 'windows-1250'
    headers.set('Content-Type', declared ? 'application/xml; charset=windows-1250' : 'application/xml')
    return toWindows1250(declared ? `<?xml version="1.0" encoding="windows-1250"?>${markup}` : markup)
  }
  headers.set('Content-Type', 'application/xml; charset=utf-8')
  const bytes = new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>${markup}`)
  return answerBom ? withBom(bytes) : bytes
}

/** Headers are ASCII: letters lose their marks, the rest becomes "?". */
const headerText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 500)
