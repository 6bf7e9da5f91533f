import type { World } from '../support/world.ts'
import type { testBrowser } from './browser.ts'
import { servePage } from './serve.ts'

/** The world's page in a browser, signed in by a login link. @param launchBrowser of the test file */
export async function openWorld(world: World, launchBrowser: ReturnType<typeof testBrowser>) {
  const site = await servePage(world.database, world.clock)
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(await site.loginLink())
  await page.getByRole('button', { name: 'Open Orderbridge' }).click()
  await page.waitForURL('**/admin')
  const close = async () => {
    await context.close()
    await site.close()
  }
  return { page, url: site.url, close }
}
