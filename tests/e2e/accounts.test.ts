import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { ask, startServer } from '../support/start-server.js'
import { newClosedTrade, newDecision, newFill, order } from '../support/store/records.js'
import { cuttableLine } from './cuttable-line.js'
import {
  failWhere,
  newPage,
  openDashboard,
  panel,
  untilConnection,
  untilFollowed,
  untilState,
} from './dashboard-page.js'
import { commitTrades, momentum } from './momentum-account.js'

const browser = fileBrowser()

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
    const page = await openDashboard(browser, server.app.url)
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
    const page = await openDashboard(browser, server.app.url)
    for (const name of ['performance', 'positions', 'trades']) {
      await untilState(page, name, 'empty')
      expect(await panel(page, name).innerText()).toMatch(/No trading accounts[\s\S]*npm run token[\s\S]*openAccount/)
    }
    await untilConnection(page, 'live')
  })
})

describe('the accounts on screen', () => {
  async function openMomentum() {
    const server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'momentum,buy-and-hold' })
    return { server, page: await openDashboard(browser, server.app.url) }
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
    const page = await openDashboard(browser, line.url)
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
          cancelReason: 'Nothing was offered within the limit',
          reduceOnly: true,
          filledCoin: 11.23,
          averageFillPriceUsd: 12_345.67,
        }),
      ],
      closedTrades: [newClosedTrade({ ...of, id: 'wide' })],
      fills: [newFill({ ...of, id: 'wide' })],
    })
    const page = await openDashboard(browser, server.app.url, { width: 390, height: 844 })
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
    await untilFollowed(server)
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
