#!/usr/bin/env node
// Runs the CLI on the Node that npm installed with us, so that the system's version does not matter.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundled = join(root, 'node_modules', 'node', 'bin', 'node')
const node = existsSync(bundled) ? bundled : process.execPath
const child = spawn(node, ['--import', tsx(), join(root, 'src', 'cli.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // tsx looks for a tsconfig.json where we are called; pages need the settings of ours.
  env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))

function tsx() {
  try {
    return import.meta.resolve('tsx')
  } catch {
    console.error(`Orderbridge's packages are not installed. Run "npm ci" in ${root}.`)
    process.exit(1)
  }
}
