import { findProducts, readSkus, readStoreViews } from './catalog.ts'
import { createMagentoCatalog } from './catalog-writes.ts'
import type { Magento } from './contract.ts'
import { readCreditMemos } from './credit-memos.ts'
import { diagnose } from './diagnose.ts'
import { findByErpDocument, readDocuments } from './documents.ts'
import { readShopperPrices } from './graphql.ts'
import { createCompanionModule } from './module.ts'
import { addComment, cancelOrder, commentSyncStates } from './order-actions.ts'
import { findOrdersByNumber, listChangedOrders, listOrdersAbove, readNewestOrders, readOrders } from './orders.ts'
import { createCreditMemo, createInvoice, createShipment } from './plain-writes.ts'
import { createRest, type RestOptions } from './rest.ts'
import { readShopCodes } from './shop-codes.ts'
import { readTaxRates } from './tax-rates.ts'
import { addTrack, readTracks } from './tracks.ts'

export interface MagentoOptions extends RestOptions {
  /** Short name of the store. */
  readonly store: string
}

/**
 * The client of one store. It remembers only what it can find out again: whether the companion module is there, and
 * which way its signatures are understood.
 */
export function createMagento(options: MagentoOptions): Magento {
  const rest = createRest(options)
  const module = createCompanionModule(rest, options.clock)
  return {
    store: options.store,
    catalog: createMagentoCatalog(rest),
    hasModule: () => module.isPresent(),

    readOrders: ids => readOrders(rest, ids),
    findOrdersByNumber: number => findOrdersByNumber(rest, number),
    listChangedOrders: (since, after, limit) => listChangedOrders(rest, since, after, limit),
    listOrdersAbove: (entityId, limit) => listOrdersAbove(rest, entityId, limit),
    readNewestOrders: limit => readNewestOrders(rest, limit),
    readDocuments: orderIds => readDocuments(rest, orderIds),
    readCreditMemos: orderIds => readCreditMemos(rest, orderIds),
    findByErpDocument: (orderId, kind, erpDocumentId) => findByErpDocument(rest, orderId, kind, erpDocumentId),

    createInvoice: async input =>
      (await module.isPresent()) ? module.createInvoice(input) : createInvoice(rest, input),
    createShipment: async input =>
      (await module.isPresent()) ? module.createShipment(input) : createShipment(rest, input),
    createCreditMemo: async input =>
      // The module's route cannot return goods to stock; Magento's own can, and our marker finds either.
      !input.returnToStock && (await module.isPresent())
        ? module.createCreditMemo(input)
        : createCreditMemo(rest, input),
    addTrack: input => addTrack(rest, input),
    readTracks: shipmentId => readTracks(rest, shipmentId),
    cancelOrder: orderId => cancelOrder(rest, orderId),
    setStatus: async (orderId, status, comment) =>
      // Plain Magento has no safe way to change a status (order-actions.ts), so the comment says it.
      (await module.isPresent()) ? module.setStatus(orderId, status, comment) : addComment(rest, orderId, comment),
    addComment: (orderId, comment) => addComment(rest, orderId, comment),
    putSyncState: async (orderId, states) =>
      (await module.isPresent()) ? module.putSyncState(orderId, states) : commentSyncStates(rest, orderId, states),
    attachDocument: async input => ((await module.isPresent()) ? module.attachDocument(input) : undefined),

    readOutbox: async (after, limit) => ((await module.isPresent()) ? module.readOutbox(after, limit) : undefined),
    readStoreViews: () => readStoreViews(rest),
    readTaxRates: () => readTaxRates(rest),
    readShopCodes: list => readShopCodes(rest, list),
    readShopperPrices: (skus, storeViewCode) => readShopperPrices(options, skus, storeViewCode),
    findProducts: skus => findProducts(rest, skus),
    readSkus: productIds => readSkus(rest, productIds),
    diagnose: () => diagnose(rest, module, options),
  }
}
