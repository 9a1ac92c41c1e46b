import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import type { SpawnedServer } from '../support/spawn-server.js'
import { spawnServer } from '../support/spawn-server.js'
import { startServer } from '../support/start-server.js'

const panels = ['market', 'chain', 'performance', 'positions', 'decisions']
const wide = { width: 1440, height: 900 }
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
  const context = await browser.newContext({ viewport })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const panel = (page: Page, name: string) => page.locator(`[data-panel="${name}"]`)
const untilState = (page: Page, name: string, state: string) =>
  page.locator(`[data-panel="${name}"][data-state="${state}"]`).waitFor()
const untilConnection = (page: Page, state: string) => page.locator(`[data-connection="${state}"]`).waitFor()

/** Sooner than the page would ask by itself. */
const untilFeed = (page: Page, state: string) =>
  page.locator(`[data-feed-state="${state}"]`).waitFor({ timeout: 10_000 })

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
      return section?.dataset.seq !== before.seq && body?.innerText !== before.text
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
    await Promise.all(
      panels.map(async (name) => {
        await untilState(page, name, 'live')
        await untilChanged(page, name)
        await untilChanged(page, name)
      }),
    )
    expect(await page.locator('[data-feed-source="SIMULATED"]').innerText()).toMatch(/simulated/i)
  })

  it('reconnects by itself when the server was killed and started again, and data move again', async () => {
    const page = await openDashboard(server.url)
    await untilConnection(page, 'live')
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
    await server.kill()
    await untilConnection(page, 'reconnecting')
    server = await spawnServer('tests/e2e/fast-server.ts', server.port)
    await untilConnection(page, 'live')
    await Promise.all(
      panels.map(async (name) => {
        await untilState(page, name, 'live')
        await untilChanged(page, name)
      }),
    )
  })

  it.each(sizes)('at $width × $height has nothing for axe to find and never scrolls sideways', async (size) => {
    const page = await openDashboard(server.url, size)
    await Promise.all(panels.map((name) => untilState(page, name, 'live')))
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
    const newest = (page: Page) => page.locator('[data-decision]').first().getAttribute('data-decision')
    const [first, second] = tabs
    if (!first || !second) throw new Error('two tabs were opened')
    await untilChanged(first, 'decisions')
    const id = await newest(first)
    await second.locator(`[data-decision="${id}"]`).waitFor()
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
    await untilState(page, 'chain', 'stale')
    await untilConnection(page, 'stale')
    await untilFeed(page, 'RECONNECTING')
    expect(await page.locator('[data-feed-source]').innerText()).toMatch(/simulated\s+reconnecting/i)
    expect(await panel(page, 'market').innerText()).toContain('84,000')
  })
})
