import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The slow files first, so that no worker is left alone with one of them at the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) => /\/test\/(faults\/|flows\/kafka-)/.test(moduleId)
    const sorted = await super.sort(files)
    return [...sorted.filter(isSlow), ...sorted.filter(file => !isSlow(file))]
  }
}

// Workers and the bridges that tests start load compiled code: 2.0 s of CPU in place of 3.0 for each start.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'orderbridge-compile-cache')

const globalSetup = ['test/support/cluster.ts']
const BROWSER = 'test/browser/**/*.test.{ts,tsx}'

export default defineConfig({
  test: {
    // `npm test` and `npm run test:browser`: the second needs Chromium. Said here for both, the setup would run a third time.
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.{ts,tsx}'], exclude: [BROWSER], globalSetup } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [BROWSER],
          globalSetup,
          // What a page does a moment later, a moment on a busy machine being seconds.
          expect: { poll: { timeout: 15_000 } },
          // A browser that stood still once too long costs another look; the report says which.
          retry: process.env.CI ? 1 : 0,
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Modules are loaded once for each worker: no test leaves anything behind in one.
    isolate: false,
    // One more than the two cores of the usual runner: the slow files wait for clocks. `npm test` takes yet one more, which browsers leave no room for.
    maxWorkers: 3,
    sequence: { sequencer: SlowFirst },
  },
})
