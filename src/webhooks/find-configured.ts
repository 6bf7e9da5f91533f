import type { ConnectionSetup, StoreSetup } from '../flows/config/read-setup.ts'
import { NotConfigured } from '../flows/config/remotes.ts'
import type { FlowContext } from '../flows/context.ts'

/** @returns undefined when there is none. What else can be wrong with it is ours, and thrown. */
export const findStore = (ctx: FlowContext, code: string): Promise<StoreSetup | undefined> =>
  ctx.remotes.store(code).catch(none)

export const findConnection = (ctx: FlowContext, code: string): Promise<ConnectionSetup | undefined> =>
  ctx.remotes.connection(code).catch(none)

const none = (error: unknown): undefined => {
  if (error instanceof NotConfigured) return undefined
  throw error
}
