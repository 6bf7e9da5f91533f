import type { UnplugErpOptions, UnpluggedErp } from '../erp.ts'
import { transact } from './company.ts'
import { connectionTo } from './connection.ts'
import { controlsOf } from './controls.ts'
import { BASE, icenterApp } from './http.ts'
import { officeOf } from './office.ts'
import { openCompany } from './server.ts'

/** The simulated SAOP iCenter without its socket. It calls nobody, and every call brings its own log-in. */
export function unplug({ journal, clock, random, print }: UnplugErpOptions): UnpluggedErp {
  const { company } = openCompany(journal, { clock, random, ...(print && { print }) })
  const inside = <T>(act: Parameters<typeof transact<T>>[1]): T => transact(company, act)
  const app = icenterApp({ company, latencyMs: 0, sleep: async () => {} })
  const { user, password, organisation, apiClientId } = company
  return {
    ...officeOf({ ...controlsOf(company, inside), company, transact: inside }),
    apps: { main: app },
    connectionAt: ({ main }) =>
      connectionTo({ url: `${main}${BASE}`, credentials: { user, password, organisation, apiClientId } }),
    endLogins() {},
  }
}
