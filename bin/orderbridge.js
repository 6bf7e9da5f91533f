#!/usr/bin/env node
// Runs the CLI on the Node that npm installed with us, so that the system's version does not matter.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bundled = join(root, 'node_modules', 'node', 'bin', 'node')
const node = existsSync(bundled) ? bundled : process.execPath
const child = spawn(node, ['--import', import.meta.resolve('tsx'), join(root, 'src', 'cli.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
