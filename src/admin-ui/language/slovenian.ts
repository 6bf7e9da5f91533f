import type { Messages } from './say.tsx'
import { byHand } from './slovenian/by-hand.ts'
import { catalogue } from './slovenian/catalogue.ts'
import { documents } from './slovenian/documents.ts'
import { mappings } from './slovenian/mappings.ts'
import { order } from './slovenian/order.ts'
import { orders } from './slovenian/orders.ts'
import { session } from './slovenian/session.ts'
import { shell } from './slovenian/shell.ts'
import { team } from './slovenian/team.ts'
import { transfers } from './slovenian/transfers.ts'
import { underWay } from './slovenian/under-way.ts'

/** What the page says, in Slovenian. One file for each room of the page. */
export const slovenian: Messages = {
  ...byHand,
  ...catalogue,
  ...documents,
  ...mappings,
  ...order,
  ...orders,
  ...session,
  ...shell,
  ...team,
  ...transfers,
  ...underWay,
}
