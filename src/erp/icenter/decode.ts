import { TextDecoder } from 'node:util'

/** Answers are UTF-8, with or without a byte order mark; the ERP's own error texts may be windows-1250 (contract §1). */

const strict = new TextDecoder('utf-8', { fatal: true })

/** By the charset that the answer names, else strict UTF-8, else windows-1250. Never fails. */
export function decodeBody(bytes: Uint8Array, contentType: string | undefined): string {
  const named = /charset\s*=\s*["']?([\w-]{1,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase()
  const decoder = named === undefined || named === 'utf-8' ? undefined : decoderFor(named)
  if (decoder) return decoder.decode(bytes)
  try {
    return strict.decode(bytes)
  } catch {
    return new TextDecoder('windows-1250').decode(bytes)
  }
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset)
  } catch {
    return undefined
  }
}
