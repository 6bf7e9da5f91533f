import type { Journal, JournalChange } from './journal.ts'
import { randomHex } from './random-hex.ts'

/** How long they are: the password of the user that the bridge logs in as, and the bearer token of /sandbox/*. */
export const SECRETS = { password: 20, sandboxToken: 32 } as const

/**
 * The secrets of a simulated ERP: made up once, the same over restarts.
 * @param lengths by name
 * @param given set by people in place of those that are kept
 * @returns what keeps them, and whether the journal knew none: then the ERP is founded
 */
export function secretsOf<Name extends string>(
  journal: Journal,
  random: () => number,
  lengths: Readonly<Record<Name, number>>,
  given?: Readonly<Partial<Record<NoInfer<Name>, string | undefined>>>,
): { readonly secrets: Readonly<Record<Name, string>>; readonly isFirst: boolean; readonly change: JournalChange } {
  const kept = journal.get<Partial<Record<Name, string>>>('settings', 'secrets')
  const names = Object.keys(lengths) as Name[] // its own keys
  const entries = names.map(name => [name, given?.[name] ?? kept?.[name] ?? randomHex(random, lengths[name])])
  const secrets: Record<Name, string> = Object.fromEntries(entries)
  return { secrets, isFirst: kept === undefined, change: { collection: 'settings', key: 'secrets', value: secrets } }
}
