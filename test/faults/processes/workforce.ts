import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Workforce {
  /** kill -9 for one of those that work; another one starts in its place. @returns false while none works. */
  kill(): boolean
  /** What those said that ended by themselves after they had begun to work; none should. */
  readonly deaths: readonly string[]
  stop(): Promise<void>
}

const NODE = join('node_modules', '.bin', 'node')
const MOST_WORDS = 4_000
/** One that finds no database ends; a supervisor starts it again, but not at once. */
const START_AGAIN_MS = 500

/** In a row: the database is away for seconds only. */
const MOST_FAILED_STARTS = 100

interface Member {
  readonly child: ChildProcess
  stage: 'starting' | 'working' | 'killed'
  words: string
}

/** So many worker processes, always: whichever ends is replaced. @param file of the bundled worker */
export function startWorkforce(
  count: number,
  file: string,
  environment: Readonly<Record<string, string>>,
  random: () => number,
): Workforce {
  const crew = new Set<Member>()
  const deaths: string[] = []
  let stopping = false
  let failedStarts = 0

  const hire = () => {
    if (stopping) return
    const env = { PATH: process.env.PATH, ...environment }
    const child = spawn(NODE, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const member: Member = { child, stage: 'starting', words: '' }
    crew.add(member)
    child.stdout.once('data', () => {
      if (member.stage === 'starting') member.stage = 'working'
      failedStarts = 0
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      member.words = (member.words + text).slice(-MOST_WORDS)
    })
    child.once('exit', (code, signal) => {
      crew.delete(member)
      if (member.stage === 'working' && !stopping)
        deaths.push(`a worker ended by itself with ${code ?? signal}: ${member.words.trim()}`)
      if (member.stage === 'starting') failedStarts += 1
      if (failedStarts === MOST_FAILED_STARTS) deaths.push(`no worker can start: ${member.words.trim()}`)
      setTimeout(hire, member.stage === 'killed' ? 0 : START_AGAIN_MS)
    })
  }
  for (let i = 0; i < count; i += 1) hire()
  return {
    deaths,
    kill() {
      const working = [...crew].filter(({ stage }) => stage === 'working')
      const unlucky = working[Math.floor(random() * working.length)]
      if (!unlucky) return false
      unlucky.stage = 'killed'
      unlucky.child.kill('SIGKILL')
      return true
    },
    async stop() {
      stopping = true
      await Promise.all(
        [...crew].map(async ({ child }) => {
          const ended = once(child, 'exit')
          child.kill('SIGKILL')
          await ended
        }),
      )
    },
  }
}
