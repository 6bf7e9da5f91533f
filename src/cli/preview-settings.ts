import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UserError } from '../domain/errors.ts'
import { connectorKinds } from '../erp/registry.ts'
import { parseConfiguration } from '../flows/config/parse-configuration.ts'
import type { ConnectionSetup, StoreSetup } from '../flows/config/read-setup.ts'

/** One store with its connections, wherever their settings come from. */
export interface PreviewSettings {
  readonly store: StoreSetup
  readonly connections: readonly ConnectionSetup[]
  /** Code of the connection that takes the order whatever its store view; absent: the store view decides. */
  readonly chosen: string | undefined
  /** For people: "settings of orderbridge.yaml". */
  readonly origin: string
}

export interface Wanted {
  readonly store?: string
  readonly connection?: string
}

type Variables = Readonly<Record<string, string | undefined>>

/** The settings of the sandbox, as `orderbridge start` makes them; the addresses are not called. */
export async function sandboxSettings(): Promise<PreviewSettings> {
  const { sandboxConfiguration } = await import('../../sandbox/configuration.ts')
  const [{ name, kind, label, usualConnection }] = (await import('../../sandbox/erps.ts')).simulatedErps
  const text = sandboxConfiguration({
    magento: { url: 'http://127.0.0.1:8081', credentials: NO_CREDENTIALS },
    erp: { name, kind, label, connection: await usualConnection(UNSET) },
    smtpPort: 1025,
    webhookSecret: UNSET,
    sessionKey: UNSET,
  })
  return { ...pick(text, 'the sandbox', {}, {}), origin: 'settings of the sandbox' }
}

const MAX_BYTES = 1024 * 1024

/**
 * The settings of a configuration file. The store views are not known from a file, so the connection has to be clear.
 * @param needsSecrets false: variables that are not set stand for themselves, because nothing is called with them.
 */
export async function settingsOfFile(
  file: string,
  wanted: Wanted,
  variables: Variables,
  needsSecrets: boolean,
): Promise<PreviewSettings> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile() || found.size > MAX_BYTES)
    throw new UserError(`There is no configuration file ${file}. Give the path of a YAML file.`)
  const text = await readFile(file, 'utf8')
  const settings = pick(text, basename(file), wanted, needsSecrets ? variables : withUnset(text, variables))
  if (needsSecrets && settings.store.secrets.auth === NOBODY)
    throw new UserError(
      `${basename(file)} has no auth for store ${settings.store.code}, so Magento cannot be asked. Give the order as --file.`,
    )
  return { ...settings, origin: `settings of ${basename(file)}` }
}

/** Fits every secret of the schemas: long enough, and like a webhook key. */
const UNSET = 'whsec_notsetnotsetnotsetnotsetnotsetnotset'
const NO_CREDENTIALS = {
  consumerKey: UNSET,
  consumerSecret: UNSET,
  accessToken: UNSET,
  accessTokenSecret: UNSET,
}
/** Of a store whose credentials are in the database only. */
const NOBODY = { kind: 'oauth1', ...NO_CREDENTIALS } as const

function withUnset(text: string, variables: Variables): Variables {
  const names = [...text.matchAll(/\$\{([A-Za-z_]\w*)\}/g)].flatMap(match => match[1] ?? [])
  return { ...Object.fromEntries(names.map(name => [name, UNSET])), ...variables }
}

function pick(text: string, fileName: string, wanted: Wanted, variables: Variables): Omit<PreviewSettings, 'origin'> {
  const { configuration } = parseConfiguration({ fileName, text, variables }, connectorKinds)
  const connections = configuration.connections.map(
    (entry): ConnectionSetup => ({ ...entry, revision: 0, paused: false }),
  )
  const named =
    wanted.connection === undefined ? undefined : one(connections, 'connection', wanted.connection, fileName)
  const { code, auth, webhookSecrets, asyncEventsTokens, sessionKeys, ...settings } = one(
    configuration.stores,
    'store',
    wanted.store ?? named?.store,
    fileName,
  )
  const own = connections.filter(connection => connection.store === code)
  return {
    store: {
      code,
      revision: 0,
      settings,
      secrets: {
        auth: auth ?? NOBODY,
        webhookSecrets: webhookSecrets ?? [],
        asyncEventsTokens: asyncEventsTokens ?? [],
        sessionKeys: sessionKeys ?? [],
      },
      paused: false,
      views: [],
    },
    connections: own,
    chosen: one(own, 'connection', named?.code, fileName).code,
  }
}

/** The one with the code, or the only one. @throws UserError with the codes to choose from. */
function one<T extends { readonly code: string }>(
  all: readonly T[],
  kind: 'store' | 'connection',
  code: string | undefined,
  fileName: string,
): T {
  const fitting = code === undefined ? all : all.filter(each => each.code === code)
  const [first, ...others] = fitting
  const codes = all.map(each => each.code).join(', ') || 'none'
  if (!first && code !== undefined) throw new UserError(`${fileName} has no ${kind} "${code}" here. It has: ${codes}.`)
  if (!first) throw new UserError(`${fileName} has no ${kind} for it.`)
  if (others.length > 0) throw new UserError(`${fileName} has several ${kind}s: ${codes}. Choose one with --${kind}.`)
  return first
}
