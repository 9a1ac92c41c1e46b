import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { startProcess } from '../support/run-server.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'
import { newDecision } from '../support/store/records.js'
import { memoryDir } from '../support/temporary-dir.js'
import { cuttableLine } from './cuttable-line.js'
import { newPage, openDashboard, panel, untilConnection, untilFollowed } from './dashboard-page.js'
import { commitTrades, momentum } from './momentum-account.js'

const browser = fileBrowser()

/** Opens the lines of HOLDs in a row. */
const unfold = (page: Page) =>
  panel(page, 'decisions')
    .locator('[data-holds] > details')
    .evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')))

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
    vi.waitFor(async () => {
      const [known, shown] = await Promise.all([idsOnServer(url), idsOnPage(page)])
      expect(shown).toEqual(known.slice(0, shown.length))
      expect(shown.length).toBeGreaterThanOrEqual(Math.max(atLeast, Math.min(FIRST_PAGE, known.length)))
    }, patient)

  it('are those of the server, each once, before it was started again and after', async () => {
    using home = memoryDir()
    const settings = { DATA_DIR: home.path, AGENTS: 'momentum', AGENT_INTERVAL_MS: '500', SIM_CHAIN_MS: '5000' }
    let server = await startProcess(settings)
    const url = new URL('/', server.httpUrl).href
    try {
      const page = await openDashboard(browser, url)
      await panel(page, 'decisions').getByRole('combobox').selectOption('momentum')
      await untilInStep(page, url, 3)
      const before = await idsOnPage(page)
      await server.kill()
      await untilConnection(page, 'reconnecting')
      expect(await idsOnPage(page)).toEqual(expect.arrayContaining(before))
      server = await startProcess({ ...settings, PORT: server.port })
      await untilConnection(page, 'live')
      await untilInStep(page, url, before.length)
      expect(await idsOnPage(page)).toEqual(expect.arrayContaining(before))
      await untilInStep(page, url, (await cards(page).count()) + 3)
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
    const page = await openDashboard(browser, line.url)
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
    const page = await newPage(browser)
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => sent.push(String(payload))))
    await page.goto(new URL('/', server.httpUrl).href)
    await panel(page, 'decisions').getByRole('button', { name: 'Trades' }).click()
    const ids = () =>
      panel(page, 'decisions')
        .locator('[data-decision]')
        .evaluateAll((all) => all.map((card) => card.dataset.decision))
    await vi.waitFor(async () => expect(await ids()).toEqual(['first']), patient)
    await untilFollowed(server)
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
    const page = await openDashboard(browser, new URL('/', server.httpUrl).href)
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

async function commitDecisions(server: TestServer, reasons: readonly string[]): Promise<void> {
  for (const reasoning of reasons) {
    const hold = newDecision({ ...momentum, id: `said-${reasoning}`, action: 'HOLD', reasoning, asOf: Date.now() })
    await commitTrades(server, { decisions: [hold] })
  }
}
