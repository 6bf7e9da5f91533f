import type { Messages } from './say.tsx'
import { audit } from './slovenian/audit.ts'
import { byHand } from './slovenian/by-hand.ts'
import { catalogue } from './slovenian/catalogue.ts'
import { catalogueForm } from './slovenian/catalogue-form.ts'
import { connect } from './slovenian/connect.ts'
import { connections } from './slovenian/connections.ts'
import { documents } from './slovenian/documents.ts'
import { drift } from './slovenian/drift.ts'
import { firstRun } from './slovenian/first-run.ts'
import { home } from './slovenian/home.ts'
import { inbox } from './slovenian/inbox.ts'
import { ledger } from './slovenian/ledger.ts'
import { mails } from './slovenian/mails.ts'
import { mappings } from './slovenian/mappings.ts'
import { order } from './slovenian/order.ts'
import { orders } from './slovenian/orders.ts'
import { policies } from './slovenian/policies.ts'
import { problems } from './slovenian/problems.ts'
import { runCounts } from './slovenian/run-counts.ts'
import { runs } from './slovenian/runs.ts'
import { session } from './slovenian/session.ts'
import { settings } from './slovenian/settings.ts'
import { shell } from './slovenian/shell.ts'
import { team } from './slovenian/team.ts'
import { transfers } from './slovenian/transfers.ts'
import { underWay } from './slovenian/under-way.ts'
import { withoutFile } from './slovenian/without-file.ts'

/** What the page says, in Slovenian. One file for each room of the page. */
export const slovenian: Messages = {
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
