import { expect, it } from 'vitest'
import { fileBrowser } from '../support/file-browser.js'
import { startServer } from '../support/start-server.js'
import { newPage, panel, untilAll } from './dashboard-page.js'

const browser = fileBrowser()

it('the dashboard stays within the limits of a socket without a token, whatever is chosen and however fast', async () => {
  await using server = await startServer({}, { AGENTS: 'momentum,vol-seller,buy-and-hold' })
  const page = await newPage(browser)
  const running = new Set<string>()
  let most = 0
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const { type, id, payload: asked } = JSON.parse(String(payload)) as Sent
      if (type === 'complete') running.delete(id)
      if (type === 'subscribe' && /^subscription/.test(asked.query)) running.add(id)
      most = Math.max(most, running.size)
    })
  })
  await page.goto(new URL('/', server.httpUrl).href)
  await untilAll(page, 'live')
  for (let round = 0; round < 3; round += 1) {
    for (const account of ['vol-seller', 'buy-and-hold', 'momentum']) {
      await panel(page, 'leaderboard').locator(`tr[data-account="${account}"]`).click()
    }
    for (const currency of ['ETH', 'BTC']) await page.getByRole('button', { name: currency, exact: true }).click()
    for (const tab of await page.getByRole('tab').all()) await tab.click()
  }
  await untilAll(page, 'live')
  expect(running.size).toBeGreaterThan(8)
  expect(most).toBeLessThanOrEqual(20)
  expect([...server.app.services.counts.refusals]).toEqual([])
})

interface Sent {
  readonly type: string
  readonly id: string
  readonly payload: { readonly query: string }
}
