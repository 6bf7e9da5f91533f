import type { SettingsOf } from './editable.ts'

/** Why a setting has no form. */
export type OnlyInFile =
  /** Calls go there with the store's credentials, or calls from there are trusted. */
  | 'address'
  /** How much is asked of the shop and the ERP: of whoever runs them. */
  | 'load'
  /** Days of documents and of the ledger were cut by it. */
  | 'days'

/** Settings that only the configuration file changes. A test asks that every other one has a form. */
export const ONLY_IN_FILE: Readonly<Record<SettingsOf, Readonly<Record<string, OnlyInFile>>>> = {
  store: {
    url: 'address',
    adminOrigin: 'address',
    allowPrivateNetwork: 'address',
    'adobeIo.clientId': 'address',
    kafka: 'address',
    maxConcurrentCalls: 'load',
    pollSeconds: 'load',
    timezone: 'days',
  },
  connection: {
    allowPrivateNetwork: 'address',
    maxConcurrentCalls: 'load',
    pollSeconds: 'load',
  },
}
