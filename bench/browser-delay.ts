import { launchBrowser } from '../tests/support/browser.js'
import { startBuilt } from './support/built-server.js'
import { flag } from './support/flags.js'
import { quantile, report, rounded } from './support/report.js'

/**
 * How old a value is when the browser has it, and when it is painted: the simulated feed stamps its events with this
 * machine's clock, and the page reads the same clock. Arrival includes the chain's publishing interval and the panel's
 * `minIntervalMs`; paint is the frame after the price on the screen changed. `--seconds=30`.
 */
const seconds = flag('seconds', 30)
/** What the page does while it starts does not count. */
const settleMs = 3_000

interface Measured {
  readonly marketData: number[]
  readonly optionsChain: number[]
  readonly painted: number[]
}

/** Runs in the page, before anything else: listens to every socket and watches the price. */
function watch(): void {
  const measured = { marketData: [] as number[], optionsChain: [] as number[], painted: [] as number[] }
  Object.assign(window, { measured })
  let newestAsOf = 0
  window.WebSocket = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args)
      this.addEventListener('message', ({ data }: MessageEvent<string>) => {
        const field = /"data":\{"(marketData|optionsChain)"/.exec(data)?.[1] as
          'marketData' | 'optionsChain' | undefined
        const asOf = Date.parse(/"asOf":"([^"]+)"/.exec(data)?.[1] ?? '')
        if (!field || Number.isNaN(asOf)) return
        measured[field].push(Date.now() - asOf)
        if (field === 'marketData') newestAsOf = asOf
      })
    }
  }
  addEventListener('load', () => {
    new MutationObserver((records) => {
      const price = document.querySelector('[data-role="index-price"]')
      if (!price || !records.some(({ target }) => price.contains(target))) return
      const asOf = newestAsOf
      if (asOf === 0) return
      requestAnimationFrame(() => setTimeout(() => measured.painted.push(Date.now() - asOf)))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

const server = await startBuilt()
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.addInitScript(watch)
await page.goto(server.url)
await page.locator('[data-panel="chain"][data-state="live"]').waitFor()
await page.waitForTimeout(settleMs)
await page.evaluate(() => {
  for (const delays of Object.values((window as unknown as { measured: Measured }).measured)) delays.length = 0
})
await page.waitForTimeout(seconds * 1_000)
const measured = await page.evaluate(() => (window as unknown as { measured: Measured }).measured)
await browser.close()
await server.end()

report(
  'browser-delay',
  Object.entries({
    'market data have arrived': measured.marketData,
    'index price is painted': measured.painted,
    'option chain has arrived': measured.optionsChain,
  }).map(([name, delays]) => ({
    case: name,
    events: delays.length,
    'p50 ms': rounded(quantile(delays, 0.5), 0),
    'p90 ms': rounded(quantile(delays, 0.9), 0),
    'p99 ms': rounded(quantile(delays, 0.99), 0),
  })),
)
