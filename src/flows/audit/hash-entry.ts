import { createHash } from 'node:crypto'

/** One row of the audit without its own hash. */
export interface AuditEntry {
  readonly store: string
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly actorId: string
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  readonly previousHash: string
}

/** What the first entry of every chain follows. */
export const GENESIS = '0'.repeat(64)

/** @returns SHA-256 in hex over the entry as canonical JSON, the hash of the entry before included. */
export function hashEntry(entry: AuditEntry): string {
  const { store, seq, actor, actorId, action, subject, before, after, reason, previousHash } = entry
  const at = entry.at.toISOString()
  const text = canonicalJson({ store, seq, at, actor, actorId, action, subject, before, after, reason, previousHash })
  return createHash('sha256').update(text).digest('hex')
}

/** The same text for the same value, whatever the order of its keys (jsonb keeps none); as RFC 8785 writes it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
}
