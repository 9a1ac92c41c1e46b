import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { expiryLabel } from '../../server/domain/instrument.js'
import type { Commit, Committed } from '../../server/storage/journal.js'
import { launchBrowser } from '../support/browser.js'
import { ladder, noon, option, optionsEvent, update } from '../support/builders.js'
import { commitAndTell } from '../support/commit-and-tell.js'
import { expiriesFrom, openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { spawnServer, type SpawnedServer } from '../support/spawn-server.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'
import { newClosedTrade, newDecision, newFill, order } from '../support/store/records.js'
import { temporaryDir } from '../support/temporary-dir.js'
import { cuttableLine } from './cuttable-line.js'
import { failWhere, moving, newPage, panel, panels, untilConnection, untilState, wide } from './dashboard-page.js'

/** Falls silent soon. */
class AgingFeed extends ScriptedFeed {
  override readonly staleAfterMs = 2_000
}

const sizes = [wide, { width: 1024, height: 768 }, { width: 390, height: 844 }]

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

async function openDashboard(url: string, viewport = wide): Promise<Page> {
  const page = await newPage(browser, viewport)
  await page.goto(url)
  return page
}

const untilFeed = (page: Page, state: string) => page.locator(`[data-feed-state="${state}"]`).waitFor()

/** Waits until a panel shows another event, and what it shows differs. */
async function untilChanged(page: Page, name: string): Promise<void> {
  const before = await panel(page, name).evaluate((section) => ({
    seq: (section as HTMLElement).dataset.seq,
    text: section.querySelector<HTMLElement>(':scope > [data-role="body"]')?.innerText,
  }))
  await page.waitForFunction(
    ({ name, before }) => {
      const section = document.querySelector<HTMLElement>(`[data-panel="${name}"]`)
      const body = section?.querySelector<HTMLElement>(':scope > [data-role="body"]')
      // Decisions of all accounts have no seq.
      const isNext = before.seq === undefined || section?.dataset.seq !== before.seq
      return isNext && body?.innerText !== before.text
    },
    { name, before },
  )
}

describe('the dashboard', () => {
  let server: SpawnedServer
  beforeAll(async () => {
    server = await spawnServer('tests/e2e/fast-server.ts')
  })
  afterAll(() => server.kill())

  it('shows every panel change twice, and says that the market is simulated', async () => {
    const page = await openDashboard(server.url)
    await untilConnection(page, 'live')
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await Promise.all(
      moving.map(async (name) => {
        await untilChanged(page, name)
        await untilChanged(page, name)
      }),
    )
    expect(await page.locator('[data-feed-source="SIMULATED"]').innerText()).toMatch(/simulated/i)
  })

  it('tells the last move of the index by an arrow as well as by its color', async () => {
    const page = await openDashboard(server.url)
    const shown = await page.waitForFunction(() => {
      const direction = document.querySelector<HTMLElement>('[data-role="index-price"]')?.dataset.direction
      const arrow = document.querySelector('[data-role="last-move"]')?.textContent.trim()
      return direction === 'up' || direction === 'down' ? `${direction} ${arrow}` : null
    })
    expect(await shown.jsonValue()).toMatch(/^(up ▲|down ▼)$/)
  })

  it('reconnects by itself when the server was killed and started again, and data move again', async () => {
    const page = await openDashboard(server.url)
    await untilConnection(page, 'live')
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await server.kill()
    await untilConnection(page, 'reconnecting')
    server = await spawnServer('tests/e2e/fast-server.ts', server.port)
    await untilConnection(page, 'live')
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await Promise.all(moving.map((name) => untilChanged(page, name)))
  })

  it.each(sizes)('at $width × $height has nothing for axe to find and never scrolls sideways', async (size) => {
    const page = await openDashboard(server.url, size)
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await page.getByText('More figures').click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width)
  })

  it('is as tidy while it reconnects, and whoever will not wait can retry', async () => {
    const own = await spawnServer('tests/e2e/fast-server.ts')
    const pages = await Promise.all(sizes.map((size) => openDashboard(own.url, size)))
    for (const page of pages) await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await own.kill()
    for (const [index, page] of pages.entries()) {
      await untilState(page, 'market', 'stale')
      const retry = page.getByRole('button', { name: 'Retry now' }).first()
      await retry.waitFor()
      const box = await retry.boundingBox()
      const { width } = sizes[index] ?? wide
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    }
  })

  it('loads nothing from anywhere else and logs no fault', async () => {
    const context = await browser.newContext({ viewport: wide })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on(
      'request',
      (request) =>
        !/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url) && faults.push(request.url()),
    )
    await page.goto(server.url)
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    expect(faults).toEqual([])
  })

  it('keeps two tabs in step', async () => {
    const tabs = await Promise.all([openDashboard(server.url), openDashboard(server.url)])
    await Promise.all(tabs.map((page) => untilState(page, 'decisions', 'live')))
    const [first, second] = tabs
    if (!first || !second) throw new Error('two tabs were opened')
    await untilChanged(first, 'decisions')
    const newest = (page: Page) =>
      panel(page, 'decisions').locator('[data-decision], [data-holds]').first().locator('summary').first().innerText()
    // A HOLD that comes meanwhile changes the line of those before it, in one tab a moment before the other.
    await vi.waitFor(
      async () => {
        const [words, others] = await Promise.all([newest(first), newest(second)])
        expect(others).toBe(words)
      },
      { timeout: 60_000, interval: 50 },
    )
  })
})

describe('the faces of the dashboard', () => {
  it('waits before the feed has spoken, is live with it, and stale when it breaks', async () => {
    const feed = new ScriptedFeed()
    await using server = await startServer({ feed })
    const page = await openDashboard(server.app.url)
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

describe('what keeps the dashboard from the market', () => {
  const ofSource = ['market', 'chain', 'performance', 'positions']

  it('is said where the exchange cannot be reached: what, since when, the next attempt and what to do', async () => {
    const feed = new ScriptedFeed('DERIBIT')
    await using server = await startServer({ feed })
    const detail = "nobody listens at the exchange's address"
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail, retryInMs: 600_000 })
    const page = await openDashboard(server.app.url)
    await Promise.all(ofSource.map((name) => untilState(page, name, 'failed')))
    const times = /since \d\d:\d\d:\d\d[\s\S]*again at .*\d\d:\d\d:\d\d/i
    for (const name of ofSource) {
      const words = await panel(page, name).innerText()
      expect(words).toMatch(/cannot be reached\s+Nobody listens at the exchange's address\./)
      expect(words).toMatch(times)
      expect(words).toMatch(/check its network/)
    }
    const badge = page.locator('[data-feed-source="DERIBIT"]')
    expect(await badge.innerText()).toMatch(times)
    await badge.focus()
    expect(await page.getByRole('tooltip').innerText()).toContain("Nobody listens at the exchange's address.")
    expect(await page.locator('[data-connection]').innerText()).toMatch(/No market data/)
    openMarket(feed)
    await Promise.all(ofSource.map((name) => untilState(page, name, 'live')))
  })

  it('is said where the server is gone before anything came, until it is back', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '100' })
    await using line = await cuttableLine(server.app.url)
    const page = await (await browser.newContext({ viewport: wide })).newPage()
    // The page itself is there, and nothing after it.
    await page.route('**/assets/*.js', async (route) => {
      const response = await route.fetch().catch(() => null)
      line.cut()
      await (response === null ? route.abort() : route.fulfill({ response }))
    })
    await page.goto(line.url)
    await Promise.all(panels.map((name) => untilState(page, name, 'failed')))
    for (const name of panels) {
      const words = await panel(page, name).innerText()
      expect(words).toMatch(/connection to the server is lost[\s\S]*Retry[\s\S]*Since \d\d:\d\d:\d\d\./)
      expect(words).toMatch(/see whether the server runs/)
    }
    await page.unroute('**/assets/*.js')
    line.mend()
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await panel(page, 'market').locator('canvas').first().waitFor()
  })
})

describe('what is old in part', () => {
  it('is told from what is old as a whole, with since when it is, which does not move on', async () => {
    const feed = new AgingFeed()
    await using server = await startServer({ feed })
    const expiries = expiriesFrom()
    openMarket(feed)
    const page = await openDashboard(server.app.url)
    await untilState(page, 'chain', 'live')
    // Quotes go on, and forward, index and perpetual are heard no more.
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

describe('a server that is down', () => {
  it('is asked for nothing meanwhile: only the connection is tried', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '100' })
    await using line = await cuttableLine(server.app.url)
    const page = await openDashboard(line.url)
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    let sockets = 0
    page.on('websocket', () => (sockets += 1))
    line.cut()
    await untilConnection(page, 'reconnecting')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.postData() ?? request.url()))
    // Longer than the shortest of the intervals at which panels ask.
    await vi.waitFor(() => expect(sockets).toBeGreaterThanOrEqual(5), patient)
    expect(requests).toEqual([])
    line.mend()
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
  })
})

describe('a server that fails', () => {
  const failedNow = /Unexpected error\.[\s\S]*Retry[\s\S]*Since \d\d:\d\d:\d\d\. Tries again at \d\d:\d\d:\d\d\./

  it('is told of by every panel, until it answers', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '100' })
    const page = await newPage(browser)
    let isFaulty = true
    await failWhere(page, () => isFaulty)
    await page.goto(server.app.url)
    await Promise.all(panels.map((name) => untilState(page, name, 'failed')))
    for (const name of panels) expect(await panel(page, name).innerText()).toMatch(failedNow)
    const tabs = panel(page, 'chain').getByRole('alert').filter({ hasText: 'expiries' })
    expect(await tabs.innerText()).toMatch(/Unexpected error\. Since .* Tries again at/)
    isFaulty = false
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
  })

  it('is told of by the curves that are missing, while the board goes on', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '100' })
    const page = await newPage(browser)
    let isFaulty = true
    await failWhere(page, ({ operationName }) => isFaulty && operationName === 'EquityCurve')
    await page.goto(server.app.url)
    await untilState(page, 'leaderboard', 'live')
    const words = panel(page, 'leaderboard').getByText('Curves could not be loaded')
    await words.waitFor()
    isFaulty = false
    await words.waitFor({ state: 'detached' })
  })

  it('is told of where it takes no WebSocket, until it does', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '100' })
    const page = await newPage(browser)
    let isBlocked = true
    await page.routeWebSocket('**/graphql', async (near) => {
      if (isBlocked) await near.close({ code: 1011 })
      else near.connectToServer()
    })
    await page.goto(server.app.url)
    await Promise.all(panels.map((name) => untilState(page, name, 'failed')))
    for (const name of panels) {
      expect(await panel(page, name).innerText()).toMatch(
        /connection to the server is lost[\s\S]*Since \d\d:\d\d:\d\d\./,
      )
    }
    isBlocked = false
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
  })
})

describe('the option chain on screen', () => {
  const now = Date.now()
  const [nearest, later] = expiriesFrom(now)
  const column = (page: Page, key: string) =>
    panel(page, 'chain').locator(`tr[data-strike="84000"] [data-column="${key}"]`)
  const columns = (page: Page) =>
    panel(page, 'chain')
      .locator('tr[data-strike="84000"] td')
      .evaluateAll((cells) => cells.map((cell) => cell.dataset.column))
  const table = (page: Page, expiryMs: number) =>
    panel(page, 'chain').getByRole('region', { name: `Options expiring ${expiryLabel(expiryMs)}` })
  const choose = (page: Page, name: string) => panel(page, 'chain').getByRole('button', { name, exact: true }).click()

  async function openChain() {
    const feed = new ScriptedFeed()
    const server = await startServer({ feed })
    openMarket(feed, now)
    const dearer = { markPrice: 0.05, bidPrice: 0.0495, askPrice: 0.0505 }
    feed.say(optionsEvent([update(option(84_000, 'CALL', later).symbol, dearer, now)], now))
    const page = await openDashboard(server.app.url)
    await table(page, nearest).waitFor()
    return { server, page }
  }

  it('is that of the expiry whose tab was chosen', async () => {
    const { server, page } = await openChain()
    await using _server = server
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
    const { server, page } = await openChain()
    await using _server = server
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
    const page = await openDashboard(new URL('/', server.httpUrl).href)
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
    server = await startServer({ clock: shiftedClock(noon) })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  it.each([...sizes, { width: 700, height: 900 }, { width: 768, height: 1024 }])(
    'at $width × $height cuts no number short, in any view and of any expiry',
    async (size) => {
      const page = await openDashboard(server.app.url, size)
      await untilState(page, 'chain', 'live')
      for (const choice of ['BTC', 'USD', 'Greeks']) {
        await panel(page, 'chain').getByRole('button', { name: choice }).click()
        for (const tab of await panel(page, 'chain').getByRole('tab').all()) {
          await tab.click()
          const label = (await tab.innerText()).split('\n')[0] ?? ''
          await page.getByRole('region', { name: `Options expiring ${label}` }).waitFor()
          const cut = await panel(page, 'chain')
            .locator('tr[data-hinted] > *')
            .evaluateAll((cells) =>
              cells.flatMap((cell) => (cell.scrollWidth > cell.clientWidth ? [cell.textContent] : [])),
            )
          expect(cut, `${choice} ${label}`).toEqual([])
        }
      }
    },
  )
})

describe('times of another day', () => {
  const DAY_MS = 86_400_000

  it.each(sizes)('at $width × $height cut nothing beside them', async (size) => {
    const feed = new ScriptedFeed('REPLAY')
    const clock = shiftedClock(Date.now() - 150 * DAY_MS)
    await using server = await startServer({ feed, clock }, { AGENTS: 'buy-and-hold', AGENT_INTERVAL_MS: '1000' })
    openMarket(feed, clock.now())
    const page = await openDashboard(server.app.url, size)
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

describe('the decisions on screen', () => {
  const FIRST_PAGE = 50
  const cards = (page: Page) => panel(page, 'decisions').locator('[data-decision]')
  /** Those of HOLDs in a row are there once their line is opened: looked for again, they are found. */
  const idsOnPage = async (page: Page) => {
    await unfold(page)
    return cards(page).evaluateAll((all) => all.map((card) => card.dataset.decision))
  }

  async function idsOnServer(url: string): Promise<string[]> {
    const { data } = await ask<{ decisions: { edges: { node: { id: string } }[] } }>(
      `${url}graphql`,
      '{ decisions(account: "momentum", first: 1000) { edges { node { id } } } }',
    )
    return (data?.decisions.edges ?? []).map(({ node }) => node.id)
  }

  /** Waits until the page shows what the server knows, in the same order, from the newest to at least a page back. */
  const untilInStep = (page: Page, url: string, atLeast: number) =>
    vi.waitFor(
      async () => {
        const [known, shown] = await Promise.all([idsOnServer(url), idsOnPage(page)])
        expect(shown).toEqual(known.slice(0, shown.length))
        expect(shown.length).toBeGreaterThanOrEqual(Math.max(atLeast, Math.min(FIRST_PAGE, known.length)))
      },
      { timeout: 60_000, interval: 20 },
    )

  it('are those of the server, each once, before it was started again and after', async () => {
    using home = temporaryDir()
    let server = await spawnServer('tests/e2e/fast-server.ts', '0', home.path)
    try {
      const page = await openDashboard(server.url)
      await panel(page, 'decisions').getByRole('combobox').selectOption('momentum')
      await untilInStep(page, server.url, 3)
      const before = await idsOnPage(page)
      await server.kill()
      await untilConnection(page, 'reconnecting')
      expect(await idsOnPage(page)).toEqual(expect.arrayContaining(before))
      server = await spawnServer('tests/e2e/fast-server.ts', server.port, home.path)
      await untilConnection(page, 'live')
      await untilInStep(page, server.url, before.length)
      expect(await idsOnPage(page)).toEqual(expect.arrayContaining(before))
      await untilInStep(page, server.url, (await cards(page).count()) + 3)
    } finally {
      await server.kill()
    }
  })

  it('include, each once, those made while the connection was lost', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() })
    await using line = await cuttableLine(server.app.url)
    const decide = (...reasons: string[]) => commitDecisions(server, reasons)
    const untilShown = (...reasons: string[]) =>
      vi.waitFor(
        async () => {
          await unfold(page)
          expect(await cards(page).locator('summary').allInnerTexts()).toEqual(reasons)
        },
        { timeout: 60_000 },
      )
    await decide('first', 'second')
    const page = await openDashboard(line.url)
    await untilShown('second', 'first')
    line.cut()
    await untilConnection(page, 'reconnecting')
    await decide('missed', 'missed too')
    expect(await cards(page).count()).toBe(2)
    line.mend()
    await untilShown('missed too', 'missed', 'second', 'first')
    await decide('since')
    await untilShown('since', 'missed too', 'missed', 'second', 'first')
  })
})

describe('trades alone', () => {
  it('are filtered by the server: those that come, those of one look and those before', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() })
    const act = async (action: 'HOLD' | 'CLOSE', id: string) => {
      const one = newDecision({ ...momentum, id, action, reasoning: `Why ${id}`, asOf: Date.now() })
      await commitTrades(server, { decisions: [one] })
    }
    await act('CLOSE', 'first')
    for (let count = 1; count <= 120; count += 1) await act('HOLD', `hold-${count}`)
    const page = await (await browser.newContext({ viewport: wide })).newPage()
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => sent.push(String(payload))))
    await page.goto(new URL('/', server.httpUrl).href)
    await panel(page, 'decisions').getByRole('button', { name: 'Trades' }).click()
    const ids = () =>
      panel(page, 'decisions')
        .locator('[data-decision]')
        .evaluateAll((all) => all.map((card) => card.dataset.decision))
    await vi.waitFor(async () => expect(await ids()).toEqual(['first']), patient)
    await untilFollowed(server, 12)
    await act('HOLD', 'hold-later')
    await act('CLOSE', 'second')
    await vi.waitFor(async () => expect(await ids()).toEqual(['second', 'first']), patient)
    await vi.waitFor(() => expect(sent.join()).toContain('second'), patient)
    expect(sent.join()).not.toContain('hold-later')
    await panel(page, 'decisions').getByText('That is all').waitFor()
  })
})

describe('a decision that is read', () => {
  it('is reached by the arrows, opened by Enter, and stays in its place when others come', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() })
    const trade = async (id: string) => {
      const close = newDecision({ ...momentum, id, action: 'CLOSE', reasoning: `Why ${id}`, asOf: Date.now() })
      await commitTrades(server, { decisions: [close] })
    }
    for (let count = 1; count <= 20; count += 1) await trade(`trade-${count}`)
    const page = await openDashboard(new URL('/', server.httpUrl).href)
    const feed = panel(page, 'decisions').getByRole('list', { name: 'Decisions' })
    const card = feed.locator('[data-decision="trade-19"]')
    await card.waitFor()
    await feed.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await card.locator('details[open]').waitFor()
    const topOf = () => card.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    const before = await topOf()
    await trade('later')
    await feed.locator('[data-decision="later"]').waitFor({ state: 'attached' })
    expect(await topOf()).toBe(before)
    expect(await feed.evaluate((list) => list.scrollTop)).toBeGreaterThan(0)
  })
})

describe('accounts that come and go', () => {
  const chosen = (page: Page) => panel(page, 'performance').locator('select')

  it('begin with the first open one that has traded, and say of a closed one that it is', async () => {
    await using server = await startServer(
      {},
      { AGENTS: 'buy-and-hold,momentum', AGENT_INTERVAL_MS: '1000', SIM_TICK_MS: '100' },
    )
    const bearer = { authorization: `Bearer ${await server.mint('a-bot')}` }
    const write = async (field: string, input: string, type: string) => {
      const answer = await ask<Record<string, { __typename: string }>>(
        server.httpUrl,
        `mutation { ${field}(input: ${input}) { __typename } }`,
        {},
        bearer,
      )
      expect(answer.data?.[field]?.__typename).toBe(type)
    }
    await write('openAccount', '{ idempotencyKey: "open", name: "A bot" }', 'AccountOpened')
    await vi.waitFor(async () => {
      const { data } = await ask<{ fills: { edges: unknown[] } }>(
        server.httpUrl,
        '{ fills(account: "buy-and-hold", first: 1) { edges { cursor } } }',
      )
      expect(data?.fills.edges).toHaveLength(1)
    }, patient)
    const page = await openDashboard(server.app.url)
    await untilState(page, 'performance', 'live')
    await vi.waitFor(async () => expect(await chosen(page).inputValue()).toBe('buy-and-hold'), patient)
    await chosen(page).selectOption('a-bot')
    await untilState(page, 'performance', 'live')
    await write('closeAccount', '{ idempotencyKey: "close" }', 'AccountClosed')
    await page.reload()
    await vi.waitFor(async () => expect(await chosen(page).inputValue()).toBe('buy-and-hold'), patient)
    await chosen(page).locator('optgroup[label="Closed"] option', { hasText: 'A bot' }).waitFor({ state: 'attached' })
    await chosen(page).selectOption('a-bot')
    await panel(page, 'performance').getByText('Closed', { exact: true }).waitFor()
    for (const name of ['performance', 'positions']) await untilState(page, name, 'live')
    await untilConnection(page, 'live')
  })

  it('are told how to be opened where there are none', async () => {
    await using server = await startServer({}, { AGENTS: 'none', SIM_TICK_MS: '100' })
    const page = await openDashboard(server.app.url)
    for (const name of ['performance', 'positions', 'trades']) {
      await untilState(page, name, 'empty')
      expect(await panel(page, name).innerText()).toMatch(/No trading accounts[\s\S]*npm run token[\s\S]*openAccount/)
    }
    await untilConnection(page, 'live')
  })
})

describe('a recording that is over', () => {
  it('is no outage: it has ended, and how it is played anew', async () => {
    const feed = new ScriptedFeed('REPLAY')
    await using server = await startServer({ feed })
    openMarket(feed)
    const page = await openDashboard(server.app.url)
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

describe('the accounts on screen', () => {
  async function openMomentum() {
    const server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'momentum,buy-and-hold' })
    return { server, page: await openDashboard(server.app.url) }
  }
  const row = (page: Page, account: string) => panel(page, 'leaderboard').locator(`tr[data-account="${account}"]`)
  const fills = (page: Page) => panel(page, 'trades').locator('[data-fill]')
  const fillIds = (page: Page) => fills(page).evaluateAll((rows) => rows.map((one) => one.dataset.fill))
  const tab = (page: Page, name: string) => panel(page, 'trades').getByRole('tab', { name })
  const older = (page: Page) => panel(page, 'trades').getByRole('button', { name: 'Load older' })

  it('are chosen in the leaderboard, by pointer and by keyboard', async () => {
    const { server, page } = await openMomentum()
    await using _server = server
    const shown = () => panel(page, 'performance').locator('select').inputValue()
    await row(page, 'buy-and-hold').click()
    await vi.waitFor(async () => expect(await shown()).toBe('buy-and-hold'), patient)
    expect(await row(page, 'buy-and-hold').getByRole('button').getAttribute('aria-pressed')).toBe('true')
    await row(page, 'momentum').getByRole('button').press('Enter')
    await vi.waitFor(async () => expect(await shown()).toBe('momentum'), patient)
    expect(await row(page, 'momentum').innerText()).toMatch(/simulated/i)
  })

  it('show every fill once as it takes place, also those while the connection was lost', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() })
    await using line = await cuttableLine(server.app.url)
    await commitTrades(server, { fills: [newFill({ ...momentum, id: 'first' })] })
    const page = await openDashboard(line.url)
    const untilShown = (...ids: string[]) => vi.waitFor(async () => expect(await fillIds(page)).toEqual(ids), patient)
    await untilShown('first')
    await commitTrades(server, { fills: [newFill({ ...momentum, id: 'second' })] })
    await untilShown('second', 'first')
    line.cut()
    await untilConnection(page, 'reconnecting')
    await commitTrades(server, { fills: [newFill({ ...momentum, id: 'missed' })] })
    line.mend()
    await untilShown('missed', 'second', 'first')
  })

  it('show closed trades page by page, and orders that wait before newer ones', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'momentum,buy-and-hold' })
    const page = await newPage(browser)
    let isFaulty = false
    await failWhere(page, ({ operationName, variables }) => {
      return isFaulty && operationName === 'ClosedTradesPage' && typeof variables.after === 'string'
    })
    await page.goto(server.app.url)
    const ids = Array.from({ length: 70 }, (_, index) => `trade-${index}`)
    await commitTrades(server, { closedTrades: ids.map((id) => newClosedTrade({ ...momentum, id })) })
    await tab(page, 'Closed trades').click()
    const rows = panel(page, 'trades').locator('[data-closed-trade]')
    await vi.waitFor(async () => expect(await rows.count()).toBe(50), patient)
    isFaulty = true
    await older(page).click()
    await panel(page, 'trades').getByText('Older ones could not be loaded.').waitFor()
    isFaulty = false
    await panel(page, 'trades').getByRole('button', { name: 'Retry' }).click()
    await vi.waitFor(async () => expect(await rows.count()).toBe(70), patient)
    const shown = await rows.evaluateAll((all) => all.map((one) => one.dataset.closedTrade))
    expect(shown).toEqual(ids.toReversed())
    await panel(page, 'trades').getByText('That is all').waitFor()
    expect(await rows.first().innerText()).toMatch(/▲ Target/)

    const orders = [order({ ...momentum, id: 'waits' }), order({ ...momentum, id: 'done', status: 'FILLED' })]
    await commitTrades(server, { orders })
    await tab(page, 'Closed trades').press('ArrowLeft')
    const shownOrders = panel(page, 'trades').locator('[data-order]')
    await vi.waitFor(
      async () =>
        expect(await shownOrders.evaluateAll((all) => all.map((one) => one.dataset.order))).toEqual(['waits', 'done']),
      patient,
    )
  })

  it('have trades that fit on a narrow screen', async () => {
    await using server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'momentum,buy-and-hold' })
    const of = { ...momentum, symbol: 'BTC-25DEC26-100000-C', quantityCoin: 12.34 }
    await commitTrades(server, {
      orders: [
        order({
          ...of,
          id: 'wide',
          status: 'CANCELLED',
          cancelReason: 'The limit was not reached for the rest',
          reduceOnly: true,
          filledCoin: 11.23,
          averageFillPriceUsd: 12_345.67,
        }),
      ],
      closedTrades: [newClosedTrade({ ...of, id: 'wide' })],
      fills: [newFill({ ...of, id: 'wide' })],
    })
    const page = await openDashboard(server.app.url, { width: 390, height: 844 })
    for (const [name, row] of [
      ['Fills', 'fill'],
      ['Orders', 'order'],
      ['Closed trades', 'closed-trade'],
    ] as const) {
      await tab(page, name).click()
      await panel(page, 'trades').locator(`[data-${row}="wide"]`).waitFor()
      const list = panel(page, 'trades').getByRole('tabpanel', { name })
      const { shown, whole } = await list.evaluate((one) => ({ shown: one.clientWidth, whole: one.scrollWidth }))
      expect(whole, name).toBe(shown)
    }
  })

  it('show what became of a decision without a second card', async () => {
    const { server, page } = await openMomentum()
    await using _server = server
    const card = panel(page, 'decisions').locator('[data-decision="bought"]')
    const open = { action: 'BUY_TO_ENTER', outcome: 'OPEN', id: 'bought', ...momentum } as const
    await commitTrades(server, { decisions: [newDecision(open)] })
    await card.getByText('Open', { exact: true }).waitFor()
    await untilFollowed(server, 12)
    const score = { outcome: 'STOP', pnlUsd: -123.45, rMultiple: -1, closedAtMs: Date.now() } as const
    await commitTrades(server, {
      scores: [{ id: 'scored', ...momentum, decisionId: 'bought', score }],
      fills: [newFill({ ...momentum, id: 'stop' })],
    })
    await card.locator('[data-outcome="STOP"]').waitFor({ timeout: 60_000 })
    expect(await card.innerText()).toMatch(/▼ Stop[\s\S]*−123\.45[\s\S]*−1\.00 R/)
    expect(await card.count()).toBe(1)
  })
})

const momentum = { accountId: 'momentum' }

/** Opens the lines of HOLDs in a row. */
const unfold = (page: Page) =>
  panel(page, 'decisions')
    .locator('[data-holds] > details')
    .evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')))
const patient = { timeout: 60_000, interval: 20 }

/** Waits until this many subscriptions of the page are in place: what happens before them is only asked for later. */
async function untilFollowed(server: TestServer, members: number): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(await ask(server.httpUrl, '{ status { fanout { members } } }')).toEqual({
        data: { status: { fanout: { members } } },
      }),
    patient,
  )
}

/** Commits and then tells the readers, as the trading desk does. */
function commitTrades({ app }: TestServer, changes: Omit<Commit, 'accountId'>): Promise<Committed> {
  return commitAndTell(app.services, { ...momentum, ...changes })
}

async function commitDecisions(server: TestServer, reasons: readonly string[]): Promise<void> {
  for (const reasoning of reasons) {
    const hold = newDecision({ ...momentum, id: `said-${reasoning}`, action: 'HOLD', reasoning, asOf: Date.now() })
    await commitTrades(server, { decisions: [hold] })
  }
}
