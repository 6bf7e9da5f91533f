import type { LogLine } from './transform.ts'

const MAX_LINES = 200
const MAX_TEXT = 2_000

export interface LogBook {
  add(level: string, text: string, line: number): void
  clear(): void
  lines(): readonly LogLine[]
}

/** Keeps what a run logs, within bounds. */
export function createLogBook(): LogBook {
  let kept: LogLine[] = []
  let left = 0
  return {
    add(level, text, line) {
      if (kept.length >= MAX_LINES) left += 1
      else kept.push({ level: toLevel(level), text: shorten(text), ...(line > 0 ? { line } : {}) })
    },
    clear() {
      kept = []
      left = 0
    },
    lines: () => (left > 0 ? [...kept, { level: 'warn', text: `Lines that were left out: ${left}.` }] : kept),
  }
}

const shorten = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)

const toLevel = (level: string): LogLine['level'] =>
  level === 'debug' || level === 'warn' || level === 'error' ? level : 'info'
