import { isDeepStrictEqual } from 'node:util'

/** One stored thing as the file wants it or as the database has it: what may be shown, and what may not. */
export interface Described {
  readonly shown: unknown
  readonly secret: unknown
}

export interface Difference {
  /** For people: "policies.guests collective → per_email", "secret password changed". */
  readonly lines: readonly string[]
  /** For the audit: the values that differ, by path, without secrets. */
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

const MAX_LINES = 40

/** @returns undefined when nothing differs, whatever the order of the keys. */
export function compareSettings(before: Described, after: Described): Difference | undefined {
  const shown = differences(before.shown, after.shown)
  const secret = differences(before.secret, after.secret).map(({ path, from, to }) => ({
    path: `secret ${path}`,
    text: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed',
  }))
  const lines = [
    ...shown.map(({ path, from, to }) => `${path} ${display(from)} → ${display(to)}`),
    ...secret.map(({ path, text }) => `${path} ${text}`),
  ]
  if (lines.length === 0) return undefined
  const more = lines.length - MAX_LINES
  return {
    lines: more > 1 ? [...lines.slice(0, MAX_LINES), `and ${more} more settings changed`] : lines,
    before: Object.fromEntries(shown.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]]))),
    after: Object.fromEntries([
      ...shown.flatMap(({ path, to }) => (to === undefined ? [] : [[path, to]])),
      ...secret.map(({ path, text }) => [path, text]),
    ]),
  }
}

function differences(before: unknown, after: unknown) {
  const old = leavesOf(before)
  const now = leavesOf(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .map(path => ({ path, from: old.get(path), to: now.get(path) }))
    .filter(({ from, to }) => !isDeepStrictEqual(from, to))
}

/** Values by their path. Lists count as one value; so does an empty map, which may mean something. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const entries = isMap ? Object.entries(value) : []
  for (const [key, inner] of entries) leavesOf(inner, `${path}${step(key, path)}`, leaves)
  if (path !== '' && entries.length === 0 && value !== undefined) leaves.set(path, value)
  return leaves
}

/** Keys are SKUs too: quoted when they could be taken for more than one step. */
function step(key: string, path: string): string {
  if (!/^[^\s.[\]"]+$/.test(key)) return `[${JSON.stringify(key)}]`
  return path === '' ? key : `.${key}`
}

function display(value: unknown): string {
  if (value === undefined) return '(none)'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
