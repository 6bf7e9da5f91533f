import type { Sides } from './sides.ts'

/** What moved less than this ago is given time: webhooks, polls and the messages that follow take minutes at most. */
const GRACE_MS = 15 * 60_000

export interface Late {
  readonly class: 'theirs_late' | 'ours_late'
  readonly why: string
}

/** Why the sides may differ without anybody's doing; undefined when nothing moves any more and they should agree. */
export function latenessOf({ known, magento, now }: Sides): Late | undefined {
  if (known.underWay) return { class: 'theirs_late', why: 'A message is under way.' }
  if (known.stuck !== undefined) return { class: 'ours_late', why: `A message is stuck: ${known.stuck}` }
  const inMagento = magento.kind === 'found' ? Date.parse(magento.order.updatedAt) : 0
  const movedAt = Math.max(known.movedAt.getTime(), inMagento)
  return now.getTime() - movedAt < GRACE_MS ? { class: 'theirs_late', why: 'It moved a moment ago.' } : undefined
}
