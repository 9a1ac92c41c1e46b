import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { patient } from '../support/patient.js'
import { spawnServer, type SpawnedServer } from '../support/spawn-server.js'
import {
  moving,
  newPage,
  openDashboard,
  panel,
  sizes,
  untilAll,
  untilChanged,
  untilConnection,
  untilState,
  wide,
} from './dashboard-page.js'

const browser = fileBrowser()

describe('the dashboard', () => {
  let server: SpawnedServer
  beforeAll(async () => {
    server = await spawnServer('tests/e2e/fast-server.ts')
  })
  afterAll(() => server.kill())

  it('shows every panel change twice, and says that the market is simulated', async () => {
    const page = await openDashboard(browser, server.url)
    await untilConnection(page, 'live')
    await untilAll(page, 'live')
    await Promise.all(
      moving.map(async (name) => {
        await untilChanged(page, name)
        await untilChanged(page, name)
      }),
    )
    expect(await page.locator('[data-feed-source="SIMULATED"]').innerText()).toMatch(/simulated/i)
  })

  it('tells the last move of the index by an arrow as well as by its color', async () => {
    const page = await openDashboard(browser, server.url)
    const shown = await page.waitForFunction(() => {
      const direction = document.querySelector<HTMLElement>('[data-role="index-price"]')?.dataset.direction
      const arrow = document.querySelector('[data-role="last-move"]')?.textContent.trim()
      return direction === 'up' || direction === 'down' ? `${direction} ${arrow}` : null
    })
    expect(await shown.jsonValue()).toMatch(/^(up ▲|down ▼)$/)
  })

  it('frames a chart that has the focus on all four sides', async () => {
    const page = await openDashboard(browser, server.url)
    await untilAll(page, 'live')
    await page.keyboard.press('Tab')
    const chart = panel(page, 'market').getByRole('application')
    await chart.focus()
    const picture = (await chart.screenshot()).toString('base64')
    const { sides, inside } = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes]))
      const { width, height } = image
      const canvas = new OffscreenCanvas(width, height).getContext('2d')
      canvas?.drawImage(image, 0, 0)
      const colorAt = (x: number, y: number) => canvas?.getImageData(x, y, 1, 1).data.join(' ')
      const [middle, center] = [Math.floor(height / 2), Math.floor(width / 2)]
      const sides = [colorAt(0, middle), colorAt(width - 1, middle), colorAt(center, 0), colorAt(center, height - 1)]
      return { sides, inside: colorAt(4, 4) }
    }, picture)
    expect(new Set(sides).size).toBe(1)
    expect(sides).not.toContain(inside)
  })

  it('reconnects by itself when the server was killed and started again, and data move again', async () => {
    const page = await openDashboard(browser, server.url)
    await untilConnection(page, 'live')
    await untilAll(page, 'live')
    await server.kill()
    await untilConnection(page, 'reconnecting')
    server = await spawnServer('tests/e2e/fast-server.ts', { port: server.port })
    await untilConnection(page, 'live')
    await untilAll(page, 'live')
    await Promise.all(moving.map((name) => untilChanged(page, name)))
  })

  it.each(sizes)('at $width × $height has nothing for axe to find and never scrolls sideways', async (size) => {
    const page = await openDashboard(browser, server.url, size)
    await untilAll(page, 'live')
    await page.getByText('More figures').click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width)
  })

  it('is as tidy while it reconnects, and whoever will not wait can retry', async () => {
    const own = await spawnServer('tests/e2e/fast-server.ts')
    const pages = await Promise.all(sizes.map((size) => openDashboard(browser, own.url, size)))
    for (const page of pages) await untilAll(page, 'live')
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
    const page = await newPage(browser)
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on(
      'request',
      (request) =>
        !/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url) && faults.push(request.url()),
    )
    await page.goto(server.url)
    await untilAll(page, 'live')
    expect(faults).toEqual([])
  })

  it('keeps two tabs in step', async () => {
    const tabs = await Promise.all([openDashboard(browser, server.url), openDashboard(browser, server.url)])
    await Promise.all(tabs.map((page) => untilState(page, 'decisions', 'live')))
    const [first, second] = tabs
    if (!first || !second) throw new Error('two tabs were opened')
    await untilChanged(first, 'decisions')
    const newest = (page: Page) =>
      panel(page, 'decisions').locator('[data-decision], [data-holds]').first().locator('summary').first().innerText()
    // A HOLD that comes meanwhile changes the line of those before it, in one tab a moment before the other.
    await vi.waitFor(async () => {
      const [words, others] = await Promise.all([newest(first), newest(second)])
      expect(others).toBe(words)
    }, patient)
  })
})
