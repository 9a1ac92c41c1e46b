import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { runServer, type Run } from '../support/run-server.js'
import { ask } from '../support/start-server.js'
import { newPage, panel, untilAll } from './dashboard-page.js'

const browser = fileBrowser()
let server: Run
let url: string

beforeAll(async () => {
  server = runServer({ SIM_WARMUP_HOURS: '24' })
  const [, found = ''] = await server.says(/GraphiQL and API (http:\S+\/)graphql/)
  url = found
})
afterAll(async () => {
  await server.kill()
})

const preparing = /The agents trade the last 24 h of the simulated market: \d+ %/

/** The curve of an account, as it is charted. */
async function pointsOf(account: string): Promise<number> {
  const { data } = await ask<{ equity: { points: readonly unknown[] } }>(
    `${url}graphql`,
    'query ($account: ID) { equity(account: $account, points: 500) { points { time } } }',
    { account },
  )
  return data?.equity.points.length ?? 0
}

async function shownDecisions(page: Page): Promise<number> {
  const note = await panel(page, 'decisions').innerText()
  return Number(/(\d+) newest/.exec(note)?.[1] ?? 0)
}

describe('the first look at a server with an empty store', () => {
  it('says how far the accounts are, and then shows a day of them without a reload', async () => {
    const page = await newPage(browser)
    await page.goto(url)
    for (const name of ['performance', 'positions', 'decisions', 'leaderboard', 'trades']) {
      await panel(page, name).getByText(preparing).waitFor()
    }
    await server.says(/Warm-up: done/)
    await untilAll(page, 'live')
    await expect.poll(() => shownDecisions(page)).toBeGreaterThanOrEqual(20)
    for (const account of ['momentum', 'vol-seller', 'mean-reversion', 'buy-and-hold']) {
      await panel(page, 'leaderboard').locator(`tr[data-account="${account}"]`).waitFor()
      expect(await pointsOf(account)).toBeGreaterThanOrEqual(100)
    }
    await panel(page, 'trades').getByRole('tab', { name: 'Closed' }).click()
    await expect.poll(() => panel(page, 'trades').locator('tbody tr').count()).toBeGreaterThanOrEqual(3)
    expect(await page.getByText(preparing).count()).toBe(0)
  })
})
