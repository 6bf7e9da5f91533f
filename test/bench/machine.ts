import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { Sql } from '../../src/db/client.ts'

/** Without which no figure means anything. */
export function describeMachine(): string[] {
  const gib = Math.round(totalmem() / 1024 ** 3)
  return [
    `Machine    ${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${gib} GiB, ${platform()} ${release()}`,
    `Node       ${process.version}`,
    `Others     load average ${loadavg()[0]?.toFixed(1)} before the start`,
  ]
}

export async function describeServer(sql: Sql): Promise<string> {
  const [row] = await sql<{ version: string; commit: string; sync: string }[]>`
    select current_setting('server_version') as version, current_setting('synchronous_commit') as commit, current_setting('fsync') as sync`
  return `PostgreSQL ${row?.version}, fsync ${row?.sync}, synchronous_commit ${row?.commit}`
}
