import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whether the library of Kafka is loaded after this, in a process of its own. */
const loadedAfter = (script: string): string =>
  execFileSync(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `${script}
      const { createRequire } = await import('node:module')
      const files = Object.keys(createRequire(process.cwd() + '/x.js').cache)
      console.log(files.some(file => file.includes('/kafkajs/')))
      process.exit()`,
    ],
    { cwd: root, encoding: 'utf8' },
  ).trim()

test('the bridge starts without loading Kafka, and loads it when it is asked for', () => {
  expect(loadedAfter(`await import('./src/node.ts'); await import('./src/runtime.ts')`)).toBe('false')
  expect(loadedAfter(`await (await import('./src/outbound/load-kafka.ts')).loadKafka()`)).toBe('true')
})
