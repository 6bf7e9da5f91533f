import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { simulatedErps } from '../../sandbox/erps.ts'
import { ORDER_KINDS } from '../../sandbox/magento/shopper.ts'

/** One of each kind. */
const ORDERS = Object.keys(ORDER_KINDS).length

/** Only free ports: other tests have sandboxes too. */
function anyPorts(home: string, name: string): void {
  const folder = join(home, 'sandbox')
  mkdirSync(folder)
  const stage = {
    webhookSecret: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
    sessionKey: Buffer.alloc(32, 7).toString('base64'),
    ports: { magento: 0, smtp: 0, mail: 0 },
    erpPorts: { [name]: { main: 0 } },
  }
  writeFileSync(join(folder, 'stage.json'), JSON.stringify(stage))
}

async function start(
  home: string,
  ...args: string[]
): Promise<{ readonly output: string; readonly exitCode: number | null }> {
  const child = spawn(join('node_modules', '.bin', 'node'), ['--import', 'tsx', 'src/cli.ts', 'start', ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ORDERBRIDGE_HOME: home,
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { output: stdout + stderr, exitCode }
}

// At the same time: they wait for people in the ERP most of it.
it.concurrent.each(simulatedErps.slice(1).map(({ label, name }) => [label, name] as const))(
  'the sandbox with %s brings an order of each kind through, and stays with this ERP',
  async (_, name) => {
    const home = mkdtempSync(join(tmpdir(), 'orderbridge-other-erps-'))
    chmodSync(home, 0o755) // as root the database runs under another account
    try {
      anyPorts(home, name)
      const run = await start(home, '--erp', name, '--orders', String(ORDERS), '--exit')
      expect(run.output).toContain(`${ORDERS} of ${ORDERS} orders are right on both sides`)
      expect(run.exitCode, run.output).toBe(0)
      const other = await start(home, '--erp', simulatedErps[0].name, '--orders', '1', '--exit')
      expect(other.output).toContain('This sandbox plays with')
      expect(other.exitCode).toBe(1)
    } finally {
      await stopDatabase(home)
      rmSync(home, { recursive: true, force: true })
    }
  },
  180_000,
)

/** A start that was broken off leaves its database server running. */
async function stopDatabase(home: string): Promise<void> {
  const file = join(home, 'postgres', 'data', 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 'SIGINT')
    while (process.kill(pid, 0)) await pause(50)
  } catch {
    // It has ended.
  }
}
