import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, test } from 'vitest'

const PLACES = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = PLACES.find(place => place !== undefined && existsSync(place))

if (!executablePath && process.env.CI === 'true')
  throw new Error('The browser tests need Chromium: apt-get install -y chromium, or set CHROMIUM_PATH.')
if (!executablePath)
  process.stderr.write('Browser tests are skipped: there is no Chromium. Install it, or set CHROMIUM_PATH.\n')

/** A test that runs where there is a browser. */
export const browserTest = test.skipIf(!executablePath)

/** One browser for this test file, launched by the first test that asks; closed after its last test. */
export function testBrowser(): () => Promise<Browser> {
  let launched: Promise<Browser> | undefined
  afterAll(async () => {
    await (await launched)?.close()
  })
  return () => {
    launched ??= launch()
    return launched
  }
}

function launch(): Promise<Browser> {
  if (!executablePath) throw new Error('there is no Chromium')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
