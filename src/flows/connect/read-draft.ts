import { UserError } from '../../domain/errors.ts'
import { formFieldsOf, valuesOf } from '../../domain/start-fields.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { connectorKinds } from '../../erp/registry.ts'
import { addressesIn } from '../config/addresses.ts'
import { type ConnectionEntry, connectionEntry } from '../config/configuration-schema.ts'
import { validate } from '../config/explain-issue.ts'
import { credentialsIn } from '../config/parse-configuration.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { Mistake } from '../config/read-yaml.ts'
import { unmetPolicies } from '../config/unmet-policies.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { scriptMistakes, settingsFor } from '../version/check-settings.ts'
import { parseSettings } from '../version/parse-settings.ts'

/** A connection as a person has filled it in; nothing of it is stored. */
export interface Draft {
  readonly store: string
  readonly kind: string
  readonly code: string
  readonly name: string
  /** By the keys of the kind's start. */
  readonly settings: Readonly<Record<string, string>>
  /** All settings as YAML, for kinds whose settings are written as text. */
  readonly text?: string
  readonly secrets: Readonly<Record<string, string>>
  /** Codes of the store views whose orders go there; absent: all. */
  readonly views?: readonly string[]
  readonly privateNetwork: boolean
}

export interface DraftMistake {
  readonly place: string
  /** Of the text, where there is one. */
  readonly line: number | undefined
  readonly text: string
}

/** What is wrong with a draft, each with its place: "settings.url". No value is in it. */
export class DraftMistakes extends UserError {
  readonly mistakes: readonly DraftMistake[]
  constructor(mistakes: readonly Mistake[]) {
    const told = mistakes.map(({ path, text, line }) => ({ place: path.join('.'), line, text }))
    super(`It cannot be used like this: ${told.map(({ place, text }) => `${place} ${text}`).join('; ')}.`)
    this.mistakes = told
  }
}

/** The kinds that can be begun with on the page. @throws UserError for any other */
export function kindToStart(name: string): ConnectorKind & Required<Pick<ConnectorKind, 'start'>> {
  const kind = connectorKinds.find(candidate => candidate.kind === name)
  if (kind?.start) return { ...kind, start: kind.start }
  throw new UserError(`There is no kind of ERP "${name.slice(0, 40)}" to begin with here.`)
}

/**
 * Checks a draft by the rules of the configuration file. Looks at nothing far.
 * @throws DraftMistakes with all of them
 */
export async function readDraft(ctx: FlowContext, draft: Draft): Promise<ConnectionEntry> {
  requireRole(ctx, 'configure', draft.store)
  await ctx.remotes.store(draft.store)
  const kind = kindToStart(draft.kind)
  const { start } = kind
  const written = start.text === undefined ? undefined : parseSettings(draft.text ?? '')
  const checked = validate(connectionEntry(kind), {
    code: draft.code,
    store: draft.store,
    kind: kind.kind,
    name: draft.name,
    settings: written?.value ?? valuesOf(formFieldsOf(kind.settingsSchema, start.settings), draft.settings),
    secrets: Object.fromEntries(Object.entries(draft.secrets).filter(([, value]) => value !== '')),
    policies: { allowPrivateNetwork: draft.privateNetwork, ...(draft.views && { views: draft.views }) },
  })
  const lined = (mistakes: readonly Mistake[]) =>
    mistakes.map(mistake => {
      const [part, ...path] = mistake.path
      return part === 'settings' && written ? { ...mistake, line: mistake.line ?? written.lineOf(path) } : mistake
    })
  if ('mistakes' in checked) throw new DraftMistakes(lined(checked.mistakes))
  const entry = checked.value
  const mistakes = await laterMistakes(entry, kind, written)
  if (mistakes.length > 0) throw new DraftMistakes(lined(mistakes))
  return entry
}

/** What shows only when the whole fits. */
export async function laterMistakes(
  entry: ConnectionEntry,
  kind: ConnectorKind,
  written?: ReturnType<typeof parseSettings>,
): Promise<readonly Mistake[]> {
  const setup = asSetup(entry)
  const made = settingsFor(setup, entry.settings)
  if ('mistakes' in made) return made.mistakes.map(({ text }) => ({ path: ['settings'], text }))
  return [
    ...credentialsIn(addressesIn(entry.settings, ['settings'])),
    ...unmetPolicies({ connections: [entry] }, [kind]).map(({ path, text }) => ({ path: path.slice(2), text })),
    ...(written ? await scriptMistakes(setup, written) : []).map(mistake => ({
      ...mistake,
      path: ['settings', ...mistake.path],
    })),
  ]
}

/** A connection that is stored nowhere, as connectors are made from it. */
export const asSetup = (entry: ConnectionEntry): ConnectionSetup => ({ ...entry, revision: 0, paused: false })
