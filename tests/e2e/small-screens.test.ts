import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ladder, optionsEvent, update } from '../support/builders.js'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { expiriesFrom, openMarket, ScriptedFeed, strikes } from '../support/scripted-feed.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { painted, untilAll } from './dashboard-page.js'

const HEIGHT = 700

const browser = fileBrowser()
let server: TestServer
/** Loaded once, on the smallest phone, and then as wide as each test wants it. */
let shared: Page
beforeAll(async () => {
  server = await startServer({}, { SIM_TICK_MS: '1000', AGENTS: 'buy-and-hold,momentum', AGENT_INTERVAL_MS: '1000' })
  shared = await open(320)
})
afterAll(async () => {
  await shared.context().close()
  await server[Symbol.asyncDispose]()
})

async function open(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, hasTouch: true })
  const page = await context.newPage()
  await page.goto(new URL('/', server.httpUrl).href)
  await untilAll(page, 'live')
  return page
}

async function resized(page: Page, width: number): Promise<Page> {
  await page.setViewportSize({ width, height: HEIGHT })
  await painted(page)
  return page
}

/** Figures and names that do not fit where they stand. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-panel] :is(td, th, dt, dd, [data-role="legend"])')]
      .filter((part) => part.closest('.visually-hidden') === null && getComputedStyle(part).overflowX !== 'visible')
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => `${part.closest('[data-panel]')?.getAttribute('data-panel')}: ${part.textContent}`),
  )

/** What ends too near to the right edge of its panel. */
const tightAtTheEdge = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-panel]')].flatMap((panel) => {
      const edge = panel.getBoundingClientRect().right
      const range = document.createRange()
      return [...panel.querySelectorAll('th, td')].flatMap((cell) => {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
        while (texts.nextNode() !== null) {
          const text = texts.currentNode
          range.selectNodeContents(text)
          const isSeen = text.parentElement?.closest('.visually-hidden') === null
          if (isSeen && range.getBoundingClientRect().right > edge - 6) return [cell.textContent]
        }
        return []
      })
    }),
  )

describe.each([390, 360, 320])('a screen of %i pixels', (width) => {
  it('is never wider than it is, and a finger hits every control', async () => {
    const page = await resized(shared, width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, select, summary, [role="tab"]')]
        .map((control) => ({ name: control.textContent, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
    )
    expect(small).toEqual([])
  })
})

describe.each([390, 360, 320])('the panels of a phone of %i pixels', (width) => {
  it('cut off neither a figure nor its name', async () => {
    const page = await resized(shared, width)
    await page.locator('tr[data-strike]').first().waitFor()
    expect(await cutOff(page)).toEqual([])
  })

  it('have no choice that stands in a row alone', async () => {
    const page = await resized(shared, width)
    const rows = await page.getByRole('group', { name: 'Candles of' }).evaluate((group) => {
      const tops = [...group.children].map((choice) => choice.getBoundingClientRect().top)
      return [...new Set(tops)].map((top) => tops.filter((one) => one === top).length)
    })
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(7)
    expect(Math.min(...rows)).toBeGreaterThan(2)
  })

  it('leave room between what stands last in a row and the edge of their panel', async () => {
    const page = await resized(shared, width)
    for (const row of ['tr[data-symbol]', 'tr[data-fill]', 'tr[data-account]', 'tr[data-strike]']) {
      await page.locator(row).first().waitFor()
    }
    expect(await tightAtTheEdge(page)).toEqual([])
  })
})

describe('an option chain of the widest values', () => {
  let wild: TestServer
  let page: Page
  beforeAll(async () => {
    const feed = new ScriptedFeed()
    wild = await startServer({ feed })
    openMarket(feed)
    const volatilities = [9.994, 2.4561, 1.0316, 0.99951, 12.345]
    const [nearest] = expiriesFrom()
    const now = Date.now()
    const says = ladder(strikes, nearest).map(({ symbol, strikeUsd }) => {
      const markIv = volatilities[strikes.indexOf(strikeUsd)] ?? null
      const bidPrice = strikeUsd === strikes[0] ? 0.158139 : strikeUsd === strikes[1] ? 0.000871 : 1.0045
      const interest = { openInterestCoin: markIv === 9.994 ? 123_456.7 : 98_765.4, volume24hCoin: 98_765.4 }
      return update(symbol, { markIv, bidPrice, markPrice: bidPrice, askPrice: bidPrice, ...interest }, now)
    })
    feed.say(optionsEvent(says, now))
    const context = await browser.newContext({ viewport: { width: 390, height: HEIGHT }, hasTouch: true })
    page = await context.newPage()
    await page.goto(wild.app.url)
    await page.locator('[data-panel="chain"]').getByText('999.4').first().waitFor({ state: 'attached' })
  })
  afterAll(async () => {
    await page.context().close()
    await wild[Symbol.asyncDispose]()
  })

  it.each(['BTC', 'USD', 'Greeks'])('is whole at every width: %s', async (choice) => {
    const chain = page.locator('[data-panel="chain"]')
    await chain.getByRole('button', { name: choice, exact: true }).click()
    const cut: unknown[] = []
    for (const width of [
      1440, 1200, 1024, 960, 900, 840, 760, 700, 650, 600, 550, 500, 460, 430, 410, 390, 375, 360, 340, 320,
    ]) {
      await resized(page, width)
      const all = [...(await cutOff(page)), ...(await tightAtTheEdge(page))]
      if (all.length > 0) cut.push([width, all])
    }
    expect(cut).toEqual([])
  })
})

describe('the legend of a chart', () => {
  it.each(['Index', 'ATM IV'])('of %s is whole at every width', async (value) => {
    const page = await resized(shared, 1440)
    await page.locator('[data-panel="market"]').getByRole('button', { name: value, exact: true }).click()
    const legends = page.locator('[data-role="legend"]')
    await expect.poll(() => legends.first().innerText()).toMatch(/\d/)
    for (const width of [1440, 1280, 1180, 1024, 900, 760, 700, 600, 390, 320]) {
      await resized(page, width)
      const cut = await legends.evaluateAll((all) =>
        all.filter((legend) => legend.scrollWidth > legend.clientWidth).map((legend) => legend.textContent),
      )
      expect([width, cut]).toEqual([width, []])
    }
  })
})

describe('the legend of a chart that was moved back', () => {
  it('tells of the last candle in sight, and at its end of the newest again', async () => {
    const page = await resized(shared, 1440)
    const market = page.locator('[data-panel="market"]')
    await market.getByRole('button', { name: 'Index', exact: true }).click()
    await market.locator('[data-role="candles"][data-state="live"]').waitFor()
    const told = async () => Date.parse((await market.locator('[data-role="legend"]').getAttribute('data-told')) ?? '')
    await expect.poll(told).toBeGreaterThan(0)
    const newestMs = await told()
    const chart = market.getByRole('application')
    /** A key that comes before the chart is drawn moves nothing. */
    const movesBack = async () => {
      await chart.press('PageUp')
      expect(await told()).toBeLessThan(newestMs - 50 * 60_000)
    }
    await vi.waitFor(movesBack, patient)
    await market.getByRole('button', { name: 'Newest' }).waitFor()
    await chart.press('End')
    await expect.poll(told).toBeGreaterThanOrEqual(newestMs)
  })
})

describe.each([1440, 1024, 700, 390, 320])('the header of %i pixels', (width) => {
  it('is read in the order in which the Tab key goes through it', async () => {
    const page = await resized(shared, width)
    const [stops, misplaced] = await page
      .locator('header')
      .first()
      .evaluate((header) => {
        const stops = [...header.querySelectorAll<HTMLElement>('button, select, [tabindex="0"]')]
          .map((one) => ({ name: one.textContent, box: one.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0)
        const misplaced = stops.filter(({ box }, at) => {
          const before = stops[at - 1]?.box
          return before && box.top < before.bottom - 1 && box.left < before.right - 1
        })
        return [stops.length, misplaced.map(({ name }) => name)] as const
      })
    expect(stops).toBeGreaterThan(5)
    expect(misplaced).toEqual([])
  })
})

describe('a screen without market data', () => {
  let silent: TestServer
  let page: Page
  beforeAll(async () => {
    const feed = new ScriptedFeed('DERIBIT')
    silent = await startServer({ feed })
    feed.say({
      type: 'feed-state',
      state: 'RECONNECTING',
      detail: "the exchange's name is not known",
      retryInMs: 600_000,
    })
    const context = await browser.newContext({ viewport: { width: 390, height: HEIGHT }, hasTouch: true })
    page = await context.newPage()
    await page.goto(silent.app.url)
    await page.locator('[data-panel="market"][data-state="failed"]').waitFor()
  })
  afterAll(async () => {
    await page.context().close()
    await silent[Symbol.asyncDispose]()
  })

  it.each([390, 320])('of %i pixels is never wider than it is, and says all of what is wrong', async (width) => {
    await resized(page, width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(await page.locator('[data-feed-state]').innerText()).toMatch(/Deribit\s+Unreachable/)
    expect(await page.locator('[data-panel="market"]').innerText()).toMatch(
      /The exchange's name is not known\.[\s\S]*Since \d\d:\d\d:\d\d\. Tries again at/,
    )
  })
})

describe('the option chain on a screen of 1024 pixels', () => {
  it('is as high when it could not be loaded as when it is live', async () => {
    const page = await open(1024)
    const heightOf = async (state: string) => {
      const box = await page.locator(`[data-panel="chain"][data-state="${state}"]`).boundingBox({ timeout: 60_000 })
      return box?.height
    }
    const live = await heightOf('live')
    await page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => {
        const { id, type } = JSON.parse(String(message)) as { readonly id?: string; readonly type: string }
        if (type !== 'subscribe') server.send(message)
        else socket.send(JSON.stringify({ id, type: 'error', payload: [{ message: 'Unexpected error.' }] }))
      })
    })
    await page.reload()
    expect(await heightOf('failed')).toBe(live)
  })
})

describe('an explanation', () => {
  it('is shown to a finger, and to the keyboard until Escape', async () => {
    const page = await resized(shared, 390)
    const tip = page.getByRole('tooltip')
    await page.locator('[data-panel="performance"] [data-hint]', { hasText: 'Sharpe' }).tap()
    expect(await tip.innerText()).toContain('samples')
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'hidden' })
    const cushion = page.locator('[data-panel="positions"] [data-hint]', { hasText: 'Cushion' })
    await cushion.focus()
    expect(await tip.innerText()).toContain('maintenance margin')
    expect(await cushion.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'))
  })
})

describe('the theme', () => {
  it('is that of the system and follows it, until one is chosen', async () => {
    const page = await resized(shared, 390)
    await page.emulateMedia({ colorScheme: 'light' })
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await background()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await background()
    expect(dark).not.toBe(light)
    await page.getByLabel('Theme').selectOption('light')
    expect(await background()).toBe(light)
    await page.reload()
    expect(await background()).toBe(light)
    await page.getByLabel('Theme').selectOption('system')
    expect(await background()).toBe(dark)
  })
})
