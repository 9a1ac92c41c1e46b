import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { cuttableLine } from './cuttable-line.js'
import {
  failWhere,
  newPage,
  openDashboard,
  panel,
  panels,
  untilAll,
  untilConnection,
  untilState,
} from './dashboard-page.js'

const browser = fileBrowser()

describe('what keeps the dashboard from the market', () => {
  const ofSource = ['market', 'chain', 'performance', 'positions']

  it('is said where the exchange cannot be reached: what, since when, the next attempt and what to do', async () => {
    const feed = new ScriptedFeed('DERIBIT')
    await using server = await startServer({ feed })
    const detail = "nobody listens at the exchange's address"
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail, retryInMs: 600_000 })
    const page = await openDashboard(browser, server.app.url)
    await untilAll(page, 'failed', ofSource)
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
    await untilAll(page, 'live', ofSource)
  })

  it('is said where the server is gone before anything came, until it is back', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '1000' })
    await using line = await cuttableLine(server.app.url)
    const page = await newPage(browser)
    // The page itself is there, and nothing after it.
    await page.route('**/assets/*.js', async (route) => {
      const response = await route.fetch().catch(() => null)
      line.cut()
      await (response === null ? route.abort() : route.fulfill({ response }))
    })
    await page.goto(line.url)
    await untilAll(page, 'failed')
    for (const name of panels) {
      const words = await panel(page, name).innerText()
      expect(words).toMatch(/connection to the server is lost[\s\S]*Retry[\s\S]*Since \d\d:\d\d:\d\d\./)
      expect(words).toMatch(/see whether the server runs/)
    }
    await page.unroute('**/assets/*.js')
    line.mend()
    await untilAll(page, 'live')
    await panel(page, 'market').locator('canvas').first().waitFor()
  })
})

describe('a server that is down', () => {
  it('is asked for nothing meanwhile: only the connection is tried', async () => {
    await using server = await startServer({}, { SIM_TICK_MS: '1000' })
    await using line = await cuttableLine(server.app.url)
    const page = await openDashboard(browser, line.url)
    await untilAll(page, 'live')
    let sockets = 0
    page.on('websocket', () => (sockets += 1))
    line.cut()
    await untilConnection(page, 'reconnecting')
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.postData() ?? request.url()))
    await vi.waitFor(() => expect(sockets).toBeGreaterThanOrEqual(5), patient)
    expect(requests).toEqual([])
    line.mend()
    await untilAll(page, 'live')
  })
})

describe('a server that fails', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({}, { SIM_TICK_MS: '1000' })
  })
  afterAll(() => server[Symbol.asyncDispose]())

  const failedNow = /Unexpected error\.[\s\S]*Retry[\s\S]*Since \d\d:\d\d:\d\d\. Tries again at \d\d:\d\d:\d\d\./

  it('is told of by every panel, until it answers', async () => {
    const page = await newPage(browser)
    let isFaulty = true
    await failWhere(page, () => isFaulty)
    await page.goto(server.app.url)
    await untilAll(page, 'failed')
    for (const name of panels) {
      const words = await panel(page, name).innerText()
      expect(words).toMatch(failedNow)
      expect(words).not.toContain('Past not loaded')
    }
    const tabs = panel(page, 'chain').getByRole('alert').filter({ hasText: 'expiries' })
    expect(await tabs.innerText()).toMatch(/Unexpected error\. Since .* Tries again at/)
    isFaulty = false
    await untilAll(page, 'live')
  })

  it('is told of by the curves that are missing, while the board goes on', async () => {
    const page = await newPage(browser)
    let isFaulty = true
    await failWhere(page, ({ operationName }) => isFaulty && operationName === 'EquityCurve')
    await page.goto(server.app.url)
    await untilState(page, 'leaderboard', 'live')
    const words = panel(page, 'leaderboard').getByText('Past not loaded')
    await words.waitFor()
    isFaulty = false
    await words.waitFor({ state: 'detached' })
  })

  it('is told of where it takes no WebSocket, until it does', async () => {
    const page = await newPage(browser)
    let isBlocked = true
    await page.routeWebSocket('**/graphql', async (near) => {
      if (isBlocked) await near.close({ code: 1011 })
      else near.connectToServer()
    })
    await page.goto(server.app.url)
    await untilAll(page, 'failed')
    for (const name of panels) {
      expect(await panel(page, name).innerText()).toMatch(
        /connection to the server is lost[\s\S]*Since \d\d:\d\d:\d\d\./,
      )
    }
    isBlocked = false
    await untilAll(page, 'live')
  })
})
