import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { UserError } from '../domain/errors.ts'

/** The database, or a transaction on it: flows take either. */
export type Database = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>
export type Sql = postgres.Sql

export interface DatabaseHandle {
  readonly db: Database
  readonly sql: Sql
  close(): Promise<void>
}

/**
 * Opens a pool and makes sure that the server answers.
 * @throws UserError when it does not, without the password in the text.
 */
export async function openDatabase(
  url: string,
  options: { readonly max?: number; readonly name?: string } = {},
): Promise<DatabaseHandle> {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: options.name ?? 'orderbridge', TimeZone: 'UTC' },
  })
  try {
    await sql`select 1`
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw new UserError(
      `The database at ${placeOf(url)} does not answer: ${wordsOf(error)}. Check DATABASE_URL and that the server runs.`,
      { cause: error },
    )
  }
  return { db: databaseOn(sql), sql, close: () => sql.end({ timeout: 5 }) }
}

/** drizzle on these connections, with statements that they keep. */
export const databaseOn = (sql: Sql): Database => drizzle(preparing(sql))

/** Of one transaction. */
interface Connection {
  lost: boolean
}

/**
 * drizzle asks for every statement to be parsed and planned anew, which takes two trips to the server and more time
 * there than most of ours need to run (docs/benchmarks.md). This has the connection keep them, as postgres.js does by itself.
 *
 * And it keeps a transaction from going on after its connection has ended (a restart of the server): postgres.js 3.4.9
 * would write to it outside of every promise, and the process would die of that (porsager/postgres#1208).
 */
function preparing<Client extends postgres.Sql | postgres.TransactionSql>(
  client: Client,
  connection: Connection = { lost: false },
): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'unsafe')
        return (...[text, parameters, options]: Parameters<Client['unsafe']>) => {
          if (connection.lost) throw new Error('The connection to the database ended within a transaction.')
          return target.unsafe(text, parameters, { ...options, prepare: true })
        }
      if (name === 'begin' && 'begin' in target)
        return (work: Work) => {
          const own = { lost: false }
          const done = target.begin(inner => unlessLost(own, work(preparing(inner, own))))
          // It rejects as soon as the connection ends, whatever the work is waiting for.
          done.catch(() => {
            own.lost = true
          })
          return done
        }
      if (name === 'savepoint' && 'savepoint' in target)
        return (work: Work) => target.savepoint(inner => unlessLost(connection, work(preparing(inner, connection))))
      return Reflect.get(target, name)
    },
  })
}

type Work = (inner: postgres.TransactionSql) => Promise<unknown>

/**
 * Never settles on a connection that has ended: the driver would answer with "commit" or "rollback" there. The transaction
 * itself has failed by then. A failed statement is told before the end of the connection is: hence the turn of the loop.
 */
const unlessLost = (connection: Connection, work: Promise<unknown>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    work.then(
      value => connection.lost || resolve(value),
      error => setImmediate(() => connection.lost || reject(error)),
    )
  })

const placeOf = (url: string): string => {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || '5432'}${pathname}`
}

/** AggregateError of a refused dual-stack connection has an empty message; its code says it. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return error.message || code || error.name
}
