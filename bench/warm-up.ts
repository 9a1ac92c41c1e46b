import { existsSync, readFileSync } from 'node:fs'
import { startBuilt } from './support/built-server.js'
import { report } from './support/report.js'
import { median, rounded } from './support/statistics.js'

/**
 * The first start on an empty store, with the market at its usual pace: how long it takes until the agents have the day before, and
 * how long a plain question has to wait meanwhile.
 */
const rounds = 3
const askEveryMs = 20
/** Of Linux, on all machines that Node runs on. */
const ticksPerSecond = 100

interface Answer {
  readonly data: { readonly status: { readonly warmUp: { readonly state: string } } }
}

async function stateOf(url: string): Promise<string> {
  const response = await fetch(`${url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ status { warmUp { state } } }' }),
  })
  return ((await response.json()) as Answer).data.status.warmUp.state
}

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

const made: Round[] = []
for (let round = 0; round < rounds; round += 1) made.push(await firstStart())
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
])
