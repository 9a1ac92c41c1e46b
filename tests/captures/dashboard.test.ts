import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { startServer } from '../support/start-server.js'
import { captureFile } from './capture-file.js'

const path = captureFile('cryptofeed-2021-07-22-ws.raw.txt')

/** As on the screen: currency, expiry, strike, kind. */
const recorded = [
  'BTC 30JUL21 24,000 put',
  'BTC 24SEP21 8,000 put',
  'BTC 24SEP21 34,000 put',
  'BTC 31DEC21 34,000 put',
  'BTC 31DEC21 300,000 call',
  'BTC 25MAR22 30,000 call',
  'BTC 24JUN22 15,000 call',
  'ETH 23JUL21 2,300 call',
  'ETH 30JUL21 2,800 call',
  'ETH 27AUG21 4,000 put',
]

/** The options of the chain on the screen that show a mark price. */
function shownOptions(page: Page): Promise<string[]> {
  return page.locator('[data-panel="chain"] tr[data-strike]').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const strike = row.querySelector('th')?.textContent?.trim()
      const marks = [...row.querySelectorAll('[data-column="mark"]')].map((cell) => /\d/.test(cell.textContent ?? ''))
      return ['call', 'put'].filter((_kind, index) => marks[index]).map((kind) => `${strike} ${kind}`)
    }),
  )
}

const browser = fileBrowser()

describe('the dashboard on a captured session', () => {
  it.skipIf(path === null)('wears the REPLAY badge and shows its ten options', async () => {
    const env = { FEED: 'replay', REPLAY_FILE: path ?? '', REPLAY_SPEED: '100', REPLAY_LOOP: 'false' }
    await using server = await startServer({}, env)
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    await page.goto(server.app.url)
    await page.locator('[data-feed-source="REPLAY"][data-feed-state="ENDED"]').waitFor()
    const shown: string[] = []
    for (const currency of ['BTC', 'ETH']) {
      await page.getByRole('banner').getByText(currency, { exact: true }).click()
      const tabs = page.locator('[data-panel="chain"]').getByRole('tab')
      await tabs.first().waitFor()
      for (const tab of await tabs.all()) {
        await tab.click()
        const label = /\d+[A-Z]{3}\d\d/.exec(await tab.innerText())?.[0] ?? ''
        await page.locator(`[data-panel="chain"][data-state="stale"]`).waitFor()
        for (const option of await shownOptions(page)) shown.push(`${currency} ${label} ${option}`)
      }
    }
    expect(shown.sort()).toEqual([...recorded].sort())
  })
})
