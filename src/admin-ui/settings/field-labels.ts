import { namedFields } from '../../flows/settings/named-fields.ts'
import { say, spokenLanguage } from '../language/say.tsx'
import { CONNECTION_WORDS, choiceWords, STORE_WORDS } from './words.ts'

/**
 * Stored sentences name a setting by its key in the configuration file, which is right for the command line. Whoever
 * reads them on the page knows the field by its label, so that stands there instead.
 */
const OF_ERP = namedFields()

/** A catalogue's sentences leave out where their settings stand. */
const PREFIXES = ['', 'catalog.'] as const

const FORM_LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...CONNECTION_WORDS, ...STORE_WORDS }).map(([place, { label }]) => [place, label]),
)

const placeOf = (key: string): string => key.replace(/^policies\./, '')

/** “Company database”; undefined for what has no field on the page. */
export function fieldLabel(key: string): string | undefined {
  const label = PREFIXES.flatMap(prefix => FORM_LABELS.get(prefix + placeOf(key)) ?? [])[0]
  if (label !== undefined) return say('“{name}”', { name: say(label) })
  const field = OF_ERP.get(key)
  if (field === undefined) return undefined
  const name = field.name[spokenLanguage()]
  return field.isMapping ? say('“{name}” in the mappings', { name }) : say('“{name}”', { name })
}

/** What forms call the setting of a path, and the rest of that path; the longest key that fits, undefined when none does. */
export function labelOfPath(path: string): { readonly key: string; readonly label: string } | undefined {
  const fits = (key: string) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`)
  const [key] = [...FORM_LABELS.keys(), ...OF_ERP.keys()].filter(fits).sort((a, b) => b.length - a.length)
  if (key === undefined) return undefined
  const label = FORM_LABELS.get(key)
  const name = OF_ERP.get(key)?.name
  return { key, label: label === undefined ? (name?.[spokenLanguage()] ?? key) : say(label) }
}

/** Of a table of codes: the name of what stands behind a code. */
export const columnName = (key: string, place: string): string | undefined =>
  OF_ERP.get(key)?.columns.get(place)?.[spokenLanguage()]

/** "policies.payments.book to never", as the form offers it. */
export function choiceMade(text: string): string | undefined {
  const [, key = '', value = ''] = /^(\S+) to (\S+)$/.exec(text) ?? []
  const field = fieldLabel(key)
  if (field === undefined) return undefined
  return say('{field} to “{choice}”', { field, choice: say(choiceOf(placeOf(key), value)) })
}

const choiceOf = (place: string, value: string): string =>
  value === 'false' ? 'no' : value === 'true' ? 'yes' : choiceWords(place, value)

/** No word of a language: with a dot or a capital letter within. */
const isUnmistakable = (key: string): boolean => /[a-z](?:\.[a-z]|[A-Z])/.test(key)

const KEYS = [...FORM_LABELS.keys(), ...OF_ERP.keys()]
  .flatMap(key => [key, `policies.${key}`, ...(key.startsWith('catalog.') ? [key.slice('catalog.'.length)] : [])])
  .filter(isUnmistakable)
  .sort((a, b) => b.length - a.length)
  .map(key => key.replaceAll('.', '\\.'))

const NAMED = new RegExp(String.raw`(?<![\w.])(?:${KEYS.join('|')})(?!\w|\.\w)`, 'g')

/** A sentence of ours, with the labels of the settings that it names. */
export const withLabels = (sentence: string): string => sentence.replace(NAMED, key => fieldLabel(key) ?? key)

/** Whether a setting may be named in it. */
export const mayNameFields = (text: string): boolean => text.includes(' of the connection') || text.search(NAMED) >= 0
