import { describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { expiriesFrom, openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { startServer } from '../support/start-server.js'
import { openDashboard, panel, sizes } from './dashboard-page.js'

const browser = fileBrowser()

describe('times of another day', () => {
  const DAY_MS = 86_400_000

  it.each(sizes)('at $width × $height cut nothing beside them', async (size) => {
    const feed = new ScriptedFeed('REPLAY')
    const clock = shiftedClock(Date.now() - 150 * DAY_MS)
    await using server = await startServer({ feed, clock }, { AGENTS: 'buy-and-hold', AGENT_INTERVAL_MS: '1000' })
    openMarket(feed, clock.now(), expiriesFrom(clock.now()))
    const page = await openDashboard(browser, server.app.url, size)
    const bought = panel(page, 'decisions').locator('[data-action="BUY_TO_ENTER"]')
    await bought.getByText('BTC-PERPETUAL', { exact: true }).waitFor()
    await panel(page, 'positions').locator('[data-symbol="BTC-PERPETUAL"]').waitFor()
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'the exchange is gone' })
    for (const name of ['market', 'chain', 'performance', 'positions']) {
      await panel(page, name)
        .getByText(/^Stale since \d+ \w+ \d{4}/)
        .waitFor()
    }
    const cut = await page.evaluate(() => {
      const parts = 'header, header *, footer, footer *, [data-role="symbol"], time'
      return [...document.querySelectorAll<HTMLElement>('[data-panel]')].flatMap((panel) =>
        [...panel.querySelectorAll<HTMLElement>(parts)]
          .filter((part) =>
            part.matches('select') ? part.clientWidth < 80 : part.matches(':not(option, .visually-hidden)'),
          )
          .filter(
            (part) =>
              part.matches('select') ||
              part.scrollWidth > part.clientWidth + 1 ||
              part.scrollHeight > part.clientHeight + 1,
          )
          .map((part) => `${panel.dataset['panel']}: ${part.innerText}`),
      )
    })
    expect(cut).toEqual([])
    const footers = await page.evaluate(
      () =>
        [...document.querySelectorAll('[data-panel]')].filter((panel) => {
          const footer = panel.querySelector(':scope > footer')?.getBoundingClientRect()
          return (footer?.bottom ?? Infinity) > panel.getBoundingClientRect().bottom
        }).length,
    )
    expect(footers).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width)
  })
})
