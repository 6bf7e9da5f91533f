import type { SecretBox } from '../../db/secret-box.ts'
import { UserError } from '../../domain/errors.ts'

/** @returns undefined when no live key opens it: a new `apply` is the way to replace such secrets. */
export function openStored(box: SecretBox, place: string, sealed: Uint8Array): unknown {
  try {
    return box.open(place, sealed)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}
