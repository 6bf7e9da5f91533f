import type { OpenSession, Session } from './session-type.ts'

/** Opens a session for one piece of work and closes it whatever happens. */
export async function runInSession<T>(open: OpenSession, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await open()
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}
