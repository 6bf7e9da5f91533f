import { SHOP_LISTS } from '../../magento/shop-codes.ts'
import { wordsOf } from '../../ops/words-of.ts'
import { kindOf } from '../config/clients.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import { tellsCatalog } from '../config/unmet-policies.ts'
import type { FlowContext } from '../context.ts'
import { listErpCodes } from '../mapping/list-erp-codes.ts'
import { requireRole } from '../require-role.ts'
import type { Asked } from './field-kinds.ts'
import type { Offer, Offers } from './known-values.ts'

/** What may be chosen for the catalogue; what could not be asked for is typed. */
export interface CatalogOffers {
  readonly offers: Offers
  /** Who did not answer, and why. */
  readonly silent: readonly { readonly name: string; readonly failure: string }[]
}

/** What somebody waits for in front of a form. */
const PATIENCE_MS = 5_000
const ERP_LISTS = ['price_list', 'warehouse'] as const satisfies readonly Asked[]
/** Magento knows it without listing it. */
const EVERY_GROUP: Offer = { value: 'ALL GROUPS' }

/** Asks the ERP for its price lists and warehouses, and Magento for sources, websites, customer groups and tax classes. */
export async function readCatalogOffers(
  ctx: Pick<FlowContext, 'remotes' | 'clock' | 'webOnly' | 'actor'>,
  code: string,
): Promise<CatalogOffers> {
  const connection = await ctx.remotes.connection(code)
  requireRole(ctx, 'view', connection.store)
  const [erp, shop] = await Promise.all([listErpCodes(ctx, connection, ERP_LISTS), shopOffers(ctx, connection.store)])
  const ofErp = ERP_LISTS.map(list => [list, erp.lists.get(list)?.map(toOffer) ?? []] as const)
  return {
    offers: Object.fromEntries([...ofErp, ...shop.lists]),
    silent: [
      ...(erp.failure === undefined ? [] : [{ name: connection.name, failure: erp.failure }]),
      ...(shop.failure === undefined ? [] : [{ name: 'Magento', failure: shop.failure }]),
    ],
  }
}

const toOffer = ({ code, name }: { readonly code: string; readonly name: string }): Offer =>
  name === '' || name === code ? { value: code } : { value: code, name }

/** Each list by itself: an integration may read one and not another. */
async function shopOffers(ctx: Pick<FlowContext, 'remotes' | 'webOnly'>, store: string) {
  const lists = new Map<Asked, readonly Offer[]>()
  if (ctx.webOnly) return { lists, failure: undefined }
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const late = new Promise<string>(resolve => {
    patience.addEventListener('abort', () => resolve(`no answer after ${PATIENCE_MS / 1_000} seconds`))
  })
  const failure = await Promise.race([askShop(ctx, store, lists).catch(wordsOf), late])
  return { lists: new Map(lists), failure } // what had come by then
}

async function askShop(
  ctx: Pick<FlowContext, 'remotes'>,
  store: string,
  into: Map<Asked, readonly Offer[]>,
): Promise<string | undefined> {
  const magento = await ctx.remotes.magento(store)
  const failures = await Promise.all(
    SHOP_LISTS.map(async list => {
      try {
        const offers = (await magento.readShopCodes(list)).map(toOffer)
        into.set(list, list === 'customer_group' ? [EVERY_GROUP, ...offers] : offers)
        return []
      } catch (error) {
        return [wordsOf(error)]
      }
    }),
  )
  return failures.flat()[0]
}

/** Whether a catalogue can be brought from this ERP at all, and what people call it. Calls nobody. */
export function catalogPart(connection: ConnectionSetup): { readonly label: string; readonly isThere: boolean } {
  const kind = kindOf(connection)
  return { label: kind.label, isThere: tellsCatalog(kind, connection) }
}
