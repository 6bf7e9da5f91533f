/** windows-1250, in which the ERP's own error texts leave the server. Node can read it but not write it. */

const decoder = new TextDecoder('windows-1250')
const codes = new Map(
  Array.from({ length: 128 }, (_, index) => [decoder.decode(Uint8Array.of(128 + index)), 128 + index]),
)

/** Characters that windows-1250 lacks become "?". */
export function toWindows1250(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, character => {
    const code = character.codePointAt(0) ?? 63
    return code < 128 ? code : (codes.get(character) ?? 63)
  })
}

const BOM = [0xef, 0xbb, 0xbf] as const

export const hasBom = (bytes: Uint8Array): boolean => BOM.every((byte, index) => bytes[index] === byte)
export const withBom = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.of(...BOM, ...bytes)

/** @returns undefined when the bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
