import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { cuttableLine } from './cuttable-line.js'
import { newPage, painted, panel, trafficOf, untilAll, untilConnection, untilState } from './dashboard-page.js'

const TWO_MINUTES_MS = 120_000
/** Between two rounds of the bot. */
const PAUSE_MS = 2_000

const browser = fileBrowser()

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const startMarket = () => startServer({}, { AGENTS: 'momentum,buy-and-hold', SIM_TICK_MS: '1000' })

/** What the simulated market costs: on some days ten times as much as on others. */
async function indexPriceOf({ httpUrl }: TestServer): Promise<number> {
  const { data } = await until(
    () => ask<{ marketData: { indexPriceUsd: number } }>(httpUrl, '{ marketData { indexPriceUsd } }'),
    (answer) => answer.data !== undefined && answer.data !== null,
  )
  return data?.marketData.indexPriceUsd ?? expect.fail()
}

/** A bot that trades a paper account by the API. */
async function openBot(server: TestServer) {
  const bearer = { authorization: `Bearer ${await server.mint('a-bot')}` }
  let writes = 0
  const write = async (field: string, input: string, selection: string) => {
    const key = `idempotencyKey: "${(writes += 1)}"`
    const mutation = `mutation { ${field}(input: { ${key} ${input} }) { __typename ${selection} } }`
    const { data } = await ask<Record<string, { order?: { id: string; status: string } }>>(
      server.httpUrl,
      mutation,
      {},
      bearer,
    )
    return data?.[field]?.order
  }
  /** Refused orders are placed again: the desk may not have heard of a market yet. */
  const place = (input: string) =>
    until(
      () => write('placeOrder', `symbol: "BTC-PERPETUAL" ${input}`, '... on OrderPlaced { order { id status } }'),
      (order) => order !== undefined,
    )
  /** Far below the market, so that it waits, and on the tick. */
  const placeWaiting = async () => {
    const indexPriceUsd = await indexPriceOf(server)
    const limitPriceUsd = Math.round(indexPriceUsd / 2)
    return place(`side: BUY type: LIMIT quantityUsd: 1000 limitPriceUsd: ${limitPriceUsd}`)
  }
  await write('openAccount', 'name: "A bot"', '')
  return {
    /** Opens a position and closes it, and lets an order wait for a moment. */
    async trade() {
      for (const side of ['BUY', 'SELL']) {
        const order = await place(`side: ${side} quantityUsd: 1000`)
        expect(order?.status).toBe('FILLED')
      }
      const waiting = await placeWaiting()
      expect(waiting?.status).toBe('OPEN')
      const { id } = waiting ?? {}
      await write('cancelOrder', `orderId: "${id}"`, '... on OrderCancelled { order { id status } }')
    },
    wait: placeWaiting,
  }
}

const tabs = {
  Fills: { field: 'fills', row: 'fill' },
  Orders: { field: 'orders', row: 'order' },
  'Closed trades': { field: 'closedTrades', row: 'closed-trade' },
} as const
type Tab = keyof typeof tabs

async function idsOnServer(server: TestServer, tab: Tab): Promise<readonly string[]> {
  const { field } = tabs[tab]
  const query = `{ ${field}(account: "a-bot", first: 1000) { edges { node { id } } } }`
  const { data } = await ask<Record<string, { edges: { node: { id: string } }[] }>>(server.httpUrl, query)
  return (data?.[field]?.edges ?? []).map(({ node }) => node.id)
}

const idsOnPage = (page: Page, tab: Tab) =>
  panel(page, 'trades')
    .locator(`[data-${tabs[tab].row}]`)
    .evaluateAll((rows, name) => rows.map((row) => row.getAttribute(name) ?? ''), `data-${tabs[tab].row}`)

const choose = (page: Page, account: string) => panel(page, 'performance').locator('select').selectOption(account)
const show = (page: Page, tab: Tab) => panel(page, 'trades').getByRole('tab', { name: tab }).click()

/** Waits until a page shows all that the server knows, newest first, each once. */
const untilInStep = (page: Page, server: TestServer, tab: Tab) =>
  vi.waitFor(async () => {
    const [known, shown] = await Promise.all([idsOnServer(server, tab), idsOnPage(page, tab)])
    expect(shown).toEqual(known)
  }, patient)

async function openQuietly(url: string) {
  const page = await newPage(browser)
  const traffic = trafficOf(page)
  await page.goto(url)
  await untilAll(page, 'live')
  await page.waitForLoadState('networkidle')
  return { page, traffic }
}

describe('the dashboard once it is loaded', () => {
  it('asks for nothing in two minutes of trading, and shows all that comes to pass', async () => {
    await using server = await startMarket()
    const bot = await openBot(server)
    const opened = await Promise.all(
      (Object.keys(tabs) as Tab[]).map(async (tab) => {
        const { page, traffic } = await openQuietly(server.app.url)
        await choose(page, 'a-bot')
        await show(page, tab)
        await untilState(page, 'trades', 'live')
        await untilState(page, 'performance', 'live')
        return { tab, page, traffic }
      }),
    )
    await bot.trade()
    for (const { page, tab } of opened) await untilInStep(page, server, tab)
    for (const { traffic } of opened) traffic.forget()
    const endMs = Date.now() + TWO_MINUTES_MS
    while (Date.now() < endMs) {
      await bot.trade()
      await pause(PAUSE_MS)
    }
    for (const { page, tab, traffic } of opened) {
      await untilInStep(page, server, tab)
      expect([tab, traffic.requests, traffic.operations]).toEqual([tab, [], []])
      expect((await idsOnPage(page, tab)).length).toBeGreaterThan(2)
    }
  })

  it('asks only for what somebody turns to, over the connection that it has', async () => {
    await using server = await startMarket()
    const bot = await openBot(server)
    await bot.wait()
    const { page, traffic } = await openQuietly(server.app.url)
    await choose(page, 'buy-and-hold')
    await untilAll(page, 'live')
    const asked = async (turn: () => Promise<unknown>, ...expected: string[]) => {
      traffic.forget()
      await turn()
      await vi.waitFor(() => expect(traffic.operations.toSorted()).toEqual(expected.toSorted()), patient)
      await untilAll(page, 'live')
    }
    const ofAccount = ['PerformanceUpdates', 'EquityUpdates', 'EquityCurve', 'PositionsUpdates', 'PortfolioUpdates']
    await asked(() => choose(page, 'momentum'), ...ofAccount, 'FillUpdates', 'FillsPage')
    await asked(() => choose(page, 'a-bot'), ...ofAccount, 'FillUpdates', 'FillsPage')
    await asked(() => show(page, 'Orders'), 'OpenOrdersUpdates', 'OrderUpdates', 'OrdersPage')
    await untilInStep(page, server, 'Orders')
    expect(await idsOnPage(page, 'Orders')).toHaveLength(1)
    await asked(() => show(page, 'Closed trades'), 'ClosedTradeUpdates', 'ClosedTradesPage')
    await asked(() => panel(page, 'chain').getByRole('tab').nth(2).click(), 'ChainUpdates')
    await asked(() => panel(page, 'chain').getByRole('button', { name: 'Greeks' }).click())
    await asked(() => panel(page, 'chain').getByRole('button', { name: '20', exact: true }).click(), 'ChainUpdates')
    await asked(
      () => panel(page, 'decisions').getByRole('button', { name: 'Trades' }).click(),
      ...['DecisionUpdates', 'DecisionScores', 'DecisionsPage'],
    )
    const chart = panel(page, 'market').getByRole('application')
    const oldest = async () => Date.parse((await chart.getAttribute('data-oldest')) ?? '')
    /** A key that comes before the chart is drawn moves nothing, so it is pressed again, until something was asked for. */
    const movesChartBack = async (fromMs: number, page: string) => {
      traffic.forget()
      const goesBack = async () => {
        if (!traffic.operations.includes(page)) await chart.press('PageUp')
        expect(traffic.operations).toContain(page)
        expect(await oldest()).toBeLessThan(fromMs)
      }
      await vi.waitFor(goesBack, { ...patient, interval: 1_000 })
      expect([...new Set(traffic.operations)]).toEqual([page])
    }
    const before = await oldest()
    await asked(
      () => panel(page, 'market').getByRole('button', { name: '5m', exact: true }).click(),
      'CandleUpdates',
      'CandlesPage',
    )
    await vi.waitFor(async () => expect(await oldest()).toBeLessThan(before), patient)
    const ofFiveMinutes = await oldest()
    await painted(page)
    await movesChartBack(ofFiveMinutes, 'CandlesPage')
    const range = (name: string) => panel(page, 'performance').getByRole('button', { name, exact: true })
    await asked(() => range('1h').click(), 'EquityUpdates', 'EquityCurve')
    // The oldest point is in sight. Nothing older is asked for until somebody moves the curve.
    await asked(() => page.mouse.move(5, 5))
    const curve = panel(page, 'performance').getByRole('application')
    // The hour before it, in which there is nothing, and then all that was before.
    await painted(page)
    traffic.forget()
    const movesBack = async () => {
      await curve.press('ArrowLeft')
      expect(traffic.operations).toEqual(['EquityCurve', 'EquityCurve'])
    }
    await vi.waitFor(movesBack, patient)
    const ofMarket = (name: string) => panel(page, 'market').getByRole('button', { name, exact: true })
    await asked(() => ofMarket('ATM IV').click(), 'VolatilityUpdates', 'VolatilityPage')
    await asked(() => ofMarket('90d').click(), 'VolatilityUpdates', 'VolatilityPage')
    await vi.waitFor(async () => expect(await oldest()).toBeLessThan(Date.now() - 900 * 60_000), patient)
    const ofVolatility = await oldest()
    await painted(page)
    await movesChartBack(ofVolatility, 'VolatilityPage')
    traffic.forget()
    await page.getByRole('button', { name: 'ETH', exact: true }).click()
    const ofCurrency = ['ChainUpdates', 'ExpiriesUpdates', 'MarketUpdates', 'VolatilityPage', 'VolatilityUpdates']
    // A chart that is moved back may need more than one page.
    const kinds = () => [...new Set(traffic.operations)].toSorted()
    await vi.waitFor(() => expect(kinds()).toEqual(ofCurrency), patient)
    await untilAll(page, 'live')
    expect(kinds()).toEqual(ofCurrency)
    expect(traffic.requests).toEqual([])
  })
})

describe('the dashboard after a lost connection', () => {
  it('asks for each stream once, and for what a stream that was silent may have missed', async () => {
    await using server = await startMarket()
    await using line = await cuttableLine(server.app.url)
    const bot = await openBot(server)
    await bot.trade()
    const { page, traffic } = await openQuietly(line.url)
    await choose(page, 'a-bot')
    await untilInStep(page, server, 'Fills')
    await bot.trade()
    await untilInStep(page, server, 'Fills')
    traffic.forget()
    line.cut()
    await untilConnection(page, 'reconnecting')
    await bot.trade()
    line.mend()
    await untilInStep(page, server, 'Fills')
    await untilAll(page, 'live')
    const streams = traffic.operations.filter((name) => /Updates$|Scores$/.test(name))
    expect(streams).toHaveLength(new Set(streams).size)
    expect(streams).toContain('FillUpdates')
    const questions = traffic.operations.filter((name) => !streams.includes(name))
    expect(questions.every((name) => ['CandlesPage', 'DecisionsPage'].includes(name))).toBe(true)
    expect(questions.length).toBeLessThanOrEqual(2)
    // The page itself was there before; only the socket is opened again.
    expect(traffic.requests).toEqual([])
  })

  it('has all that came to pass while the page stood still', async () => {
    await using server = await startMarket()
    const bot = await openBot(server)
    const { page } = await openQuietly(server.app.url)
    await choose(page, 'a-bot')
    await bot.trade()
    await untilInStep(page, server, 'Fills')
    // Longer than the page waits for the answer to a ping.
    const frozen = page.evaluate(() => {
      const endMs = performance.now() + 12_000
      while (performance.now() < endMs);
    })
    let isFrozen = true
    const thawed = frozen.then(() => (isFrozen = false))
    while (isFrozen) {
      await bot.trade()
      await pause(PAUSE_MS / 10)
    }
    await thawed
    await untilInStep(page, server, 'Fills')
    await untilAll(page, 'live')
  })
})
