import type { FollowUpKind } from '../../domain/fulfilment.ts'
import { classOf, type FlowClient, isFine, readBody, wordsOf } from './client.ts'
import { refusal, unreadable } from './errors.ts'
import { readText } from './fields.ts'
import { keyOf } from './follow-ups.ts'

const MIB = 1024 * 1024
const MAX_FILE_MIB = 32

/** @returns the bytes, unchecked; undefined when the ERP has none (yet), or the flow knows no way to it. */
export async function fetchDocument(
  client: FlowClient,
  kind: FollowUpKind,
  erpId: string,
): Promise<Uint8Array | undefined> {
  const flow = client.settings.followUps[kind]
  if (!flow?.pdf) return undefined
  const { pdf } = flow
  const { id, order } = keyOf(flow, erpId)
  const what = 'the PDF'
  const accept = pdf.source === 'body' ? { accept: 'application/pdf, */*;q=0.5' } : {}
  const step = { ...pdf, headers: { ...accept, ...pdf.headers }, maxMiB: pdf.maxMiB ?? MAX_FILE_MIB }
  const answer = await client.call(step, { id, order: { id: order } }, { what, isWrite: false, confidential: true })
  if (answer.imagined || pdf.absentStatuses.includes(answer.status)) return undefined
  if (!isFine(answer))
    throw refusal(classOf(answer, client.settings, false), { ...answer, ...wordsOf(answer, client.settings.answers) })
  if (pdf.source === 'body') return answer.bytes.byteLength === 0 ? undefined : answer.bytes
  const text = readText(readBody(answer, client.settings, what), pdf.field ?? '')
  if (text === undefined) return undefined
  if (pdf.source === 'base64') return decodeBase64(text)
  const file = await client.follow(text, answer.url, step, step.maxMiB * MIB)
  if (pdf.absentStatuses.includes(file.status)) return undefined
  if (!isFine(file))
    throw refusal(classOf(file, client.settings, false), { ...file, ...wordsOf(file, client.settings.answers) })
  return file.bytes
}

/** Line breaks and the head of a data address are usual. */
function decodeBase64(text: string): Uint8Array {
  const plain = text.replace(/^data:[^,]{0,100},/, '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(plain)) throw unreadable('the PDF (its text is not base64)', false)
  return Buffer.from(plain, 'base64')
}
