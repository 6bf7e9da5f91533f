import type { FlowContext } from '../flows/context.ts'
import { giveBackShares, holdShares } from '../flows/pressure/hold-shares.ts'
import { wordsOf } from '../ops/words-of.ts'
import type { Side } from '../outbound/pressure.ts'

const BEAT_MS = 1_000
/** Beats without a call until the places are given back to the other processes. */
const IDLE_BEATS = 5

export interface ShareKeeper {
  stop(): Promise<void>
}

/**
 * Keeps this process's part of what each far side can bear. From now on nothing is called before it has a share; a call
 * that finds the gate shut asks for one at once.
 * @param name of this process; no other has the same
 */
export function keepShares(ctx: FlowContext, name: string): ShareKeeper {
  const { pressure } = ctx.remotes
  const idle = new Map<Side, number>()
  let soon: NodeJS.Immediate | undefined
  let beating: Promise<void> | undefined
  let again = false

  const beat = async () => {
    const all = pressure.all()
    for (const side of all) {
      const busy = side.gate.running + side.gate.waiting > 0
      idle.set(side, busy ? 0 : (idle.get(side) ?? 0) + 1)
    }
    const rested = all.filter(side => (idle.get(side) ?? 0) === IDLE_BEATS)
    await giveBackShares(ctx, name, rested)
    await holdShares(
      ctx,
      name,
      all.filter(side => (idle.get(side) ?? 0) < IDLE_BEATS),
    )
  }
  const run = () => {
    if (beating) {
      again = true
      return
    }
    beating = beat()
      .catch((error: unknown) => ctx.log.warn({ error: wordsOf(error) }, 'shares could not be renewed'))
      .finally(() => {
        beating = undefined
        if (again) run()
        again = false
      })
  }
  const timer = setInterval(run, BEAT_MS)
  timer.unref()
  pressure.shared = true
  pressure.onChange = () => {
    clearImmediate(soon)
    soon = setImmediate(run)
  }
  return {
    async stop() {
      clearInterval(timer)
      clearImmediate(soon)
      pressure.onChange = () => {}
      await beating
      await giveBackShares(ctx, name, pressure.all()).catch((error: unknown) =>
        ctx.log.warn({ error: wordsOf(error) }, 'shares could not be given back'),
      )
    },
  }
}
