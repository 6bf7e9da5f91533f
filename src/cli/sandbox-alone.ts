import type { Command } from 'commander'
import type { SimulatedErpKind, StartErpOptions } from '../../sandbox/erp.ts'
import { UserError } from '../domain/errors.ts'
import { print } from './print.ts'
import { untilSignal } from './until-signal.ts'

interface SystemFlags {
  readonly port: number
  readonly host: string
  readonly journal?: string
}
export interface MagentoFlags extends SystemFlags {
  readonly module: boolean
  readonly pricesExclTax?: boolean
  readonly latency: number
  readonly webhook?: string
  readonly webhookSecret?: string
  readonly store: string
}
export interface ErpFlags extends SystemFlags {
  readonly clerk?: boolean
}
export interface MailFlags extends SystemFlags {
  readonly smtpPort: number
}

interface Running {
  /** Name and value, for the eye and for copying. */
  readonly facts: readonly (readonly [string, string])[]
  close(): Promise<void>
}

const world = { clock: { now: () => new Date() }, random: Math.random }
const kept = ({ host, journal }: SystemFlags) => ({ host, ...(journal !== undefined && { journalFile: journal }) })
/** Between two looks of the clerk, and between two steps of one order. */
const CLERK_MS = 1_000
const CLERK_STEP_MS = 3_000

export const runMagento = (flags: MagentoFlags, command: Command): Promise<void> =>
  run(command, async () => {
    const { startMagento } = await import('../../sandbox/magento/server.ts')
    const { webhook, webhookSecret, store } = flags
    const magento = await startMagento({
      ...world,
      ...kept(flags),
      port: flags.port,
      module: flags.module,
      pricesIncludeTax: flags.pricesExclTax !== true,
      latencyMs: flags.latency,
      ...(webhook && webhookSecret && { webhooks: { url: webhook, secret: webhookSecret, storeCode: store } }),
    })
    return {
      facts: [
        ['url', magento.url],
        ['page', `${magento.url}/`],
        ...Object.entries(magento.credentials),
        ['sandboxToken', magento.sandboxToken],
        ['place an order', placeOrder(magento.url, magento.sandboxToken)],
      ],
      close: () => magento.close(),
    }
  })

const placeOrder = (url: string, token: string): string =>
  `curl -X POST ${url}/sandbox/orders -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -d '{"kind":"guest-simple"}'`

type ErpChoice = ErpFlags & Pick<StartErpOptions, 'ports' | 'delays'>

export const runErp = (kind: SimulatedErpKind, choice: ErpChoice, command: Command): Promise<void> =>
  run(command, async () => {
    const { ports, delays = {}, clerk } = choice
    const erp = await kind.start({ ...world, ...kept(choice), ports, delays })
    const working = clerk ? erp.startClerk({ intervalMs: CLERK_MS, stepMs: CLERK_STEP_MS }) : undefined
    return {
      facts: erp.facts,
      close: async () => {
        working?.stop()
        await erp.close()
      },
    }
  })

export const runMail = (flags: MailFlags, command: Command): Promise<void> =>
  run(command, async () => {
    const { startMailbox } = await import('../../sandbox/mail/server.ts')
    const mailbox = await startMailbox({ ...world, ...kept(flags), smtpPort: flags.smtpPort, webPort: flags.port })
    return {
      facts: [
        ['page', `${mailbox.url}/`],
        ['smtp', mailbox.smtpUrl],
      ],
      close: () => mailbox.close(),
    }
  })

async function run(command: Command, start: () => Promise<Running>): Promise<void> {
  const stopped = untilSignal('Stopping.')
  const { facts, close } = await start().catch(error => {
    throw explain(error)
  })
  const width = Math.max(...facts.map(([name]) => name.length))
  print(command, [...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`), '', 'Ctrl-C stops it.'])
  await stopped
  await close()
}

function explain(error: unknown): unknown {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return taken ? new UserError(`${error.message}. Choose another port.`, { cause: error }) : error
}
