const FAST_MS = 1_000
/** While a store never rests nobody is told more often than pages used to ask by themselves. */
const BUSY_MS = 3_000
/** So many calls in a row, each as soon as it may come, are a store that never rests. */
const IN_A_ROW = 10

/** Passes calls on: the first at once, those that follow gathered, at most one a second. */
export function paceOf(act: () => void): { call(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let waiting = false
  let row = 0
  const run = () => {
    waiting = false
    row += 1
    act()
    timer = setTimeout(rested, row > IN_A_ROW ? BUSY_MS : FAST_MS).unref()
  }
  const rested = () => {
    timer = undefined
    if (waiting) run()
    else row = 0
  }
  return {
    call() {
      if (timer) waiting = true
      else run()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      waiting = false
    },
  }
}
