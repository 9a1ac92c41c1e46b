import { launchBrowser } from '../tests/support/browser.js'
import { startBuilt } from './support/built-server.js'
import { flag } from './support/flags.js'
import { Follower } from './support/follower.js'
import { panelRequests } from './support/panel-documents.js'
import { report, type Row } from './support/report.js'
import { quantile, rounded } from './support/statistics.js'
import { watchPage, type Watched } from './support/watch-page.js'

/**
 * How old a value is when the browser has it, and when it is painted: the simulated feed stamps its events with this
 * machine's clock, and the page reads the same clock. Included are the 100 ms in which a chain is published at most once
 * and the panels' own `minIntervalMs`. The floor is a plain client in Node on the same two subscriptions. `--seconds=30`.
 */
const seconds = flag('seconds', 30)
/** What the page does while it starts does not count. */
const settleMs = 3_000

interface Measured extends Watched {
  readonly plain: Readonly<Record<string, readonly number[]>>
}

async function measure(): Promise<Measured> {
  await using server = await startBuilt()
  await using browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // tsx wraps named functions in a helper of its own, which the page lacks.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchPage)
  await page.goto(server.url)
  await page.locator('[data-panel="chain"][data-state="live"]').waitFor()
  const url = `${server.url.replace('http', 'ws')}graphql`
  const plain = panelRequests('')
    .filter(({ panel }) => panel === 'market' || panel === 'chain')
    .map(({ panel, updates }) => ({ panel, follower: new Follower(url, updates) }))
  await page.waitForTimeout(settleMs)
  for (const { follower } of plain) follower.reset()
  await page.evaluate(() => {
    for (const delays of Object.values((window as unknown as { watched: Watched }).watched)) delays.length = 0
  })
  await page.waitForTimeout(seconds * 1_000)
  const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
  for (const { follower } of plain) follower[Symbol.dispose]()
  return { ...watched, plain: Object.fromEntries(plain.map(({ panel, follower }) => [panel, follower.delaysMs])) }
}

function rowOf(name: string, delays: readonly number[]): Row {
  const at = (share: number) => rounded(quantile(delays, share), 0)
  return { case: name, events: delays.length, p50Ms: at(0.5), p90Ms: at(0.9), p99Ms: at(0.99), mostMs: at(1) }
}

const measured = await measure()
report('browser-delay', { p50Ms: 'p50 ms', p90Ms: 'p90 ms', p99Ms: 'p99 ms', mostMs: 'most ms' }, [
  rowOf('market data, plain client in Node', measured.plain.market ?? []),
  rowOf('market data, arrived in the browser', measured.marketData),
  rowOf('index price, in the document', measured.inDocument),
  rowOf('index price, painted at the latest', measured.painted),
  rowOf('option chain, plain client in Node', measured.plain.chain ?? []),
  rowOf('option chain, arrived in the browser', measured.optionsChain),
])
