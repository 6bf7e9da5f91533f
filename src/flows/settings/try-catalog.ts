import { UserError } from '../../domain/errors.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { compareCatalog } from '../catalog/ask-for-run.ts'
import type { CatalogDiff } from '../catalog/run-catalog.ts'
import type { FlowContext } from '../context.ts'
import { readChange, type SettingsChange } from './change-settings.ts'

/** What a run with changed policies would write to Magento, before they are kept. Writes nothing, here or there. */
export async function tryCatalogChange(ctx: FlowContext, change: SettingsChange): Promise<CatalogDiff> {
  const { changed } = await readChange(ctx, change)
  const policies = connectionPolicies.parse(changed)
  if (change.of !== 'connection' || policies.catalog.sync.length === 0)
    throw new UserError('With these settings nothing is brought to Magento.')
  return await compareCatalog(ctx, { ...(await ctx.remotes.connection(change.code)), policies })
}
