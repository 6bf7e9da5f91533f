import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { SANDBOX_STORE, sandboxConfiguration } from './configuration.ts'
import { type RunningMagento, startMagento } from './magento/server.ts'
import { ORDER_KINDS, type OrderKind } from './magento/shopper.ts'
import { type RunningMailbox, startMailbox } from './mail/server.ts'
import { isInHand, type People, startPeople } from './people.ts'
import { type Clerk, startClerk } from './sap-b1/clerk.ts'
import { type SapB1, startSapB1 } from './sap-b1/server.ts'

export interface Stage {
  readonly magento: RunningMagento
  readonly b1: SapB1
  readonly mailbox: RunningMailbox
  readonly people: People
  /** The configuration that connects the bridge to them, as a file would. */
  readonly configuration: string
  close(): Promise<void>
}

export interface StageOptions {
  /** Everything is kept here, across restarts and kill -9. */
  readonly folder: string
  /** Where the bridge listens. */
  readonly bridgeUrl: string
  readonly clock: { now(): Date }
  readonly random: () => number
}

const secretsSchema = z.object({
  webhookSecret: z.string(),
  sessionKey: z.string(),
  ports: z.object({ magento: z.number(), b1: z.number(), gateway: z.number(), smtp: z.number(), mail: z.number() }),
})
type Kept = z.infer<typeof secretsSchema>

/** A shop, an ERP, a mail server, and the people around them: what an order needs to be watched on its whole way. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { folder, clock, random } = options
  mkdirSync(folder, { recursive: true })
  const kept = await keep(folder)
  const magento = await startMagento({
    port: kept.ports.magento,
    journalFile: join(folder, 'magento.jsonl'),
    clock,
    random,
    module: true,
    webhooks: {
      url: options.bridgeUrl,
      secret: kept.webhookSecret,
      storeCode: SANDBOX_STORE,
    },
  })
  // The bridge subscribes to the ERP's webhooks by itself, as it does with a real one.
  const b1 = await startSapB1({
    port: kept.ports.b1,
    gatewayPort: kept.ports.gateway,
    journalFile: join(folder, 'sap-b1.jsonl'),
    clock,
    random,
    loginMs: 200,
  })
  // SAP refuses documents in a currency without the day's rate; the shop's own is 1.1.
  b1.setExchangeRate('USD', 0.909091)
  const mailbox = await startMailbox({
    smtpPort: kept.ports.smtp,
    webPort: kept.ports.mail,
    journalFile: join(folder, 'mail.jsonl'),
    clock,
  })
  const people = startPeople(magento, b1, clock)
  const clerk: Clerk = startClerk(b1, {
    intervalMs: 500,
    clock,
    random,
    policy: { stepMs: 1_200, weights: { 'invoice-only': 0 }, ignore: isInHand(magento) },
  })
  return {
    magento,
    b1,
    mailbox,
    people,
    configuration: sandboxConfiguration({ magento, b1, smtpPort: mailbox.smtpPort, ...kept }),
    async close() {
      people.stop()
      clerk.stop()
      await Promise.all([magento.close(), b1.close(), mailbox.close()])
    },
  }
}

/** Each kind in turn, so that the first 22 orders show everything. */
export function kindsInTurn(start = 0): () => OrderKind {
  const kinds = Object.keys(ORDER_KINDS) as OrderKind[] // the keys of our own constant
  let at = start
  return () => kinds[at++ % kinds.length] ?? 'guest-simple'
}

/** Secrets and addresses stay the same over restarts: they are in the bridge's configuration. A port that is taken meanwhile is replaced. */
async function keep(folder: string): Promise<Kept> {
  const file = join(folder, 'stage.json')
  const before = existsSync(file) ? secretsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined
  const port = async (wanted: number) => ((await isFree(wanted)) ? wanted : await freePort())
  const ports = before?.ports ?? { magento: 8081, b1: 50_000, gateway: 60_000, smtp: 1025, mail: 8025 }
  const kept: Kept = {
    webhookSecret: before?.webhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`,
    sessionKey: before?.sessionKey ?? randomBytes(32).toString('base64'),
    ports: {
      magento: await port(ports.magento),
      b1: await port(ports.b1),
      gateway: await port(ports.gateway),
      smtp: await port(ports.smtp),
      mail: await port(ports.mail),
    },
  }
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  return kept
}

const listenOn = (port: number): Promise<number | undefined> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
const isFree = async (port: number): Promise<boolean> => (await listenOn(port)) !== undefined
async function freePort(): Promise<number> {
  const port = await listenOn(0)
  if (port === undefined) throw new Error('no free port on 127.0.0.1')
  return port
}
