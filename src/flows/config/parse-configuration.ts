import { UserError } from '../../domain/errors.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { type Address, addressesIn } from './addresses.ts'
import { type Configuration, configurationSchema } from './configuration-schema.ts'
import { expandVariables } from './expand-variables.ts'
import { validate } from './explain-issue.ts'
import { type Mistake, type Path, readYaml } from './read-yaml.ts'
import { unmetAlerts } from './unmet-alerts.ts'
import { unmetPolicies } from './unmet-policies.ts'

export interface ConfigurationFile {
  /** For the mistakes that people read: "orderbridge.yaml". */
  readonly fileName: string
  readonly text: string
  /** For `${NAME}`. */
  readonly variables: Readonly<Record<string, string | undefined>>
}

export interface ParsedConfiguration {
  readonly configuration: Configuration
  /** The error for mistakes that show only when the file is compared with the database. */
  refusal(mistakes: readonly Mistake[]): UserError
}

const MAX_BYTES = 1024 * 1024
const MAX_SHOWN = 50

/**
 * Reads and checks the whole file. Looks at nothing else.
 * @throws UserError with every mistake at once, each with its path and line.
 */
export function parseConfiguration(file: ConfigurationFile, kinds: readonly ConnectorKind[]): ParsedConfiguration {
  if (Buffer.byteLength(file.text) > MAX_BYTES)
    throw new UserError(
      `${file.fileName} is larger than 1 MiB. A configuration is small: check that it is the right file.`,
    )
  const yaml = readYaml(file.text)
  const refusal = (mistakes: readonly Mistake[]) => describe(file.fileName, mistakes, yaml.lineOf)
  if (yaml.mistakes.length > 0) throw refusal(yaml.mistakes)
  const expanded = expandVariables(yaml.value ?? {}, file.variables)
  const checked = validate(configurationSchema(kinds), expanded.value)
  const others =
    'mistakes' in checked
      ? checked.mistakes
      : [...contradictions(checked.value), ...unmetPolicies(checked.value, kinds)]
  // A value whose variable is missing has one mistake, not two.
  const unset = new Set(expanded.mistakes.map(mistake => JSON.stringify(mistake.path)))
  const mistakes = [...expanded.mistakes, ...others.filter(mistake => !unset.has(JSON.stringify(mistake.path)))]
  if (mistakes.length > 0 || !('value' in checked)) throw refusal(mistakes)
  return { configuration: checked.value, refusal }
}

/** What each setting alone does not show. */
function contradictions({ stores, connections }: Configuration): readonly Mistake[] {
  const zones = stores.flatMap((store, index) =>
    isTimeZone(store.timezone)
      ? []
      : [{ path: ['stores', index, 'timezone'], text: 'must be a name like Europe/Vienna' }],
  )
  const alerts = stores.flatMap((store, index) =>
    unmetAlerts(store).map(({ path, text }) => ({ path: ['stores', index, ...path], text })),
  )
  const addresses = [
    ...stores.flatMap(({ url }, index) => addressesIn(url, ['stores', index, 'url'])),
    ...connections.flatMap(({ settings }, index) => addressesIn(settings, ['connections', index, 'settings'])),
  ]
  const credentials = credentialsIn(addresses)
  return [...repeated(stores, 'stores'), ...repeated(connections, 'connections'), ...zones, ...alerts, ...credentials]
}

/** Addresses are shown; what they carry in front of the "@" would be too. */
export const credentialsIn = (addresses: readonly Address[]): readonly Mistake[] =>
  addresses
    .filter(({ url }) => url.username || url.password)
    .map(({ path }) => ({ path, text: 'must not hold a user or password: these go where the secrets are' }))

const repeated = (entries: readonly { readonly code: string }[], list: string): readonly Mistake[] =>
  entries.flatMap(({ code }, index) =>
    entries.findIndex(other => other.code === code) === index
      ? []
      : [{ path: [list, index, 'code'], text: `"${code}" is there twice` }],
  )

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function describe(fileName: string, mistakes: readonly Mistake[], lineOf: (path: Path) => number): UserError {
  const lines = mistakes
    .slice(0, MAX_SHOWN)
    .map(mistake => ({ ...mistake, line: mistake.line ?? lineOf(mistake.path) }))
    .sort((a, b) => a.line - b.line)
    .map(({ path, line, text }) => `  ${[pathText(path), `line ${line}`].filter(Boolean).join(', ')}: ${text}`)
  if (mistakes.length > MAX_SHOWN) lines.push(`  and ${mistakes.length - MAX_SHOWN} more`)
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`
  return new UserError(`${fileName} has ${count}. Nothing was changed.\n${lines.join('\n')}`)
}

/** stores[0].orders.since */
const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
