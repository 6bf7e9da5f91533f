/**
 * Something may have happened to an entity. Hints say where to look, never what is true: the entity is read before
 * anything is decided, so hearing of the same change in five ways does no harm.
 */
export interface Hint {
  readonly source:
    | 'module'
    | 'async_events'
    | 'adobe_io'
    | 'kafka'
    | 'magento_poll'
    | 'read_back'
    | 'erp_webhook'
    | 'erp_poll'
    | 'person'
  /** The same happening heard again by the same source has the same key. */
  readonly dedupeKey: string
  readonly connection?: string
  readonly entity: 'order' | 'sales_document' | 'shipment' | 'invoice' | 'credit_note'
  /** Magento entity_id of the order, or the ERP's key. */
  readonly entityKey: string
  readonly eventType: string
}
