import { audit } from './german/audit.ts'
import { byHand } from './german/by-hand.ts'
import { catalogue } from './german/catalogue.ts'
import { catalogueForm } from './german/catalogue-form.ts'
import { connect } from './german/connect.ts'
import { connections } from './german/connections.ts'
import { documents } from './german/documents.ts'
import { drift } from './german/drift.ts'
import { firstRun } from './german/first-run.ts'
import { home } from './german/home.ts'
import { inbox } from './german/inbox.ts'
import { ledger } from './german/ledger.ts'
import { mails } from './german/mails.ts'
import { mappings } from './german/mappings.ts'
import { order } from './german/order.ts'
import { orders } from './german/orders.ts'
import { policies } from './german/policies.ts'
import { problems } from './german/problems.ts'
import { runCounts } from './german/run-counts.ts'
import { runs } from './german/runs.ts'
import { session } from './german/session.ts'
import { settings } from './german/settings.ts'
import { shell } from './german/shell.ts'
import { team } from './german/team.ts'
import { transfers } from './german/transfers.ts'
import { underWay } from './german/under-way.ts'
import { withoutFile } from './german/without-file.ts'
import type { Messages } from './say.tsx'

/** What the page says, in German. One file for each room of the page. */
export const german: Messages = {
  ...audit,
  ...byHand,
  ...catalogue,
  ...catalogueForm,
  ...connect,
  ...connections,
  ...documents,
  ...drift,
  ...firstRun,
  ...home,
  ...inbox,
  ...ledger,
  ...mails,
  ...mappings,
  ...order,
  ...orders,
  ...policies,
  ...problems,
  ...runCounts,
  ...runs,
  ...session,
  ...settings,
  ...shell,
  ...team,
  ...transfers,
  ...underWay,
  ...withoutFile,
}
