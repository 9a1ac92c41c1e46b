import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

const examples = [
  'LiveMarket',
  'MarketNow',
  'Candles',
  'AsOf',
  'Recordings',
  'LiveChain',
  'Accounts',
  'LiveLeaderboard',
  'Decisions',
  'LiveDecisions',
  'OpenMyAccount',
  'Status',
]

const browser = fileBrowser()
let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { SIM_TICK_MS: '1000' })
})
afterAll(() => server[Symbol.asyncDispose]())

describe('GraphiQL', () => {
  it('runs a subscription over WebSocket with the rest of the network closed', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const outside: string[] = []
    await context.route(
      (url) => url.origin !== new URL(server.httpUrl).origin && /^https?:$/.test(url.protocol),
      (route) => {
        outside.push(route.request().url())
        return route.abort()
      },
    )
    const page = await context.newPage()
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor').getByText('LiveMarket').waitFor()
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(examples)
    const title = await page.locator('.graphiql-logo').boundingBox()
    expect(title?.y).toBeGreaterThanOrEqual(0)
    expect((title?.x ?? 1440) + (title?.width ?? 0)).toBeLessThanOrEqual(1440)
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Subscription' }).click()
    await page.getByText('optionsChain').first().waitFor()
    await page.getByRole('button', { name: /execute/i }).click()
    const untilSeqAbove = (seen: number) =>
      page.waitForFunction((seen) => {
        const shown = document.querySelector('.result-window')?.textContent ?? ''
        const seq = Number(/"seq":\s*(\d+)/.exec(shown)?.[1] ?? 0)
        return seq > seen && shown.includes('indexPriceUsd') ? seq : null
      }, seen)
    const first = await (await untilSeqAbove(0)).jsonValue()
    await untilSeqAbove(first ?? 0)
    expect(sockets).toEqual([server.wsUrl])
    expect(outside).toEqual([])
  })

  const byClick = { options: { viewport: { width: 1440, height: 900 } }, press: pressWithMouse }
  const byTap = { options: { viewport: { width: 390, height: 844 }, hasTouch: true }, press: pressWithFinger }

  it.each([
    ['click', byClick],
    ['tap', byTap],
  ])('opens each example by %s, on the first visit and on later ones, and no tab more', async (_name, how) => {
    const context = await browser.newContext(how.options)
    const page = await context.newPage()
    const openEach = async () => {
      await page.locator('.graphiql-query-editor .view-line').first().waitFor()
      expect(await page.getByRole('tab').allInnerTexts()).toEqual(examples)
      for (const name of [...examples].reverse()) {
        await how.press(page, name)
        await page.locator('.graphiql-query-editor').getByText(name, { exact: true }).waitFor()
        expect(await page.getByRole('tab', { selected: true }).allInnerTexts()).toEqual([name])
      }
    }
    await page.goto(server.httpUrl)
    await openEach()
    await how.press(page, 'MarketNow')
    await page.reload()
    await openEach()
    await how.press(page, 'Status')
    await page.goto('about:blank')
    await page.goto(server.httpUrl)
    await openEach()
    await page.setViewportSize({ width: 800, height: 700 })
    await openEach()
  })

  it.each([
    ['click', byClick],
    ['tap', byTap],
  ])('runs each example at one press right after its tab was opened by %s', async (_name, how) => {
    const context = await browser.newContext(how.options)
    const page = await context.newPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    const execute = page.getByRole('button', { name: /execute|stop/i })
    for (const visit of ['first', 'second']) {
      for (const name of Object.keys(rootFields)) {
        const result = page.locator('.result-window').getByText(`"${rootFields[name]}"`).first()
        await how.press(page, name)
        await execute.click()
        await result.waitFor().catch(async () => {
          throw new Error(`${visit} visit, ${name}: ${await page.locator('.result-window').innerText()}`)
        })
        expect(await page.locator('.result-window').innerText()).not.toContain('"errors"')
      }
      await page.reload()
      await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    }
  })

  it('shows query and result over the width of a phone', async () => {
    const context = await browser.newContext(byTap.options)
    const page = await context.newPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await page.getByRole('button', { name: /execute/i }).tap()
    await page.locator('.result-window').getByText('"marketData"').first().waitFor()
    for (const part of ['.graphiql-query-editor .graphiql-editor', '.result-window']) {
      const box = await page.locator(part).boundingBox()
      expect(box?.width, part).toBeGreaterThan(320)
      expect(box?.height, part).toBeGreaterThan(150)
      expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThan(844)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).tap()
    const docs = await page.locator('.graphiql-doc-explorer').boundingBox()
    expect(docs?.width).toBeGreaterThan(300)
    expect(docs?.height).toBeGreaterThan(150)
  })

  it('asks which operation of a tab is meant, right after the tab was opened', async () => {
    const context = await browser.newContext(byClick.options)
    const page = await context.newPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await pressWithMouse(page, 'OpenMyAccount')
    await page.getByRole('button', { name: /execute/i }).click()
    await page.getByRole('menuitem', { name: 'PlaceMyOrder' }).click()
    await page.locator('.result-window').getByText('npm run token').first().waitFor()
  })

  it('plays a recorded market again in the tab that says how', async () => {
    const { from } = await recordingOf(server, 2_000)
    const context = await browser.newContext(byClick.options)
    const page = await context.newPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await pressWithMouse(page, 'Recordings')
    await runOperation(page, 'Recordings')
    expect(await shown(page, /"from":\s*"([^"]+)"/)).toBe(from)
    await setVariables(page, { from })
    await runOperation(page, 'OpenReplay')
    const replay = await shown(page, /"id":\s*"([\w-]{22})"/)
    await setVariables(page, { replay })
    await runOperation(page, 'PlayedMarket')
    await shown(page, /"source":\s*"(REPLAY)"/)
    // It begins again at its end, so it goes back now and then.
    await page.waitForFunction(() => {
      const memory = globalThis as { before?: string }
      const shown = document.querySelector('.result-window')?.textContent ?? ''
      const asOf = /"asOf":\s*"([^"]+)"/.exec(shown)?.[1]
      const { before } = memory
      if (asOf !== undefined) memory.before = asOf
      return before !== undefined && asOf !== undefined && asOf > before
    })
    await context.close()
  })

  it('hears a decision in the tab that follows them', async () => {
    const context = await browser.newContext(byClick.options)
    const page = await context.newPage()
    await page.goto(server.httpUrl)
    await page.locator('.graphiql-query-editor .view-line').first().waitFor()
    await pressWithMouse(page, 'LiveDecisions')
    await page.getByRole('button', { name: /execute/i }).click()
    await page.locator('.result-window').getByText('"newDecision"').waitFor()
  })
})

/** Those that are shown at the top of the result. */
const rootFields: Readonly<Record<string, string>> = {
  Status: 'status',
  AsOf: 'marketData',
  LiveLeaderboard: 'leaderboard',
  Candles: 'candles',
  MarketNow: 'marketData',
  LiveChain: 'optionsChain',
  Accounts: 'accounts',
  Decisions: 'decisions',
  LiveMarket: 'marketData',
}

/** The recording of the feed, once it is this long. */
async function recordingOf({ httpUrl }: TestServer, leastMs: number): Promise<{ from: string; to: string }> {
  const { data } = await until(
    () => ask<{ recordings: { from: string; to: string }[] }>(httpUrl, '{ recordings { from to } }'),
    (answer) => (answer.data?.recordings ?? []).some(({ from, to }) => Date.parse(to) - Date.parse(from) >= leastMs),
  )
  return data?.recordings[0] ?? expect.fail()
}

/** Runs one of several operations of a tab. */
async function runOperation(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /execute/i }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** What a pattern finds in the result, once it is there. */
async function shown(page: Page, pattern: RegExp): Promise<string> {
  const found = await page.waitForFunction(
    (source) => new RegExp(source).exec(document.querySelector('.result-window')?.textContent ?? '')?.[1],
    pattern.source,
  )
  return (await found.jsonValue()) ?? expect.fail()
}

async function setVariables(page: Page, values: object): Promise<void> {
  await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(JSON.stringify(values))
  // The editor closed quotes and brackets once more.
  await page.keyboard.press('Control+Shift+End')
  await page.keyboard.press('Delete')
}

/** As a hand does it: where the tab is seen, moving a little while pressed. Nothing waits for the tab to stand still. */
async function pressWithMouse(page: Page, name: string): Promise<void> {
  const { x, y } = await middleOf(page, name)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 6, y + 1, { steps: 3 })
  await page.mouse.up()
}

async function pressWithFinger(page: Page, name: string): Promise<void> {
  const { x, y } = await middleOf(page, name)
  await page.touchscreen.tap(x, y)
}

async function middleOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const tab = page.getByRole('tab').getByRole('button', { name, exact: true })
  await tab.scrollIntoViewIfNeeded()
  const box = await tab.boundingBox()
  if (!box) throw new Error(`The tab ${name} is not shown`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
