import { isDeepStrictEqual } from 'node:util'

const MOST_LINES = 40

/** Where two JSON values differ, for people: "body.DocumentLines[0].VatGroup S95 → S22". Empty when nowhere. */
export function compareRequests(before: unknown, after: unknown): readonly string[] {
  const old = leavesOf(before)
  const now = leavesOf(after)
  const lines = [...new Set([...old.keys(), ...now.keys()])]
    .filter(path => !isDeepStrictEqual(old.get(path), now.get(path)))
    .map(path => `${path} ${display(old.get(path))} → ${display(now.get(path))}`)
  const more = lines.length - MOST_LINES
  return more > 1 ? [...lines.slice(0, MOST_LINES), `and ${more} more values`] : lines
}

function leavesOf(value: unknown, path = '', leaves = new Map<string, unknown>()): Map<string, unknown> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  for (const [key, inner] of entries)
    leavesOf(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}${path && '.'}${key}`, leaves)
  if (entries.length === 0 && value !== undefined) leaves.set(path, value)
  return leaves
}

function display(value: unknown): string {
  if (value === undefined) return '(none)'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
