import { B1Error } from './b1-error.ts'
import type { Work } from './company.ts'
import { type Answer, type Call, execute, failureAnswer } from './service-layer.ts'

/** $batch: many requests in one body; a changeset is one transaction (contract §5). */

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

interface OpenWork {
  readonly work: Work
  commit(): void
}

const MAX_PARTS = 500

/**
 * @param single runs one request in a transaction of its own
 * @param begin opens the transaction of a changeset
 */
export function runBatch(
  version: Call['version'],
  contentType: string,
  body: string,
  single: (call: Call) => Answer,
  begin: () => OpenWork,
): Answer {
  const status = version === 'v1' ? 202 : 200
  try {
    const parts = splitParts(body, boundaryOf(contentType))
    const written: string[] = []
    for (const part of parts) {
      const type = part.headers.get('content-type') ?? ''
      if (type.startsWith('multipart/mixed')) {
        written.push(runChangeset(version, part, boundaryOf(type), begin))
        continue
      }
      const answer = attempt(version, () => single(readCall(version, part.body, new Map())))
      written.push(httpPart(answer))
      if (answer.status >= 400) break
    }
    const boundary = 'batchresponse_orderbridge'
    const text = `${written.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
    return { status, headers: { 'Content-Type': `multipart/mixed;boundary=${boundary}` }, text }
  } catch (error) {
    return failureAnswer(version, error)
  }
}

function attempt(version: Call['version'], act: () => Answer): Answer {
  try {
    return act()
  } catch (error) {
    return failureAnswer(version, error)
  }
}

/** All parts succeed, or one error answers for the whole set. */
function runChangeset(version: Call['version'], set: Part, boundary: string, begin: () => OpenWork): string {
  const { work, commit } = begin()
  const locations = new Map<string, string>()
  const written: string[] = []
  const answer = attempt(version, () => {
    for (const part of splitParts(set.body, boundary)) {
      const id = part.headers.get('content-id')
      if (version === 'v2' && id === undefined) throw new B1Error(-1000, 'Content-ID is missing in a changeset', 400)
      if (id !== undefined && locations.has(id)) {
        throw new B1Error(-1116, 'Could not commit transaction: Error -1 detected during transaction', 400)
      }
      const call = readCall(version, part.body, locations)
      if (call.method === 'GET') throw new B1Error(-1000, 'GET is not allowed in a changeset', 400)
      const one = execute(work, call)
      if (one.status >= 400) return one
      if (id !== undefined) locations.set(id, one.headers?.Location ?? '')
      written.push(httpPart(one, id))
    }
    commit()
    return { status: 200 }
  })
  if (answer.status >= 400) return httpPart(answer)
  const inner = 'changesetresponse_orderbridge'
  const parts = written.map(part => `--${inner}\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/mixed;boundary=${inner}\r\n\r\n${parts}--${inner}--`
}

const incomplete = (): never => {
  throw new B1Error(-1000, 'Incomplete Batch Request Body!', 400)
}

function boundaryOf(contentType: string): string {
  return /boundary="?([^";\s]+)"?/i.exec(contentType)?.[1] ?? incomplete()
}

function splitParts(body: string, boundary: string): Part[] {
  const normal = body.replaceAll('\r\n', '\n')
  if (!normal.includes(`--${boundary}--`)) return incomplete()
  const [inside = ''] = normal.split(`--${boundary}--`)
  const texts = inside.split(`--${boundary}\n`).slice(1)
  if (texts.length === 0 || texts.length > MAX_PARTS) return incomplete()
  return texts.map(readPart)
}

/** Header lines, an empty line, the rest. */
function readPart(text: string): Part {
  const end = text.indexOf('\n\n')
  if (end === -1 && text.trim() === '') return incomplete()
  const head = end === -1 ? text : text.slice(0, end)
  return { headers: readHeaders(head.split('\n')), body: end === -1 ? '' : text.slice(end + 2).replace(/\n$/, '') }
}

function readHeaders(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap(line => {
      const at = line.indexOf(':')
      return at === -1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const]
    }),
  )
}

/** "POST /b1s/v2/Orders", headers, an empty line, JSON; "$1" stands for what part 1 created. */
function readCall(version: Call['version'], text: string, locations: ReadonlyMap<string, string>): Call {
  const [requestLine = '', ...rest] = text.replace(/^\n+/, '').split('\n')
  const [, method = '', target = ''] = /^(GET|POST|PATCH|PUT|DELETE)\s+(\S+)/.exec(requestLine.trim()) ?? []
  if (target === '') return incomplete()
  const { headers, body } = readPart(
    rest.join('\n').startsWith('\n') ? `:\n${rest.join('\n')}` : rest.join('\n') || ':',
  )
  const resolved = target.replace(/^\/?\$(\w+)/, (_, id: string) => locations.get(id) ?? incomplete())
  const url = new URL(resolved.replace(/^\/?(b1s\/v[12]\/)?/, ''), 'http://batch/')
  let json: unknown
  try {
    json = body.trim() === '' ? undefined : JSON.parse(body)
  } catch {
    return incomplete()
  }
  return {
    version,
    method,
    path: decodeURIComponent(url.pathname.slice(1)),
    params: url.searchParams,
    header: name => headers.get(name.toLowerCase()),
    body: json,
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  404: 'Not Found',
  412: 'Precondition Failed',
}

function httpPart(answer: Answer, contentId?: string): string {
  const { status, headers = {}, json, text } = answer
  const body = json === undefined ? (text ?? '') : JSON.stringify(json)
  const lines = [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Error'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === '' ? [] : ['Content-Type: application/json']),
    '',
    body,
  ]
  return lines.join('\r\n')
}
