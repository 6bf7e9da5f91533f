import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { SANDBOX_STORE, sandboxConfiguration } from './configuration.ts'
import type { SimulatedErp, SimulatedErpKind } from './erp.ts'
import { type RunningMagento, startMagento } from './magento/server.ts'
import { ORDER_KINDS, type OrderKind } from './magento/shopper.ts'
import { type RunningMailbox, startMailbox } from './mail/server.ts'
import { isInHand, type People, startPeople } from './people.ts'

export interface Stage {
  readonly magento: RunningMagento
  readonly erp: SimulatedErp
  readonly mailbox: RunningMailbox
  readonly people: People
  /** What shoppers order, one after the other. @param start how many orders there were before */
  kindsInTurn(start: number): () => OrderKind
  /** The configuration that connects the bridge to them, as a file would. */
  readonly configuration: string
  close(): Promise<void>
}

export interface StageOptions {
  readonly erpKind: SimulatedErpKind
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
  ports: z.object({ magento: z.number(), smtp: z.number(), mail: z.number() }),
  /** By name of the ERP, then of the port. */
  erpPorts: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})
type Kept = z.infer<typeof secretsSchema>

/** Between two rounds of the clerk, and between two steps of one order. */
const CLERK_MS = 500
const CLERK_STEP_MS = 1_200

/** A shop, an ERP, a mail server, and the people around them: what an order needs to be watched on its whole way. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { folder, clock, random, erpKind } = options
  mkdirSync(folder, { recursive: true })
  const kept = await keep(options)
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
    bridge: { url: options.bridgeUrl, storeCode: SANDBOX_STORE, sessionKey: kept.sessionKey },
  })
  // The bridge subscribes to the ERP's webhooks by itself, as it does with a real one.
  const erp = await erpKind.start({
    ports: kept.erpPorts[erpKind.name] ?? {},
    delays: Object.fromEntries(Object.entries(erpKind.delays).map(([name, { onStage }]) => [name, onStage])),
    journalFile: join(folder, `${erpKind.name}.jsonl`),
    clock,
    random,
  })
  const mailbox = await startMailbox({
    smtpPort: kept.ports.smtp,
    webPort: kept.ports.mail,
    journalFile: join(folder, 'mail.jsonl'),
    clock,
  })
  const people = startPeople(magento, erp, clock)
  const clerk = erp.startClerk({
    intervalMs: CLERK_MS,
    stepMs: CLERK_STEP_MS,
    // Goods that never leave the house leave the order open for ever.
    weights: { 'invoice-only': 0 },
    ignore: isInHand(magento, erp),
  })
  const { name, kind, label } = erpKind
  return {
    magento,
    erp,
    mailbox,
    people,
    kindsInTurn: start => kindsInTurn(start, erpKind.leftOut),
    configuration: sandboxConfiguration({
      magento,
      erp: { name, kind, label, connection: erp.connection },
      smtpPort: mailbox.smtpPort,
      ...kept,
      withCatalogue: true,
    }),
    async close() {
      people.stop()
      clerk.stop()
      await Promise.all([magento.close(), erp.close(), mailbox.close()])
    },
  }
}

/** Each kind in turn, so that the first 22 orders show everything. @param leftOut as the ERP has it */
function kindsInTurn(start: number, leftOut: readonly OrderKind[] = []): () => OrderKind {
  const all = Object.keys(ORDER_KINDS) as OrderKind[] // the keys of our own constant
  const kinds = all.filter(kind => !leftOut.includes(kind))
  let at = start
  return () => kinds[at++ % kinds.length] ?? 'guest-simple'
}

/** Secrets and addresses stay the same over restarts: they are in the bridge's configuration. A port that is taken meanwhile is replaced. */
async function keep({ folder, erpKind, random }: StageOptions): Promise<Kept> {
  const { name: erpName, ports: erpPorts } = erpKind
  const file = join(folder, 'stage.json')
  const before = existsSync(file) ? secretsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined
  const ports = before?.ports ?? { magento: 8081, smtp: 1025, mail: 8025 }
  const ofErp: Record<string, number> = {}
  for (const [name, { usual }] of Object.entries(erpPorts))
    ofErp[name] = await freeOr(before?.erpPorts[erpName]?.[name] ?? usual, random)
  const kept: Kept = {
    webhookSecret: before?.webhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`,
    sessionKey: before?.sessionKey ?? randomBytes(32).toString('base64'),
    ports: {
      magento: await freeOr(ports.magento, random),
      smtp: await freeOr(ports.smtp, random),
      mail: await freeOr(ports.mail, random),
    },
    erpPorts: { ...before?.erpPorts, [erpName]: ofErp },
  }
  writeFileSync(file, JSON.stringify(kept), { mode: 0o600 })
  return kept
}

/** Below those that the system gives to outgoing calls: such a one could be taken before it is listened on. */
const LOWEST = 20_000
const PORTS = 12_000
const MOST_TRIED = 50

/** @returns the port when it is free, any free one otherwise. */
async function freeOr(wanted: number, random: () => number): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted))) return wanted
  for (let tried = 0; tried < MOST_TRIED; tried += 1) {
    const port = LOWEST + Math.floor(random() * PORTS)
    if (await isFree(port)) return port
  }
  throw new Error('no free port on 127.0.0.1')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
