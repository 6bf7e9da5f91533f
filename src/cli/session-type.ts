import type { Config } from '../config.ts'
import type { DatabaseHandle } from '../db/client.ts'
import type { FlowContext } from '../flows/context.ts'

/** What a command works with: the opened database and a context whose actor is the command line. */
export interface Session {
  readonly ctx: FlowContext
  readonly handle: DatabaseHandle
  readonly config: Config
  close(): Promise<void>
}

/** Opens the database, brings its schema up to date, and loads the keys. */
export type OpenSession = () => Promise<Session>
