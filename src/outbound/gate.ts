/** Lets a number of pieces of work run at once; the others wait their turn, first come, first served. */
export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>
  /** @param limit 0 stops all that has not begun. A smaller limit does not end what runs. */
  resize(limit: number): void
  readonly limit: number
  readonly running: number
  readonly waiting: number
}

/**
 * @param onShut called when work comes while the limit is 0
 * @throws RangeError for a limit that is no whole number or negative
 */
export function createGate(initial: number, onShut: () => void = () => {}): Gate {
  const waiting: (() => void)[] = []
  let limit = checked(initial)
  let running = 0
  const start = () => {
    while (running < limit) {
      const next = waiting.shift()
      if (!next) return
      running++
      next()
    }
  }
  return {
    async run(work) {
      await new Promise<void>(resolve => {
        waiting.push(resolve)
        start()
        if (limit === 0) onShut()
      })
      try {
        return await work()
      } finally {
        running--
        start()
      }
    },
    resize(next) {
      limit = checked(next)
      start()
    },
    get limit() {
      return limit
    },
    get running() {
      return running
    },
    get waiting() {
      return waiting.length
    },
  }
}

function checked(limit: number): number {
  if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`not a number of concurrent calls: ${limit}`)
  return limit
}
