/** What a person calls an order on the command line. */
export type OrderKey =
  /** increment_id: unique only per store view. */
  | { readonly kind: 'number'; readonly number: string }
  /** Our own id, as on its page. */
  | { readonly kind: 'id'; readonly id: number }
  /** entity_id in Magento. */
  | { readonly kind: 'entity'; readonly id: number }

/** "000000012", "#12", "id:31", "entity:12" */
export function parseOrderKey(text: string): OrderKey {
  const [, kind, digits] = /^(id|entity):(\d{1,15})$/.exec(text.trim()) ?? []
  if (kind === 'id') return { kind, id: Number(digits) }
  if (kind === 'entity') return { kind, id: Number(digits) }
  return { kind: 'number', number: text.trim().replace(/^#/, '').slice(0, 50) }
}

/** As typed, and filled up with zeros as Magento writes it: people leave these out. */
export const numbersMeant = (number: string): string[] => [
  ...new Set([number, /^\d+$/.test(number) ? number.padStart(9, '0') : number]),
]
