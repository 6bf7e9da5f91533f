const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Swallows that somebody else was at work in a table for longer than we wait. For what is done again by itself: months are
 * made two months ahead, and dropped a day later just as well.
 * @throws every other error.
 */
export function unlessLocked(error: unknown): void {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) throw error
}
