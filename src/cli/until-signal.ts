/** A terminal signals the whole group, and npm and our launcher pass it on: what comes within this time is one Ctrl-C. */
const SAME_SIGNAL_MS = 500

/**
 * Resolves at Ctrl-C or SIGTERM. A second one ends the process at once.
 * @param goodbye told on standard error when the first one comes.
 */
export function untilSignal(goodbye: string): Promise<'stopped'> {
  return new Promise(resolve => {
    let askedAt: number | undefined
    const stop = () => {
      const now = performance.now()
      if (askedAt !== undefined && now - askedAt > SAME_SIGNAL_MS) process.exit(130)
      if (askedAt !== undefined) return
      askedAt = now
      process.stderr.write(`${goodbye}\n`)
      resolve('stopped')
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
