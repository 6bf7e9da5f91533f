import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { signIn } from '../support/sign-in.ts'

const database = await testDatabase()
const home = mkdtempSync(join(tmpdir(), 'orderbridge-start-'))
afterAll(() => rmSync(home, { recursive: true }))

interface Run {
  readonly output: string
  readonly exitCode: number | null
}

/** `orderbridge start` on an empty database, until it says this; then it is ended as by an operator. */
async function start(
  args: readonly string[],
  until: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const child = spawn(join('node_modules', '.bin', 'node'), ['--import', 'tsx', 'src/cli.ts', 'start', ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: database.url,
      ORDERBRIDGE_HOME: home,
      PORT: String(await freePort()),
      LOG_LEVEL: 'error',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = once(child, 'exit').then(([code]) => code as number | null) // node's own type of the event
  while (!output.includes(until) && child.exitCode === null) await pause(20)
  child.kill('SIGTERM')
  return { output, exitCode: await ended }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

it.each([[['--no-sandbox']], [['--role', 'web']]])(
  'begins without a sandbox when nothing is configured and it is called with %j',
  async args => {
    const { output, exitCode } = await start(args, 'connect one on the page')
    expect(output).toMatch(/^Page {7}http:\/\/127\.0\.0\.1:\d+\/admin\/login/m)
    expect(output).toContain('Stores     none yet')
    expect(exitCode).toBe(0)
    expect(await database.sql`select code from stores`).toEqual([])
  },
)

it('says that there is no sandbox for what only a sandbox can do', async () => {
  const { output, exitCode } = await start(['--no-sandbox', '--orders', '5'], 'never said')
  expect(output).toContain('--orders, --exit and --erp are for the sandbox')
  expect(exitCode).toBe(1)
})

it('ends when the database is away, though it would serve metrics', async () => {
  const away = 'postgresql://nobody@127.0.0.1:1/nothing'
  const { output, exitCode } = await start([], 'never said', { DATABASE_URL: away, METRICS_PORT: '0' })
  expect(output).toContain('The database at 127.0.0.1:1/nothing does not answer')
  expect(exitCode).toBe(1)
})

it('leads those who configure all stores to connect the first one, and tells others who does', async () => {
  const world = { database, clock: { now: () => new Date() } }
  expect((await (await signIn(world)).get('/admin')).text).toContain('hx-get="/admin/connections/pair"')
  const looking = (await (await signIn(world, { roles: ['view'] })).get('/admin')).text
  expect(looking).toContain('Whoever runs Orderbridge connects the first one.')
  expect(looking).not.toContain('/admin/connections/pair')
})
