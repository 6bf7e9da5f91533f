import { byHand } from './slovenian/by-hand.ts'
import { catalogue } from './slovenian/catalogue.ts'
import { connections } from './slovenian/connections.ts'
import { documents } from './slovenian/documents.ts'
import { mappings } from './slovenian/mappings.ts'
import { order } from './slovenian/order.ts'
import { orders } from './slovenian/orders.ts'
import { runs } from './slovenian/runs.ts'
import { session } from './slovenian/session.ts'
import { shell } from './slovenian/shell.ts'
import { team } from './slovenian/team.ts'
import { transfers } from './slovenian/transfers.ts'
import { underWay } from './slovenian/under-way.ts'
import type { Messages } from './say.tsx'

/** What the page says, in Slovenian. One file for each room of the page. */
export const slovenian: Messages = { ...byHand, ...catalogue, ...connections, ...documents, ...mappings, ...order, ...orders, ...runs, ...session, ...shell, ...team, ...transfers, ...underWay }
