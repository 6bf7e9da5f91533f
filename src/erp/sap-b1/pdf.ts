import { z } from 'zod'
import { RemoteError } from '../../domain/errors.ts'
import type { FollowUpKind } from '../../domain/fulfilment.ts'
import type { HttpAnswer, HttpSend } from '../../domain/http.ts'
import type { B1Client } from './client.ts'
import { classify, fromFailure, isNotFound, parseJson, refused, unreadable } from './errors.ts'
import { setOfKind } from './follow-ups.ts'
import { quote } from './odata.ts'
import { joinSession, type Session } from './session.ts'
import type { SapB1Secrets, SapB1Settings } from './settings.ts'

/**
 * PDFs of follow-ups. The Service Layer does not print: the API Gateway does, or somebody's add-on has attached the
 * printed file to the document (contract §4.7).
 */
export interface Printer {
  /** @returns undefined when there is no PDF (yet). */
  fetchDocument(kind: FollowUpKind, erpId: string): Promise<Uint8Array | undefined>
  /** Logs in only, for diagnose. */
  check(): Promise<void>
  close(): Promise<void>
}

const MAX_BYTES = 32 * 1024 * 1024

export function createPrinter(
  client: B1Client,
  secrets: SapB1Secrets,
  send: HttpSend,
  clock: { now(): Date },
): Printer {
  const { settings } = client
  const gateway = settings.gatewayUrl?.replace(/\/+$/, '')
  const { user, password } = secrets
  const session = gateway
    ? joinSession({ loginUrl: `${gateway}/login`, companyDb: settings.companyDb, user, password, clock })
    : undefined
  const print = (kind: FollowUpKind, erpId: string) => {
    if (!gateway || !session)
      throw refused('gateway', 'PDFs come from the API Gateway, but gatewayUrl of the connection is not set.')
    return printDocument(gateway, session, send, settings, kind, erpId)
  }
  return {
    fetchDocument: async (kind, erpId) => {
      if (settings.pdfSource === 'gateway') return print(kind, erpId)
      const attached = await readAttachment(client, kind, erpId)
      return attached || settings.pdfSource === 'attachment' ? attached : print(kind, erpId)
    },
    check: async () => {
      await session?.cookie(send)
    },
    close: async () => session?.release(send),
  }
}

async function printDocument(
  gateway: string,
  session: Session,
  send: HttpSend,
  settings: SapB1Settings,
  kind: FollowUpKind,
  erpId: string,
): Promise<Uint8Array> {
  const { invoice, creditNote, delivery } = settings.documents
  const layout = { invoice, credit_note: creditNote, shipment: delivery }[kind]
  const url = `${gateway}/rs/v1/ExportPDFData?DocCode=${encodeURIComponent(layout)}`
  const body = JSON.stringify([
    { name: 'Dockey@', type: 'xsd:number', value: [[Number(erpId)]] },
    { name: 'Schema@', type: 'xsd:string', value: [[settings.companyDb]] },
  ])
  for (let attempt = 1; ; attempt++) {
    const cookie = await session.cookie(send)
    let answer: HttpAnswer
    try {
      const headers = { 'content-type': 'application/json', cookie }
      const timeoutMs = settings.timeoutSeconds * 1000
      answer = await send({ method: 'POST', url, headers, body, timeoutMs, maxBytes: MAX_BYTES, confidential: true })
    } catch (cause) {
      throw fromFailure(cause, false)
    }
    if (answer.status === 401 && attempt === 1) session.drop(cookie)
    else if (answer.status < 200 || answer.status > 299) throw classify(answer, false)
    else return decode(answer.body, layout)
  }
}

/** base64 in a JSON or plain string; a failure is a sentence in its place, with status 200. */
function decode(body: Uint8Array, layout: string): Uint8Array {
  if (isPdf(body)) return body
  const text = new TextDecoder().decode(body)
  const json = parseJson(text)
  const content = (typeof json === 'string' ? json : text).trim()
  const bytes = /^[A-Za-z0-9+/\s]+={0,2}$/.test(content) ? Buffer.from(content, 'base64') : undefined
  if (bytes && isPdf(bytes)) return new Uint8Array(bytes)
  const missing = /no default Crystal Report layout/i.test(content)
  throw new RemoteError({
    errorClass: missing ? 'permanent' : 'transient',
    code: missing ? 'sap-b1:layout' : 'sap-b1:pdf',
    message: content.slice(0, 300) || `The API Gateway answered nothing for layout ${layout}`,
  })
}

const isPdf = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, 5)) === '%PDF-'

const holder = z.object({ AttachmentEntry: z.int().nullish() })
const attachment = z.object({
  Attachments2_Lines: z.array(z.object({ FileName: z.string(), FileExtension: z.string().nullish() })).nullish(),
})

/** The last PDF that was attached to the document. */
async function readAttachment(client: B1Client, kind: FollowUpKind, erpId: string): Promise<Uint8Array | undefined> {
  try {
    const document = holder.safeParse(await client.get(`${setOfKind[kind]}(${Number(erpId)})?$select=AttachmentEntry`))
    if (!document.success) throw unreadable('the attachment of a document', false)
    const entry = document.data.AttachmentEntry
    if (entry == null) return undefined
    const files = attachment.safeParse(await client.get(`Attachments2(${entry})`))
    if (!files.success) throw unreadable('Attachments2', false)
    const file = files.data.Attachments2_Lines?.findLast(({ FileExtension }) => FileExtension?.toLowerCase() === 'pdf')
    if (!file) return undefined
    const name = encodeURIComponent(quote(`${file.FileName}.${file.FileExtension}`))
    return await client.getBytes(`Attachments2(${entry})/$value?filename=${name}`, MAX_BYTES)
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
