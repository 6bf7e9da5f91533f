import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

export interface BenchChild {
  /** Sends one message and waits for the next answer. */
  ask<Answer>(message: unknown): Promise<Answer>
  /** Milliseconds of CPU that the process took so far; Linux only, else NaN. */
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a file of this folder as a process of its own: what it costs is not taken from our event loop. */
export function startChild(file: string, args: readonly string[] = []): BenchChild {
  const child: ChildProcess = fork(new URL(file, import.meta.url), [...args], {
    execArgv: ['--import', import.meta.resolve('tsx')],
  })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  died.catch(() => {}) // it is told to whoever asks
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(message: unknown) {
      child.send(message as object)
      const [answer] = await Promise.race([once(child, 'message'), died])
      return answer as Answer // our own file says it
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}
