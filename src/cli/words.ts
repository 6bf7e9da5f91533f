import { type Amount, fixed } from '../domain/amount.ts'
import { table } from './table.ts'

/** With at least two decimals, and more only where there are more: "12.40", "0.125". */
export function money(value: Amount): string {
  const decimals = value.split('.')[1]?.length ?? 0
  return fixed(value, Math.max(2, decimals))
}

/** "2026-01-31 10:22:31", in UTC. */
export const moment = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

/** A table whose columns with these numbers are right-aligned. */
export function numberTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string[] {
  const width = (column: number) => Math.max(...[head, ...rows].map(row => (row[column] ?? '').length))
  const widths = new Map(right.map(column => [column, width(column)]))
  const align = (row: readonly string[]) => row.map((cell, column) => cell.padStart(widths.get(column) ?? 0))
  return table(align(head), rows.map(align))
}

export const indent = (lines: readonly string[]): string[] => lines.map(line => `  ${line}`)
