import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'

/**
 * Reads a whole answer and undoes gzip or br.
 * @param maxBytes counts after decompression, so that a small answer cannot grow without end.
 * @throws Error when the answer is too large, incomplete, or in an encoding that was not asked for.
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new Error(`the answer is larger than ${maxBytes} bytes`)
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw tooLarge
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of decoded(response)) {
    const bytes: Uint8Array = chunk // neither stream has an encoding set
    size += bytes.byteLength
    if (size > maxBytes) throw tooLarge
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, size)
}

function decoded(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const empty = response.headers['content-length'] === '0' || response.statusCode === 204 || response.statusCode === 304
  if (empty || encoding === 'identity' || encoding === '') return response
  // Errors of either stream come out of the one that is read.
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(response, createGunzip(), () => {})
  if (encoding === 'br') return pipeline(response, createBrotliDecompress(), () => {})
  response.destroy()
  throw new Error(`the answer is encoded as ${encoding.slice(0, 40)}, which was not asked for`)
}
