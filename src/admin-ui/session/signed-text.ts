import { createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'

/** What a signature is for goes into it: a session can never be used as a login link, nor the other way round. */
export type Purpose = 'login' | 'session' | 'form'

const MOST_CHARACTERS = 4_000

/** @returns "payload.signature", both base64url: fits a cookie and an address. */
export function signText(key: Uint8Array, purpose: Purpose, value: unknown): string {
  const payload = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${payload}.${signature(key, purpose, payload)}`
}

/** @returns undefined when the signature, the purpose or the shape is wrong. */
export function readSignedText<T>(key: Uint8Array, purpose: Purpose, text: string, shape: z.ZodType<T>): T | undefined {
  const [payload, given, ...rest] = text.length <= MOST_CHARACTERS ? text.split('.') : []
  if (!payload || !given || rest.length > 0 || !sameText(given, signature(key, purpose, payload))) return undefined
  try {
    return shape.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Compares secrets in a time that tells nothing about where they differ. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export const signature = (key: Uint8Array, purpose: Purpose, payload: string): string =>
  createHmac('sha256', key).update(`orderbridge ${purpose}\n${payload}`).digest('base64url')
