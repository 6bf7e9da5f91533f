import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second (USER_HZ). */
const TICK_MS = 10

/**
 * CPU that a process and its children took so far, ended children included. Milliseconds; NaN where there is no /proc.
 */
export function cpuOfTree(pid: number): number {
  try {
    const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [readStat(Number(name))] : []))
    return sum(
      pid,
      all.filter(stat => stat !== undefined),
    )
  } catch {
    return Number.NaN
  }
}

interface Stat {
  readonly pid: number
  readonly parent: number
  readonly own: number
  readonly endedChildren: number
}

function sum(pid: number, all: readonly Stat[]): number {
  const found = all.find(stat => stat.pid === pid)
  if (!found) return 0
  const children = all.filter(stat => stat.parent === pid).map(stat => sum(stat.pid, all))
  return children.reduce((total, child) => total + child, found.own + found.endedChildren)
}

/** proc(5): the second field is a name in parentheses that may hold blanks; times are fields 14 to 17. */
function readStat(pid: number): Stat | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number)
    return {
      pid,
      parent: Number(fields[1]),
      own: (user + system) * TICK_MS,
      endedChildren: (childUser + childSystem) * TICK_MS,
    }
  } catch {
    return undefined // ended while we looked
  }
}
