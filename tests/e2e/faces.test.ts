import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ladder, optionsEvent, update } from '../support/builders.js'
import { fileBrowser } from '../support/file-browser.js'
import { expiriesFrom, openMarket, ScriptedFeed, strikes } from '../support/scripted-feed.js'
import { startServer, type TestServer } from '../support/start-server.js'
import {
  failWhere,
  newPage,
  openDashboard,
  panel,
  sizes,
  untilChanged,
  untilConnection,
  untilFeed,
  untilState,
} from './dashboard-page.js'

const browser = fileBrowser()

/** Falls silent soon. */
class AgingFeed extends ScriptedFeed {
  override readonly staleAfterMs = 2_000
}

describe('the faces of the dashboard', () => {
  it('waits before the feed has spoken, is live with it, and stale when it breaks', async () => {
    const feed = new ScriptedFeed()
    await using server = await startServer({ feed })
    const page = await openDashboard(browser, server.app.url)
    await untilState(page, 'chain', 'waiting')
    await untilConnection(page, 'waiting')
    expect(await page.locator('[data-connection]').innerText()).toMatch(/waiting/i)
    expect(await page.locator('[data-panel="market"][data-state="live"]').count()).toBe(0)
    openMarket(feed)
    await untilState(page, 'market', 'live')
    await untilState(page, 'chain', 'live')
    await untilConnection(page, 'live')
    await untilFeed(page, 'LIVE')
    expect(await page.locator('[data-feed-source]').innerText()).toMatch(/^simulated$/i)
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'the exchange is gone' })
    await untilState(page, 'market', 'stale')
    await untilFeed(page, 'RECONNECTING')
    await panel(page, 'market').getByText('Stale since').hover()
    await page.getByRole('tooltip').getByText('The exchange is gone.').waitFor()
    await untilState(page, 'chain', 'stale')
    await untilConnection(page, 'stale')
    expect(await page.locator('[data-feed-source]').innerText()).toMatch(
      /simulated\s+unreachable since \d\d:\d\d:\d\d/i,
    )
    expect(await panel(page, 'market').innerText()).toContain('84,000')
  })
})

describe('a curve that the server refuses', () => {
  it('says so beside the figures of its account, and comes when the server answers', async () => {
    const feed = new ScriptedFeed()
    await using server = await startServer({ feed }, { AGENTS: 'buy-and-hold', AGENT_INTERVAL_MS: '1000' })
    openMarket(feed)
    const page = await newPage(browser)
    let isFaulty = true
    await failWhere(page, ({ operationName }) => isFaulty && operationName === 'EquityUpdates')
    await page.goto(server.app.url)
    await untilState(page, 'performance', 'live')
    const performance = panel(page, 'performance')
    await performance.getByText('The curve could not be loaded').waitFor()
    expect(await performance.getByText('Loading curve').count()).toBe(0)
    await performance.getByRole('button', { name: 'Retry' }).waitFor()
    isFaulty = false
    await performance.getByText('could not be loaded').first().waitFor({ state: 'detached' })
    await performance.locator('[data-role="legend"]').getByText(/\d/).first().waitFor()
  })
})

describe('curves whose past the server refuses', () => {
  let server: TestServer
  let page: Page
  beforeAll(async () => {
    server = await startServer({}, { AGENTS: 'momentum,vol-seller', SIM_TICK_MS: '1000' })
    page = await newPage(browser)
    await failWhere(page, ({ operationName }) => /^(CandlesPage|EquityCurve)$/.test(operationName))
    await page.goto(server.app.url)
  })
  afterAll(async () => {
    await page.context().close()
    await server[Symbol.asyncDispose]()
  })

  it.each(sizes)('are said in the footer, which stays one line: $width pixels', async (viewport) => {
    await page.setViewportSize(viewport)
    const footer = (name: string) => panel(page, name).locator('footer')
    const ofOneLine = (await footer('chain').boundingBox())?.height
    for (const name of ['market', 'performance', 'leaderboard']) {
      await footer(name).getByText('Past not loaded').waitFor()
      await untilState(page, name, 'live')
      expect((await footer(name).boundingBox())?.height, name).toBe(ofOneLine)
    }
  })
})

describe('what is old in part', () => {
  it('is told from what is old as a whole, with since when it is, which does not move on', async () => {
    const feed = new AgingFeed()
    await using server = await startServer({ feed })
    const expiries = expiriesFrom()
    const page = await newPage(browser)
    openMarket(feed)
    // Quotes go on, and forward, index and perpetual are heard no more: also while the page loads, which may take longer than they last.
    const quotes = setInterval(() => {
      const now = Date.now()
      const quoted = { bidPrice: 0.0195 + (now % 7) / 1e6, askPrice: 0.0205, markPrice: 0.02, markIv: 0.45 }
      const symbols = expiries.flatMap((expiryMs) => ladder(strikes, expiryMs))
      feed.say(
        optionsEvent(
          symbols.map(({ symbol }) => update(symbol, quoted, now)),
          now,
        ),
      )
    }, 200)
    try {
      await page.goto(server.app.url)
      await untilState(page, 'chain', 'live')
      const chain = panel(page, 'chain')
      const tag = chain.getByText('Parts old since')
      await tag.waitFor()
      const said = await tag.innerText()
      await chain.locator('dl [data-mark="old"]', { hasText: 'Forward' }).waitFor()
      await untilChanged(page, 'chain')
      await untilChanged(page, 'chain')
      await untilChanged(page, 'chain')
      expect(await tag.innerText()).toBe(said)
      expect(
        await chain
          .locator('[data-role="body"]')
          .first()
          .evaluate((body) => getComputedStyle(body).filter),
      ).toBe('none')
    } finally {
      clearInterval(quotes)
    }
    await panel(page, 'market')
      .getByText(/^Stale since/)
      .waitFor()
  })
})

describe('a recording that is over', () => {
  it('is no outage: it has ended, and how it is played anew', async () => {
    const feed = new ScriptedFeed('REPLAY')
    await using server = await startServer({ feed })
    openMarket(feed)
    const page = await openDashboard(browser, server.app.url)
    await untilState(page, 'market', 'live')
    feed.say({ type: 'feed-state', state: 'ENDED', detail: 'the recording is over' })
    await untilFeed(page, 'ENDED')
    await panel(page, 'market')
      .getByText(/^Ended at \d\d:\d\d:\d\d/)
      .waitFor()
    expect(await page.locator('[data-connection]').innerText()).toMatch(/Recording over/)
    const badge = page.locator('[data-feed-source="REPLAY"]')
    await badge.focus()
    const tip = await page.getByRole('tooltip').innerText()
    expect(tip).toMatch(/The recording is over\.[\s\S]*Start the server again to play it anew/)
    expect(tip).not.toMatch(/goes on trying|network/)
  })
})
