import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import type { TestServer } from '../support/start-server.js'
import { startServer } from '../support/start-server.js'

let browser: Browser
let server: TestServer
beforeAll(async () => {
  browser = await launchBrowser()
  server = await startServer({}, { SIM_TICK_MS: '100' })
})
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
})

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
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      'LiveMarket',
      'MarketNow',
      'LiveChain',
      'Accounts',
      'Decisions',
      'OpenMyAccount',
      'Status',
    ])
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
    await context.close()
  })
})
