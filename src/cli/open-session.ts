import { userInfo } from 'node:os'
import { loadConfig } from '../config.ts'
import { openRuntime } from '../runtime.ts'
import type { Session } from './session-type.ts'

/** A command's own connection; beside a running start it uses the same embedded database. */
export async function openSession(): Promise<Session> {
  const runtime = await openRuntime(loadConfig(), { poolSize: 4 })
  return {
    ctx: runtime.context({ kind: 'cli', user: userInfo().username }),
    handle: runtime.handle,
    config: runtime.config,
    close: runtime.close,
  }
}
