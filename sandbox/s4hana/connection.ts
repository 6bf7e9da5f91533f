import type { ErpConnectionBlock } from '../erp.ts'
import { flowSettings } from '../flow-settings.ts'
import { ROOT } from './http.ts'
import type { S4hana } from './server.ts'

/** The connection of a bridge to the simulated S/4: the flow as it is shipped, at this address. */
export function connectionTo({ url, credentials }: Pick<S4hana, 'url' | 'credentials'>): ErpConnectionBlock {
  const { user, password } = credentials
  return {
    settings: flowSettings('s4hana.yaml', `${url}${ROOT}`),
    secrets: { user, password },
    // Orders of one customer lock each other.
    policies: { maxConcurrentCalls: 3 },
  }
}

/** Of an S/4 on its usual port. @param secret stands for every secret */
export const usualConnection = (secret: string): ErpConnectionBlock =>
  connectionTo({ url: 'http://127.0.0.1:50200', credentials: { user: 'SHOP', password: secret } })
