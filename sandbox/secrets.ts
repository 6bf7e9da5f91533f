import type { Journal, JournalChange } from './journal.ts'
import { randomHex } from './random-hex.ts'

export interface Secrets {
  /** Of the user that the bridge logs in as. */
  readonly password: string
  /** Bearer token of /sandbox/*. */
  readonly sandboxToken: string
}

/**
 * The secrets of a simulated ERP: made up once, the same over restarts.
 * @param password set by people in place of the one that is kept
 * @returns what keeps them, and whether the journal knew none: then the ERP is founded
 */
export function secretsOf(
  journal: Journal,
  random: () => number,
  password?: string,
): { readonly secrets: Secrets; readonly isFirst: boolean; readonly change: JournalChange } {
  const kept = journal.get<Secrets>('settings', 'secrets')
  const secrets = {
    password: password ?? kept?.password ?? randomHex(random, 20),
    sandboxToken: kept?.sandboxToken ?? randomHex(random, 32),
  }
  return { secrets, isFirst: kept === undefined, change: { collection: 'settings', key: 'secrets', value: secrets } }
}
