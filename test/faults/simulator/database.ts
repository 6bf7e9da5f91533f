import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Database } from '../../../src/db/client.ts'
import type { Gate } from './gate.ts'
import type { Process } from './process.ts'
import type { Weather } from './weather.ts'

/** A connection to the real server; everything of the bridge that talks to the database goes through some. */
export interface Connection {
  readonly sql: postgres.Sql
  readonly pid: number
  busy: boolean
}

/** All connections of a simulator's process, used by the bridge's processes as their pools. */
export interface Connections {
  readonly all: readonly Connection[]
  /** Asks the server itself; not one of the bridge's. */
  readonly admin: postgres.Sql
  /** Puts everything back before a seed. No trigger fires for it, so that the order of tables does not matter. */
  readonly janitor: postgres.Sql
  close(): Promise<void>
}

export async function openConnections(url: string, count: number): Promise<Connections> {
  const open = (settings: Record<string, string> = {}) => {
    // No lifetime: after half an hour the driver would end connections between two statements of a transaction of ours.
    const sql = postgres(url, {
      max: 1,
      max_lifetime: null,
      onnotice: () => {},
      connection: { TimeZone: 'UTC', ...settings },
    })
    drizzle(sql) // sets the parsers that drizzle wants
    return sql
  }
  const admin = open()
  // A connection whose role changes forgets its plans: this one has it for good.
  const janitor = open({ session_replication_role: 'replica' })
  const all = await Promise.all(
    Array.from({ length: count }, async (): Promise<Connection> => {
      const sql = open()
      const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
      return { sql, pid: row?.pid ?? 0, busy: false }
    }),
  )
  return {
    all,
    admin,
    janitor,
    close: async () =>
      void (await Promise.all([admin, janitor, ...all.map(({ sql }) => sql)].map(sql => sql.end({ timeout: 1 })))),
  }
}

/** For those of these backends that wait for locks: whose. */
export async function readBlockers({ admin }: Connections, pids: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await admin<{ pid: number; blockers: number[] }[]>`
    select pid, blockers from unnest(${[...pids]}::int[]) as pid, pg_blocking_pids(pid) as blockers
    where cardinality(blockers) > 0`
  return new Map(rows.map(({ pid, blockers }) => [pid, blockers]))
}

export async function cancelBackends({ admin }: Connections, pids: readonly number[]): Promise<void> {
  for (const pid of pids) await admin`select pg_cancel_backend(${pid})`
}

interface Transaction {
  connection: Connection | undefined
  begun: boolean
  savepoints: number
  /** Why nothing more can be done in it. */
  broken: Error | undefined
}

export interface ProcessDatabase {
  readonly db: Database
  /** The process is dead, or the server restarts: what is open is rolled back. */
  rollBackAll(): Promise<void>
  /** Every open transaction is lost; the process lives and gets errors. */
  breakAll(): Promise<void>
}

interface Options {
  readonly process: Process
  readonly gate: Gate
  readonly weather: Weather
  readonly connections: Connections
  /** As many as the process's pool has. */
  readonly poolSize: number
  /** The server restarts: all processes lose what they have open. */
  readonly restartServer: () => Promise<void>
}

/** Marks errors that were made here, so that others stand out. */
export const MADE_UP = '[simulated]'

export const databaseError = (code: string, text: string): Error =>
  Object.assign(new Error(`${text} ${MADE_UP}`), { code, name: 'PostgresError' })
const connectionLost = () => databaseError('CONNECTION_CLOSED', 'write CONNECTION_CLOSED')

type Rows = readonly unknown[] & { readonly count: number }
type Mode = 'objects' | 'values'

/** drizzle on a client of ours: each statement waits for its turn, and may meet with an accident. */
export function createProcessDatabase(options: Options): ProcessDatabase {
  const { process, gate, weather, connections, poolSize, restartServer } = options
  const open = new Set<Transaction>()
  let inUse = 0

  const hasFree = () => inUse < poolSize
  const take = (): Connection => {
    const connection = connections.all.find(one => !one.busy)
    if (!connection) throw new Error('the simulator has too few connections')
    connection.busy = true
    inUse += 1
    return connection
  }
  const giveBack = (connection: Connection) => {
    connection.busy = false
    inUse -= 1
  }
  const send = async (connection: Connection, text: string, params: readonly unknown[], mode: Mode): Promise<Rows> => {
    const query = connection.sql.unsafe(text, [...params] as postgres.ParameterOrJSON<never>[], { prepare: true }) // as drizzle gives them
    const rows = mode === 'values' ? await query.values() : await query
    return inFixedOrder(text, rows as unknown as Rows) // postgres.js adds the count to the array
  }

  /** One statement outside of transactions. */
  const single = (text: string, params: readonly unknown[], mode: Mode): Promise<Rows> => {
    let connection: Connection | undefined
    return gate.pass(
      process,
      labelOf(text),
      0,
      async () => {
        if (weather.strikes('database restart', 0.0004)) await restartServer()
        if (weather.strikes('database connection lost before', 0.003)) throw connectionLost()
        connection = take()
        try {
          const rows = await send(connection, text, params, mode)
          if (weather.strikes('database connection lost after', 0.003)) throw connectionLost()
          return rows
        } finally {
          giveBack(connection)
        }
      },
      { canBegin: hasFree, backend: () => connection?.pid ?? 0, describe: countOf },
    )
  }

  const inside = (transaction: Transaction, text: string, params: readonly unknown[], mode: Mode): Promise<Rows> =>
    gate.pass(
      process,
      labelOf(text),
      0,
      async () => {
        const { connection } = transaction
        if (weather.strikes('database restart', 0.0004)) await restartServer()
        if (!transaction.broken && weather.strikes('database connection lost before', 0.003)) await lose(transaction)
        if (!transaction.broken && weather.strikes('database deadlock', 0.003))
          transaction.broken = databaseError('40P01', 'deadlock detected')
        if (transaction.broken) throw transaction.broken
        if (!connection) throw new Error('a statement after the end of its transaction')
        if (!transaction.begun) {
          transaction.begun = true
          // postgres.js sends a query when somebody waits for it: this one has to go first.
          const begin = connection.sql.unsafe('begin').execute()
          const rows = send(connection, text, params, mode)
          await begin
          return await rows
        }
        return await send(connection, text, params, mode)
      },
      { backend: () => transaction.connection?.pid ?? 0, describe: countOf },
    )

  const lose = async (transaction: Transaction) => {
    transaction.broken = connectionLost()
    await rollBack(transaction)
  }
  const rollBack = async (transaction: Transaction) => {
    const { connection } = transaction
    if (!connection) return
    transaction.connection = undefined
    open.delete(transaction)
    if (transaction.begun) await connection.sql.unsafe('rollback')
    giveBack(connection)
  }

  const begin = async <T>(work: (client: object) => Promise<T>): Promise<T> => {
    const transaction: Transaction = { connection: undefined, begun: false, savepoints: 0, broken: undefined }
    await gate.pass(
      process,
      'begin',
      0,
      () => {
        transaction.connection = take()
        open.add(transaction)
      },
      { canBegin: hasFree },
    )
    try {
      const result = await work(clientOf(transaction))
      await gate.pass(process, 'commit', 0, () => commit(transaction), {
        backend: () => transaction.connection?.pid ?? 0,
      })
      return result
    } catch (error) {
      await gate.pass(process, 'rollback', 0, () => rollBack(transaction))
      throw error
    }
  }

  const commit = async (transaction: Transaction) => {
    if (!transaction.broken && weather.strikes('commit lost before', 0.01)) await lose(transaction)
    if (transaction.broken) throw transaction.broken
    const { connection } = transaction
    if (!connection) throw new Error('a commit after the end of its transaction')
    if (transaction.begun) await connection.sql.unsafe('commit')
    transaction.connection = undefined
    open.delete(transaction)
    giveBack(connection)
    if (weather.strikes('commit lost after', 0.01)) throw connectionLost()
  }

  const savepoint = async <T>(transaction: Transaction, work: (client: object) => Promise<T>): Promise<T> => {
    const name = `s${++transaction.savepoints}`
    await inside(transaction, `savepoint ${name}`, [], 'objects')
    try {
      return await work(clientOf(transaction))
    } catch (error) {
      if (!transaction.broken) await inside(transaction, `rollback to ${name}`, [], 'objects')
      throw error
    }
  }

  const clientOf = (transaction: Transaction) => ({
    options: transactionOptions,
    unsafe: (text: string, params: readonly unknown[] = []) => pending(mode => inside(transaction, text, params, mode)),
    savepoint: <T>(work: (client: object) => Promise<T>) => savepoint(transaction, work),
  })

  const client = {
    options: { parsers: {}, serializers: {} },
    unsafe: (text: string, params: readonly unknown[] = []) => pending(mode => single(text, params, mode)),
    begin,
  }
  return {
    db: drizzle(client as unknown as postgres.Sql), // it has what drizzle's session uses of a client
    rollBackAll: async () => {
      for (const transaction of [...open]) await rollBack(transaction)
    },
    breakAll: async () => {
      for (const transaction of [...open]) await lose(transaction)
    },
  }
}

const transactionOptions = { parsers: {}, serializers: {} }

/** postgres.js decides how rows look when `.values()` is called on the query: that happens before anything is sent. */
function pending(run: (mode: Mode) => Promise<Rows>) {
  let mode: Mode = 'objects'
  const rows = Promise.resolve().then(() => run(mode))
  return Object.assign(rows, {
    values: () => {
      mode = 'values'
      return rows
    },
  })
}

/** The server may give rows in any order where the statement asks for none: here it is always the same. */
function inFixedOrder(text: string, rows: Rows): Rows {
  if (rows.length < 2 || / order by [^)]*$/.test(text)) return rows
  const keyed = rows.map(row => [JSON.stringify(row), row] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  keyed.forEach(([, row], index) => {
    ;(rows as unknown as unknown[])[index] = row // sorted in place: the count stays on the array
  })
  return rows
}

const countOf = (rows: unknown): string => `${(rows as Rows).count} rows` // every statement here gives Rows

const labels = new Map<string, string>()

/** "update outbox" */
function labelOf(text: string): string {
  let label = labels.get(text)
  if (label === undefined) {
    const [, verb = '', table = ''] =
      /^\s*(insert|update|delete|select|savepoint|rollback)\b(?:.*?\b(?:into|from|update)\s+)?\s*"?(\w+)?/is.exec(
        text,
      ) ?? []
    label = `${verb.toLowerCase()} ${table}`
    labels.set(text, label)
  }
  return label
}
