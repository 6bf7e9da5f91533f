import type { Order } from './records.ts'
import type { Shop } from './shop.ts'

/** The test card of the recordings can capture and refund through its gateway; the offline methods cannot. */
export const isOnlineMethod = (order: Order): boolean => order.payment.method.startsWith('testcard_')

export const newTransactionId = (shop: Shop): string => `TX-${shop.randomHex(10).toUpperCase()}`
