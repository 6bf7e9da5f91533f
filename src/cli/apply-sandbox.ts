import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Applied, type ApplyContext, applyConfiguration } from '../flows/config/apply-configuration.ts'

/**
 * Applies the sandbox's own configuration. A sandbox that was here before changes only what has become otherwise since:
 * ports that were taken meanwhile, or what a new version of it sets up. What people set stays.
 * @param folder where the sandbox keeps its things: there is what it applied last, credentials of simulated systems included
 */
export async function applySandbox(
  ctx: ApplyContext,
  { folder, text }: { readonly folder: string; readonly text: string },
): Promise<Applied> {
  const file = join(folder, 'applied.json')
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const applied = await applyConfiguration(ctx, { text, before, variables: {}, fileName: 'sandbox', dryRun: false })
  if (before !== text) writeFileSync(file, text, { mode: 0o600 })
  return applied
}
