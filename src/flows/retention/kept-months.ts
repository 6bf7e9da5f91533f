import { KEEP_BY_DEFAULT, type Keep } from '../../config.ts'
import type { StoreSettings } from '../../domain/settings.ts'
import type { Mistake } from '../config/read-yaml.ts'
import type { FlowContext } from '../context.ts'

/** What a store may keep for a shorter time than the installation does. */
export const KEPT_PARTS = ['attemptsMonths', 'inboxMonths'] as const
export type KeptPart = (typeof KEPT_PARTS)[number]

type Kept = Pick<StoreSettings, 'keep'>

/** The first moment that is kept, when so many whole months are besides the one that runs. UTC. */
export const monthsBefore = (now: Date, months: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months))

/** What the installation keeps, and no store keeps longer. */
export const keptByInstallation = ({ keep }: Pick<FlowContext, 'keep'>): Keep => keep ?? KEEP_BY_DEFAULT

/** How many months of a part hold for a store: never more than the installation's, whatever its settings say. */
export const monthsOf = (part: KeptPart, { keep }: Kept, installation: Keep): number =>
  Math.min(keep?.[part] ?? installation[part], installation[part])

/**
 * Months are dropped for all stores, so none can keep more. What stood there already is not asked again: an installation that
 * keeps less from today on does not stop every other change.
 */
export const unmetKeep = (before: Kept | undefined, after: Kept, installation: Keep): readonly Mistake[] =>
  KEPT_PARTS.flatMap(part => {
    const [months, limit] = [after.keep?.[part], installation[part]]
    if (months === undefined || months <= limit || months === before?.keep?.[part]) return []
    return [
      {
        path: ['keep', part],
        text: `must be at most ${limit}, because the installation keeps no more: ${months} is too many`,
      },
    ]
  })
