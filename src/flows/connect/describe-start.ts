import { connections } from '../../db/schema/stores.ts'
import { UserError } from '../../domain/errors.ts'
import type { Named } from '../../domain/mapping-hints.ts'
import { connectionPolicies } from '../../domain/settings.ts'
import { type FormField, formFieldsOf, type ShippedStart } from '../../domain/start-fields.ts'
import { connectorKinds } from '../../erp/registry.ts'
import type { FlowContext } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { type Mark, marksIn } from '../version/mark-mistakes.ts'
import { type EditorWords, wordsOf } from '../version/settings-words.ts'
import { kindToStart } from './read-draft.ts'

export interface KindOffer {
  readonly kind: string
  /** Of an ERP whose settings are written already. */
  readonly shipped?: string
  readonly name: Named
  readonly about: Named
}

/** Every ERP that can be connected on the page. */
export const listKinds = (): readonly KindOffer[] =>
  connectorKinds.flatMap(({ kind, label, start, shipped = [] }) => [
    ...shipped.map(one => ({ kind, shipped: one.id, name: product(one.label), about: one.about })),
    ...(start ? [{ kind, name: start.name ?? product(label), about: start.about }] : []),
  ])

/** Names of products are the same in every language. */
const product = (label: string): Named => ({ en: label, de: label, sl: label })

/** What a person fills in to connect an ERP of a kind with a store. */
export interface ConnectForm extends KindOffer {
  readonly settings: readonly FormField[]
  readonly secrets: readonly FormField[]
  /** To begin with, where the settings are written as text. */
  readonly text: string | undefined
  /** Names of the secrets that the text gives. */
  readonly named: readonly string[]
  /** A code that nobody has. */
  readonly code: string
  /** Store views to choose from, because the store has an ERP already; empty: the new one gets all orders. */
  readonly views: readonly string[]
  readonly hasErp: boolean
}

export async function describeStart(
  ctx: FlowContext,
  input: { readonly store: string; readonly kind: string; readonly shipped?: string | undefined },
): Promise<ConnectForm> {
  requireRole(ctx, 'configure', input.store)
  const { kind, label, start, shipped, settingsSchema, secretsSchema } = kindToStart(input.kind)
  const chosen = input.shipped === undefined ? undefined : shippedOf(shipped, input.shipped)
  const text = chosen?.text ?? start.text
  const { views } = await ctx.remotes.store(input.store)
  const rows = await ctx.db.select({ code: connections.code, store: connections.store }).from(connections)
  const hasErp = rows.some(({ store }) => store === input.store)
  return {
    kind,
    ...(chosen && { shipped: chosen.id }),
    name: chosen ? product(chosen.label) : (start.name ?? product(label)),
    about: (chosen ?? start).about,
    settings: formFieldsOf(settingsSchema, start.settings),
    secrets: formFieldsOf(secretsSchema, start.secrets),
    text,
    named: text === undefined ? [] : secretsNamedIn(withoutComments(text)),
    code: freeCode(
      (chosen ?? start).code,
      input.store,
      rows.map(({ code }) => code),
    ),
    views: hasErp ? [...new Set(views.map(({ code }) => code))].sort() : [],
    hasErp,
  }
}

function shippedOf(shipped: readonly ShippedStart[] = [], id: string): ShippedStart {
  const found = shipped.find(one => one.id === id)
  if (found) return found
  throw new UserError(`There is no flow "${id.slice(0, 40)}" to begin with here.`)
}

const secretsNamedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{\{\s*secret\.([A-Za-z]\w{0,39})/g)].map(([, name = '']) => name)),
]

const withoutComments = (yaml: string): string => yaml.replace(/^\s*#.*$/gm, '')

const LONGEST_CODE = 40

function freeCode(wish: string, store: string, taken: readonly string[]): string {
  const code = [wish, `${store}-${wish}`, ...Array.from({ length: 20 }, (_, index) => `${wish}-${index + 2}`)].find(
    candidate => candidate.length <= LONGEST_CODE && !taken.includes(candidate),
  )
  return code ?? ''
}

/** For the editor of the text that a person begins with. */
export function startWords(ctx: FlowContext, input: { readonly store: string; readonly kind: string }): EditorWords {
  requireRole(ctx, 'configure', input.store)
  return wordsOf(kindToStart(input.kind))
}

/** What is wrong with such a text. Which secrets there will be is not known while it is written. */
export async function markStart(
  ctx: FlowContext,
  input: { readonly store: string; readonly kind: string; readonly text: string },
): Promise<readonly Mark[]> {
  requireRole(ctx, 'configure', input.store)
  const { store, kind, text } = input
  kindToStart(kind)
  const named = secretsNamedIn(text).map(name => [name, 'not known yet'])
  const base = { code: 'new', store, kind, name: 'new', revision: 0, paused: false, settings: undefined }
  const policies = connectionPolicies.parse({})
  return await marksIn({ ...base, policies, secrets: Object.fromEntries(named) }, text)
}
