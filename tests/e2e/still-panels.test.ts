import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { runServer } from '../support/run-server.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { startServer } from '../support/start-server.js'
import { cuttableLine } from './cuttable-line.js'
import { failWhere, newPage, panel, panels, sizes, untilAll, untilConnection, untilState } from './dashboard-page.js'

const browser = fileBrowser()

/** What the page notes of itself while it is shown. */
interface Notes {
  /** Of each panel, every place that it had in a frame. */
  readonly places: Record<string, string[]>
  /** What the browser says was moved by something else than the reader. */
  readonly moved: string[]
}

/** Part of the DOM that TypeScript does not know. */
interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRect
    readonly currentRect: DOMRect
  }[]
}

/** A page of which every frame is looked at. */
async function watchedPage(viewport: { width: number; height: number }): Promise<Page> {
  const page = await newPage(browser, viewport)
  await page.addInitScript(() => {
    const notes: Notes = { places: {}, moved: [] }
    Object.assign(globalThis, { notes })
    const look = () => {
      for (const panel of document.querySelectorAll<HTMLElement>('[data-panel]')) {
        const { x, y, width, height } = panel.getBoundingClientRect()
        const place = [x + scrollX, y + scrollY, width, height].map((px) => px.toFixed(1)).join(' ')
        const known = (notes.places[panel.dataset['panel'] ?? ''] ??= [])
        if (!known.includes(place)) known.push(place)
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    const at = ({ x, y }: DOMRect) => `${x.toFixed(0)},${y.toFixed(0)}`
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as LayoutShift[]) {
        for (const { node, previousRect, currentRect } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          // The panels themselves are looked at in each frame. In their lists new entries push older ones down.
          if (element?.parentElement?.closest('[data-panel]') !== null || at(previousRect) === at(currentRect)) continue
          notes.moved.push(`${element.className} ${node?.textContent} ${at(previousRect)} → ${at(currentRect)}`)
        }
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return page
}

const notesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes)

async function expectStill(page: Page): Promise<void> {
  const { places } = await notesOf(page)
  expect(Object.keys(places).toSorted()).toEqual(panels.toSorted())
  expect(Object.entries(places).filter(([, all]) => all.length > 1)).toEqual([])
}

const isOnTop = (element: Locator) =>
  element.evaluate((words: HTMLElement) => {
    words.scrollIntoView({ block: 'center' })
    words.style.pointerEvents = 'auto'
    const { x, y, width, height } = words.getBoundingClientRect()
    return document.elementFromPoint(x + width / 2, y + height / 2) === words
  })

describe.each(sizes)('the panels at $width × $height', (size) => {
  it('stand where they are while they wait, come to life, are stale, lose the server, and fail', async () => {
    const feed = new ScriptedFeed()
    const agents = { AGENTS: 'buy-and-hold,momentum', AGENT_INTERVAL_MS: '1000' }
    await using server = await startServer({ feed }, agents)
    await using line = await cuttableLine(server.app.url)
    const page = await watchedPage(size)
    let isFaulty = false
    await failWhere(page, () => isFaulty)
    await page.goto(line.url)
    await untilState(page, 'market', 'waiting')
    await untilState(page, 'positions', 'waiting')
    await page.locator('[data-feed-state="CONNECTING"]').waitFor()
    const note = panel(page, 'performance').locator('[data-role="equity"] > p')
    // A chart paints over what is not above it.
    expect(await isOnTop(note)).toBe(true)
    openMarket(feed)
    await untilAll(page, 'live')
    await panel(page, 'positions').locator('tr[data-symbol]').first().waitFor()
    await panel(page, 'decisions').locator('[data-decision]').first().waitFor()
    await expectStill(page)
    expect((await notesOf(page)).moved).toEqual([])
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'the exchange is gone' })
    await untilState(page, 'market', 'stale')
    await untilState(page, 'performance', 'stale')
    await expectStill(page)
    line.cut()
    await untilConnection(page, 'reconnecting')
    await expectStill(page)
    line.mend()
    await untilConnection(page, 'stale')
    await expectStill(page)
    isFaulty = true
    await page.reload()
    await untilAll(page, 'failed')
    await expectStill(page)
  })
})

describe('a first start', () => {
  it('moves nothing while the agents get their past and their panels fill', async () => {
    const server = runServer({ SIM_WARMUP_HOURS: '1' })
    try {
      const [, url = ''] = await server.says(/GraphiQL and API (http:\S+\/)graphql/)
      const pages = await Promise.all(sizes.map(watchedPage))
      await Promise.all(pages.map((page) => page.goto(url)))
      await server.says(/Warm-up: done/)
      for (const page of pages) {
        await untilAll(page, 'live')
        await panel(page, 'leaderboard').locator('tr[data-account]').nth(3).waitFor()
        await panel(page, 'decisions').locator('[data-decision], [data-holds]').first().waitFor()
        await expectStill(page)
      }
    } finally {
      await server.kill()
    }
  })
})
