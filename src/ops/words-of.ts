/** An unexpected error in one line for the log. Drizzle's error names the query; what PostgreSQL said is its cause. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.cause.message} (${error.message.slice(0, 200)})` : error.message
}
