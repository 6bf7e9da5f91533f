import type { FlowContext } from '../context.ts'
import { readSetup, type StoreSetup } from './read-setup.ts'

export interface SetupStepsInput {
  /** Codes of the stores to tell about. */
  readonly stores: readonly string[]
  /** Where Magento reaches us; undefined: not known yet. */
  readonly publicUrl: string | undefined
  /** Prints the secrets themselves. */
  readonly showSecrets: boolean
}

/** @returns for people, line by line: what has to be entered in Magento so that it talks to us. */
export async function setupSteps(
  ctx: Pick<FlowContext, 'db' | 'box'>,
  input: SetupStepsInput,
): Promise<readonly string[]> {
  const setup = await readSetup(ctx.db, ctx.box)
  const stores = setup.stores.filter(({ code }) => input.stores.includes(code))
  if (stores.length === 0) return []
  const hints = [
    ...(input.publicUrl
      ? []
      : ['PUBLIC_URL is not set: set it to the address under which Magento reaches Orderbridge.']),
    ...(input.showSecrets ? [] : ['Run the same command with --show-secrets to see the keys.']),
  ]
  return [...stores.flatMap(store => stepsOf(store, input)), ...hints]
}

function stepsOf(store: StoreSetup, { publicUrl = '<PUBLIC_URL>', showSecrets }: SetupStepsInput): readonly string[] {
  const { code, secrets } = store
  const secret = (values: readonly string[]) => (showSecrets ? (values[0] ?? '(none)') : '(hidden)')
  const tokens = secrets.asyncEventsTokens
  return [
    `Magento of store ${code}, Stores › Configuration › Sales › Orderbridge:`,
    `  Bridge URL      ${publicUrl}`,
    `  Store code      ${code}`,
    `  Webhook secret  ${secret(secrets.webhookSecrets)}`,
    `  Session key     ${secret(secrets.sessionKeys)}`,
    ...(tokens.length > 0 ? [`  Async events    verification_token ${secret(tokens)}`] : []),
  ]
}
