/** Whom a message goes to: an ERP connection, a store's Magento, or the mail server or Kafka for a store. */
export interface FarSide {
  /** As the database makes it in outbox.far_side. */
  readonly key: string
  readonly store: string
  readonly connection: string | undefined
  /** In causes of problems, which belong to a store already. */
  readonly problemKey: string
  readonly name: string
}

export const erpSide = (connection: string): string => `erp:${connection}`
export const magentoSide = (store: string): string => `magento:${store}`
export const kafkaSide = (store: string): string => `kafka:${store}`

export function farSideOf(message: {
  readonly store: string
  readonly connection: string | null
  readonly kind: string
}): FarSide {
  const { store, connection, kind } = message
  if (connection !== null)
    return { key: erpSide(connection), store, connection, problemKey: connection, name: `connection ${connection}` }
  const place = { store, connection: undefined }
  if (kind === 'mail.send') return { ...place, key: `mail:${store}`, problemKey: 'mail', name: 'the mail server' }
  if (kind === 'event.publish') return { ...place, key: kafkaSide(store), problemKey: 'kafka', name: 'Kafka' }
  return { ...place, key: magentoSide(store), problemKey: 'magento', name: `Magento of store ${store}` }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
