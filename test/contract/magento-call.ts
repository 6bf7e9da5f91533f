import { request } from 'node:http'

export interface RawCall {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** Parsed when it is JSON, else undefined. */
  readonly json: unknown
}

/** One exchange, byte for byte as asked: fetch would add and refuse headers. */
export function rawCall({ method, url, headers, body }: RawCall): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { ...headers, ...(body ? { 'content-length': Buffer.byteLength(body) } : {}) },
    })
    sent.on('error', reject)
    sent.on('response', answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const contentType = (answer.headers['content-type'] ?? '').split(';')[0] ?? ''
        resolve({ status: answer.statusCode ?? 0, contentType, text, json: parsed(contentType, text) })
      })
    })
    sent.end(body)
  })
}

function parsed(contentType: string, text: string): unknown {
  if (contentType !== 'application/json' || text === '') return undefined
  return JSON.parse(text)
}
