import { cataloguePolicy, type ErpConnectionBlock } from '../erp.ts'
import { flowSettings } from '../flow-settings.ts'
import type { HttpErp } from './server.ts'

/** The connection of a bridge to the made-up ERP: the flow that is shipped for it, at this address. */
export function connectionTo({ url, credentials }: Pick<HttpErp, 'url' | 'credentials'>): ErpConnectionBlock {
  const { user, password } = credentials
  return {
    settings: flowSettings('sandbox-erp.yaml', `${url}/api/v1`),
    secrets: { user, password },
    catalogue: { policy: cataloguePolicy('RETAIL', ['MAIN']) },
  }
}

/** Of an ERP on its usual port. @param secret stands for every secret */
export const usualConnection = (secret: string): ErpConnectionBlock =>
  connectionTo({ url: 'http://127.0.0.1:50100', credentials: { user: 'shop', password: secret } })
