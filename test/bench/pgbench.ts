import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

export interface Reference {
  readonly name: string
  /** Commits per second. */
  run(connections: number, seconds: number): Promise<number>
}

/**
 * pgbench inserts single rows of the same size into a table of the same shape: what the server can commit without any
 * of our code in front.
 * @param script file with the statement; `body` is handed to it as a variable
 * @returns undefined when pgbench is not on this machine.
 */
export function findPgbench(databaseUrl: string, script: string, body: string): Reference | undefined {
  const binary = pgbenchBinary()
  if (!binary) return undefined
  return {
    name: 'pgbench',
    async run(connections, seconds) {
      const flags = ['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', String(seconds)]
      const { stdout } = await promisify(execFile)(binary, [
        ...flags,
        '-D',
        `body=${body}`,
        '-f',
        script,
        databaseUrl.replace('postgresql://', 'postgres://'),
      ])
      return Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
    },
  }
}

/** Debian keeps it apart from PATH, in the folder of its version. */
function pgbenchBinary(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map(version => join(debian, version, 'bin')),
  ]
  return folders.map(folder => join(folder, 'pgbench')).find(file => existsSync(file))
}
