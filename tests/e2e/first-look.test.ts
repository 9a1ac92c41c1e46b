import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { noon } from '../support/builders.js'
import { fileBrowser } from '../support/file-browser.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { newPage, panel, untilAll } from './dashboard-page.js'

const browser = fileBrowser()
const agents = ['momentum', 'vol-seller', 'mean-reversion', 'buy-and-hold']
let server: TestServer
/** Lets the store take the past of the agents. */
let release: () => void

beforeAll(async () => {
  // The agents trade more on some days than on others.
  const clock = shiftedClock(noon)
  server = await startServer({ clock }, { AGENTS: agents.join(), SIM_WARMUP_HOURS: '24' })
  const { journal } = server.app.services
  const keepPast = journal.keepPast.bind(journal)
  const released = new Promise<void>((resolve) => (release = resolve))
  vi.spyOn(journal, 'keepPast').mockImplementation((...given) => released.then(() => keepPast(...given)))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await server[Symbol.asyncDispose]()
})

const preparing = /The agents trade the last 24 h of the simulated market: \d+ %/

async function warmUpState(): Promise<string | undefined> {
  const query = '{ status { warmUp { state } } }'
  const { data } = await ask<{ status: { warmUp: { state: string } } }>(server.httpUrl, query)
  return data?.status.warmUp.state
}

/** The curve of an account, as it is charted. */
async function pointsOf(account: string): Promise<number> {
  const { data } = await ask<{ equity: { points: readonly unknown[] } }>(
    server.httpUrl,
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
    await page.goto(server.app.url)
    for (const name of ['performance', 'positions', 'decisions', 'leaderboard', 'trades']) {
      await panel(page, name).getByText(preparing).waitFor()
    }
    release()
    await until(warmUpState, (state) => state === 'DONE')
    await untilAll(page, 'live')
    await expect.poll(() => shownDecisions(page)).toBeGreaterThanOrEqual(20)
    for (const account of agents) {
      await panel(page, 'leaderboard').locator(`tr[data-account="${account}"]`).waitFor()
      expect(await pointsOf(account)).toBeGreaterThanOrEqual(100)
    }
    await panel(page, 'trades').getByRole('tab', { name: 'Closed' }).click()
    await expect.poll(() => panel(page, 'trades').locator('tbody tr').count()).toBeGreaterThanOrEqual(3)
    expect(await page.getByText(preparing).count()).toBe(0)
  }, 900_000)
})
