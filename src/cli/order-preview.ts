import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Config, loadConfig } from '../config.ts'
import { UserError } from '../domain/errors.ts'
import { magentoOf } from '../flows/config/clients.ts'
import { describeRaw } from '../flows/order/describe-raw.ts'
import { findInMagento } from '../flows/order/find-in-magento.ts'
import { type OrderKey, parseOrderKey } from '../flows/order/order-key.ts'
import { type OrderPreview, previewOrder } from '../flows/order/preview-order.ts'
import type { Magento } from '../magento/contract.ts'
import { productsToLookUp } from '../magento/translate/order.ts'
import { createPressure } from '../outbound/pressure.ts'
import { previewAsJson } from './preview-json.ts'
import { type PreviewSettings, sandboxSettings, settingsOfFile, type Wanted } from './preview-settings.ts'
import { describePreview } from './preview-text.ts'
import { print, printJson } from './print.ts'
import { readOrderFile } from './read-order-file.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession, Session } from './session-type.ts'

export interface PreviewOptions extends Wanted {
  readonly file?: string
  readonly config?: string
  readonly json?: boolean
}

const WOULD_BE_HELD = 3
const clock = { now: () => new Date() }

/** `orderbridge order preview`. Sets exit code 3 when the order would be held. */
export async function previewFor(
  open: OpenSession,
  number: string | undefined,
  options: PreviewOptions,
  command: Command,
): Promise<void> {
  const { preview, settings } = await makePreview(open, number ?? '', options)
  if (options.json) printJson(command, previewAsJson(preview))
  else print(command, describePreview(preview, settings.origin, options.file !== undefined))
  if (preview.held) process.exitCode = WOULD_BE_HELD
}

interface Made {
  readonly preview: OrderPreview
  readonly settings: PreviewSettings
}

async function makePreview(open: OpenSession, number: string, options: PreviewOptions): Promise<Made> {
  const { file, config } = options
  if (file !== undefined) {
    const raw = await readOrderFile(file)
    const settings = await settingsForFile(open, options)
    return {
      settings,
      preview: await previewOrder({ ...settings, raw, clock, random: Math.random, lookUps: 'imagined' }),
    }
  }
  if (config === undefined) return await runInSession(open, session => fromDatabase(session, number, options))
  const settings = await settingsOfFile(config, options, loadConfig().variables, true)
  const magento = magentoOf(settings.store, { clock, random: Math.random, pressure: createPressure() })
  const views = await magento.readStoreViews()
  const raw = theOne(number, await findInMagento(magento, parseOrderKey(number)))
  return await fromMagento(magento, raw, { ...settings, store: { ...settings.store, views } })
}

/** Opens the database only for somebody who names a store or connection, and only one that is there. */
async function settingsForFile(open: OpenSession, options: PreviewOptions): Promise<PreviewSettings> {
  const { config, store, connection } = options
  if (config !== undefined) return await settingsOfFile(config, options, loadConfig().variables, false)
  if (store === undefined && connection === undefined) return await sandboxSettings()
  if (!hasDatabase(loadConfig()))
    throw new UserError(
      `There is no database yet, so there is no ${store === undefined ? `connection ${connection}` : `store ${store}`}. Give --config FILE, or leave --store and --connection out.`,
    )
  return await runInSession(open, session => settingsOfDatabase(session, options))
}

const hasDatabase = ({ databaseUrl, home }: Config): boolean =>
  databaseUrl !== undefined || existsSync(join(home, 'postgres', 'data', 'PG_VERSION'))

async function settingsOfDatabase({ ctx }: Session, { store, connection }: Wanted): Promise<PreviewSettings> {
  const { storesFor } = await import('./find-order.ts')
  const named = connection === undefined ? undefined : await ctx.remotes.connection(connection)
  const [code = '', ...others] = await storesFor(ctx, store ?? named?.store)
  if (others.length > 0)
    throw new UserError(`Several stores are configured: ${[code, ...others].join(', ')}. Choose one with --store.`)
  if (named && named.store !== code)
    throw new UserError(`Connection ${named.code} belongs to store ${named.store}, not to ${code}.`)
  return {
    store: await ctx.remotes.store(code),
    connections: await ctx.remotes.connectionsOf(code),
    chosen: named?.code,
    origin: `settings of store ${code}`,
  }
}

/** The order as Magento has it now; the database tells in which store it is, when it knows the order. */
async function fromDatabase(session: Session, number: string, wanted: Wanted): Promise<Made> {
  const { ctx } = session
  const { pickOrder, storesFor } = await import('./find-order.ts')
  const { findOrders } = await import('../flows/view/find-orders.ts')
  const named = wanted.connection === undefined ? undefined : await ctx.remotes.connection(wanted.connection)
  const stores = await storesFor(ctx, wanted.store ?? named?.store)
  const known = pickOrder(number, await findOrders(ctx, stores, parseOrderKey(number)))
  const key: OrderKey = known ? { kind: 'entity', id: known.magentoId } : parseOrderKey(number)
  const found = []
  for (const store of known ? [known.store] : stores) {
    const raws = await findInMagento(await ctx.remotes.magento(store), key)
    found.push(...raws.map(raw => ({ store, raw })))
  }
  const raw = theOne(
    number,
    found.map(each => each.raw),
    found.map(each => each.store),
  )
  const store = found[0]?.store ?? ''
  const settings = await settingsOfDatabase(session, { ...wanted, store })
  return await fromMagento(await ctx.remotes.magento(store), raw, settings)
}

async function fromMagento(magento: Magento, raw: unknown, settings: PreviewSettings): Promise<Made> {
  const productIds = productsToLookUp(raw)
  const productSkus = productIds.length > 0 ? await magento.readSkus(productIds) : new Map<number, string>()
  return {
    settings,
    preview: await previewOrder({ ...settings, raw, productSkus, clock, random: Math.random, lookUps: 'real' }),
  }
}

/** @throws UserError when Magento has none or several. */
function theOne(number: string, raws: readonly unknown[], stores: readonly string[] = []): unknown {
  if (raws.length === 1) return raws[0]
  if (raws.length === 0) throw new UserError(`Magento has no order ${number}.`)
  const lines = raws.map((raw, index) => {
    const order = describeRaw(raw)
    const where = stores[index] === undefined ? '' : `store ${stores[index]}, `
    return `  entity:${order?.magentoId}  ${where}store view ${order?.storeViewId}, placed ${order?.placedAt.toISOString().slice(0, 10)}`
  })
  throw new UserError(
    `Magento has ${raws.length} orders ${number}:\n${lines.join('\n')}\nGive Magento's id (entity:…) instead of the number, or --store.`,
  )
}
