import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../tests/support/browser.js'
import { startBuilt } from './support/built-server.js'
import { report } from './support/report.js'
import { median, rounded } from './support/statistics.js'

/**
 * The first start on an empty store, with the market at its usual pace: how long it takes until the agents have the day before, how
 * long a plain question has to wait meanwhile, and when who opens the dashboard at once sees all of that day.
 */
const rounds = 3
const askEveryMs = 20
/** Of Linux, on all machines that Node runs on. */
const ticksPerSecond = 100

async function ask<T>(url: string, query: string, variables: Readonly<Record<string, string>> = {}): Promise<T> {
  const response = await fetch(`${url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return ((await response.json()) as { readonly data: T }).data
}

interface WarmUp {
  readonly status: { readonly warmUp: { readonly state: string } }
}

const stateOf = async (url: string) => (await ask<WarmUp>(url, '{ status { warmUp { state } } }')).status.warmUp.state

/** What the process used of processors so far, in seconds. Null where the system has no /proc. */
function usedSeconds(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  const [user = NaN, system = NaN] =
    readFileSync(file, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []
  return (user + system) / ticksPerSecond
}

interface Round {
  readonly readyMs: number
  readonly usedSeconds: number
  readonly doneMs: number
  readonly waitsMs: readonly number[]
}

async function firstStart(): Promise<Round> {
  await using server = await startBuilt({ env: { SIM_WARMUP_HOURS: '24' } })
  const begun = performance.now()
  const usedBefore = usedSeconds(server.pid)
  const waitsMs: number[] = []
  for (;;) {
    const asked = performance.now()
    const state = await stateOf(server.url)
    waitsMs.push(performance.now() - asked)
    if (state !== 'RUNNING') {
      if (state === 'FAILED') throw new Error('The warm-up failed')
      const used = (usedSeconds(server.pid) ?? NaN) - (usedBefore ?? NaN)
      return { readyMs: server.readyAfterMs, usedSeconds: used, doneMs: performance.now() - begun, waitsMs }
    }
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
  }
}

/** What a newcomer wants to see, by what the panels show. */
async function seeAll(page: Page): Promise<void> {
  const inPanel = (name: string) => page.locator(`[data-panel="${name}"]`)
  for (const name of ['market', 'chain', 'performance', 'positions', 'decisions', 'leaderboard', 'trades']) {
    await page.locator(`[data-panel="${name}"][data-state="live"]`).waitFor()
  }
  await inPanel('decisions')
    .getByText(/(?:[2-9]\d|\d{3,}) newest/)
    .waitFor()
  await inPanel('trades').getByRole('tab', { name: 'Closed' }).click()
  await inPanel('trades').locator('tbody tr').nth(2).waitFor()
}

interface Places {
  readonly leaderboard: readonly { readonly account: { readonly id: string } }[]
}

interface Curve {
  readonly equity: { readonly points: readonly unknown[] }
}

/** How long after its start a server's dashboard, opened at once, shows the day, and how many points the shortest curve has then. */
async function firstLook(): Promise<{ readonly seenMs: number; readonly points: number }> {
  await using browser = await launchBrowser()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(120_000)
  await using server = await startBuilt({ env: { SIM_WARMUP_HOURS: '24' } })
  const begun = performance.now()
  await page.goto(server.url)
  await seeAll(page)
  const seenMs = server.readyAfterMs + performance.now() - begun
  const { leaderboard } = await ask<Places>(server.url, '{ leaderboard(first: 10) { account { id } } }')
  const query = 'query ($account: ID) { equity(account: $account, points: 500) { points { time } } }'
  const curves = await Promise.all(
    leaderboard.map(({ account }) => ask<Curve>(server.url, query, { account: account.id })),
  )
  return { seenMs, points: Math.min(...curves.map(({ equity }) => equity.points.length)) }
}

const made: Round[] = []
for (let round = 0; round < rounds; round += 1) made.push(await firstStart())
const looks = [await firstLook(), await firstLook(), await firstLook()]
const waits = made.flatMap(({ waitsMs }) => waitsMs).sort((a, b) => a - b)
const done = made.map(({ doneMs }) => doneMs / 1_000)
const quantile = (share: number) => waits[Math.floor(share * (waits.length - 1))] ?? 0
report('warm-up', {}, [
  {
    case: `start to /ready, median of ${rounds}`,
    value: rounded(median(made.map((one) => one.readyMs)), 0),
    unit: 'ms',
  },
  { case: `/ready to 24 h of the agents, median of ${rounds}`, value: rounded(median(done)), unit: 's' },
  { case: `the same, slowest of ${rounds}`, value: rounded(Math.max(...done)), unit: 's' },
  {
    case: 'CPU of the server meanwhile, median',
    value: rounded(median(made.map((one) => one.usedSeconds))),
    unit: 's',
  },
  { case: 'a query meanwhile, median', value: rounded(quantile(0.5)), unit: 'ms' },
  { case: 'a query meanwhile, p99', value: rounded(quantile(0.99)), unit: 'ms' },
  { case: 'a query meanwhile, slowest', value: rounded(quantile(1)), unit: 'ms' },
  {
    case: `start to a dashboard with that day, slowest of ${looks.length}`,
    value: rounded(Math.max(...looks.map(({ seenMs }) => seenMs / 1_000))),
    unit: 's',
  },
  { case: 'points of the shortest curve then', value: Math.min(...looks.map(({ points }) => points)), unit: 'points' },
])
