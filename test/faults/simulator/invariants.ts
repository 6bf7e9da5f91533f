import type { Variant } from './configuration.ts'
import type { People } from './people.ts'
import type { Surroundings } from './worker.ts'

export async function checkInvariants(
  _scene: Surroundings & { readonly people: People },
  _variant: Variant,
): Promise<string[]> {
  return []
}
