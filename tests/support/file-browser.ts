import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { launchBrowser } from './browser.js'

/** What opens pages. */
export type Opener = Pick<Browser, 'newContext'>

/** A browser for the tests of a file. What a test opens is closed after it; what is opened before all tests of a group stays. */
export function fileBrowser(): Opener {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())
  let shared: readonly BrowserContext[] = []
  beforeEach(() => void (shared = browser.contexts()))
  afterEach(async () => {
    for (const context of browser.contexts()) if (!shared.includes(context)) await context.close()
  })
  return {
    async newContext(options) {
      const context = await browser.newContext(options)
      // With all the patience that a busy machine needs.
      context.setDefaultTimeout(120_000)
      return context
    },
  }
}
