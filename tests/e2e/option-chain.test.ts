import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expiryLabel } from '../../server/domain/instrument.js'
import { noon, option, optionsEvent, update } from '../support/builders.js'
import { fileBrowser } from '../support/file-browser.js'
import { expiriesFrom, openMarket, perpetualTick, ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { openDashboard, panel, sizes, untilState } from './dashboard-page.js'

const browser = fileBrowser()

describe('the option chain on screen', () => {
  const now = Date.now()
  const [nearest, later] = expiriesFrom()
  const column = (page: Page, key: string) =>
    panel(page, 'chain').locator(`tr[data-strike="84000"] [data-column="${key}"]`)
  const columns = (page: Page) =>
    panel(page, 'chain')
      .locator('tr[data-strike="84000"] td')
      .evaluateAll((cells) => cells.map((cell) => cell.dataset.column))
  const table = (page: Page, expiryMs: number) =>
    panel(page, 'chain').getByRole('region', { name: `Options expiring ${expiryLabel(expiryMs)}` })
  const choose = (page: Page, name: string) => panel(page, 'chain').getByRole('button', { name, exact: true }).click()

  let server: TestServer
  let page: Page
  beforeAll(async () => {
    const feed = new ScriptedFeed()
    server = await startServer({ feed })
    openMarket(feed, now)
    const dearer = { markPrice: 0.05, bidPrice: 0.0495, askPrice: 0.0505 }
    feed.say(optionsEvent([update(option(84_000, 'CALL', later).symbol, dearer, now)], now))
    page = await openDashboard(browser, server.app.url)
    await table(page, nearest).waitFor()
  })
  afterAll(async () => {
    await page.context().close()
    await server[Symbol.asyncDispose]()
  })

  it('is that of the expiry whose tab was chosen', async () => {
    expect(await column(page, 'bid').first().innerText()).toBe('0.0195')
    const tab = (expiryMs: number) => page.getByRole('tab', { name: expiryLabel(expiryMs) })
    expect(await tab(nearest).getAttribute('aria-selected')).toBe('true')
    await tab(later).click()
    await table(page, later).waitFor()
    expect(await column(page, 'bid').first().innerText()).toBe('0.0495')
    expect(await tab(later).getAttribute('aria-selected')).toBe('true')
    expect(await table(page, nearest).count()).toBe(0)
    await tab(nearest).click()
    await table(page, nearest).waitFor()
    expect(await column(page, 'bid').first().innerText()).toBe('0.0195')
  })

  it('shows premiums in the chosen unit, and greeks in place of quotes, also when the page is loaded again', async () => {
    const quotes = ['bid-iv', 'bid', 'ask', 'ask-iv']
    const outwards = ['mark', 'iv', 'oi', 'volume']
    expect(await columns(page)).toEqual([...outwards.toReversed(), ...quotes, ...quotes, ...outwards])
    await choose(page, 'USD')
    await column(page, 'bid').first().filter({ hasText: '1,640' }).waitFor()
    await choose(page, 'Greeks')
    await column(page, 'delta').first().waitFor()
    const greeks = ['iv', 'delta', 'gamma', 'vega', 'theta', 'oi']
    expect(await columns(page)).toEqual([...greeks.toReversed(), ...greeks])
    expect(await column(page, 'delta').first().innerText()).toMatch(/^0\.\d+$/)
    await page.reload()
    await column(page, 'delta').first().waitFor()
    await choose(page, 'Prices')
    await column(page, 'bid').first().filter({ hasText: '1,640' }).waitFor()
    await choose(page, 'BTC')
    await column(page, 'bid').first().filter({ hasText: '0.0195' }).waitFor()
  })
})

describe('what the exchange halts, and marks in doubt', () => {
  it('are marked in chain, perpetual and position, and explained to the keyboard', async () => {
    const feed = new ScriptedFeed()
    await using server = await startServer({ feed }, { AGENTS: 'buy-and-hold', AGENT_INTERVAL_MS: '1000' })
    openMarket(feed)
    const page = await openDashboard(browser, new URL('/', server.httpUrl).href)
    await panel(page, 'positions').locator('tr[data-symbol="BTC-PERPETUAL"]').waitFor()
    const now = Date.now()
    const at = { currency: 'BTC', eventTimeMs: now, receivedTimeMs: now } as const
    feed.say(
      { type: 'instrument-state', ...at, symbol: symbolOf(84_000, 'PUT'), state: 'HALTED' },
      { type: 'instrument-state', ...at, symbol: 'BTC-PERPETUAL', state: 'HALTED' },
      optionsEvent([update(symbolOf(86_000), { markPrice: 0.3 }, now)], now),
      perpetualTick({ markPriceUsd: 840_000 }, now),
    )
    const tip = page.getByRole('tooltip')
    const explained = async (within: Locator, words: string) => {
      await within.waitFor()
      await within.focus()
      await tip.getByText(words).waitFor()
    }
    const notes = panel(page, 'chain').locator('[data-role="chain-notes"] > *')
    await explained(notes.filter({ hasText: '1 halted' }), symbolOf(84_000, 'PUT'))
    await explained(notes.filter({ hasText: '1 mark in doubt' }), symbolOf(86_000))
    await explained(panel(page, 'market').locator('[data-instrument-state="HALTED"]'), 'no order fills')
    await explained(
      panel(page, 'market').locator('[data-hint]', { hasText: /Mark.*in doubt/ }),
      'until it is confirmed',
    )
    await panel(page, 'positions').locator('[data-doubted]').waitFor()
    await panel(page, 'positions').getByRole('region').focus()
    await page.keyboard.press('ArrowDown')
    expect(await tip.innerText()).toMatch(
      /Instrument: [^\n]*no order fills[\s\S]*Entry Mark: [^\n]*the last one believed/,
    )
    await panel(page, 'chain').getByRole('region').focus()
    await page.keyboard.press('Home')
    expect(await tip.innerText()).toContain('Open interest in the coin')
    const halted = panel(page, 'chain').locator('tr', { has: page.locator('[data-kind="PUT"]') })
    while (!(await halted.evaluate((row) => row === document.activeElement))) await page.keyboard.press('ArrowDown')
    await tip.getByText('Strike: The exchange has halted it').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-describedby'))).toBe(
      await tip.getAttribute('id'),
    )
    feed.say({ type: 'index-lock', ...at, locked: true })
    await explained(notes.filter({ hasText: 'locked' }), 'or its index')
  })
})

describe('the chain of a whole simulated market', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ clock: shiftedClock(noon) }, { SIM_TICK_MS: '1000', SIM_CHAIN_MS: '5000' })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  /** Quotes in the coin, in USD, then greeks; and back, so that each tab begins where the one before ended. */
  const forth = [null, 'USD', 'Greeks']
  const back = [null, 'Prices', 'BTC']

  it('cuts no number short, at any size, of any expiry and in any view', async () => {
    const page = await openDashboard(browser, server.app.url)
    await untilState(page, 'chain', 'live')
    const chain = panel(page, 'chain')
    let views = back
    for (const size of [...sizes, { width: 700, height: 900 }, { width: 768, height: 1024 }]) {
      await page.setViewportSize(size)
      for (const tab of await chain.getByRole('tab').all()) {
        await tab.click()
        const label = (await tab.innerText()).split('\n')[0] ?? ''
        await page.getByRole('region', { name: `Options expiring ${label}` }).waitFor()
        views = views === forth ? back : forth
        for (const view of views) {
          if (view !== null) await chain.getByRole('button', { name: view }).click()
          const cut = await chain
            .locator('tr[data-hinted] > *')
            .evaluateAll((cells) =>
              cells.flatMap((cell) => (cell.scrollWidth > cell.clientWidth ? [cell.textContent] : [])),
            )
          expect(cut, `${view} ${label} at ${size.width} pixels`).toEqual([])
        }
      }
    }
  })
})
