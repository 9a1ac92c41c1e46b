import { simulatedSource, type BacktestSource } from '../server/compose/backtest/backtest-source.js'
import { recordedSource } from '../server/compose/backtest/recorded-source.js'
import { benchmarkAgent, runBacktest } from '../server/compose/backtest/run-backtest.js'
import type { BuiltInAgentName } from '../server/domain/agent.js'
import { msPerHour, msPerMinute } from '../server/domain/units.js'
import { never } from '../server/lib/stop.js'
import { temporaryDir } from '../tests/support/temporary-dir.js'
import { atLeast } from './fanout/bars.js'
import { recordMarket, seed, type RecordedSpan } from './replay/record-market.js'
import { flag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { rounded } from './support/statistics.js'

/**
 * What a backtest costs. The simulated BTC and ETH with all of their options, as the server tells them by default, are recorded for
 * `--minutes=30`. Sets of agents trade over it as `npm run backtest -- --source recording` has them, and over a day of the simulated
 * market as it does without. CPU is that of the whole process, garbage collection included.
 */
const minutes = flag('minutes', 30)
const wantedTimes = 60
const fromMs = Date.UTC(2026, 10, 20, 9)
const recorded = { fromMs, toMs: fromMs + minutes * msPerMinute }
const day = { fromMs, toMs: fromMs + 24 * msPerHour }

const sets: readonly (readonly BuiltInAgentName[])[] = [
  [benchmarkAgent],
  ['momentum'],
  ['vol-seller'],
  ['momentum', 'vol-seller', 'mean-reversion'],
]

const log = {
  error(facts: unknown, words?: string) {
    throw new Error(words, { cause: facts })
  },
}

async function costOf(agents: readonly BuiltInAgentName[], source: BacktestSource, span: RecordedSpan): Promise<Row> {
  const { fromMs, toMs } = span
  const before = process.cpuUsage()
  const parts = { agents, fromMs, toMs: toMs - 1, market: source.market, drawSeed: source.drawSeed, log }
  const accounts = await runBacktest({ ...parts, onReached: () => {} }, never)
  const { user, system } = process.cpuUsage(before)
  const cpuMs = (user + system) / 1_000
  return {
    case: agents.join(' + '),
    decisions: accounts.reduce((sum, { decisions }) => sum + decisions.length, 0),
    cpuSAnHour: rounded((cpuMs * msPerHour) / (toMs - fromMs) / 1_000, 1),
    times: rounded((toMs - fromMs) / cpuMs, 0),
  }
}

using data = temporaryDir()
await recordMarket(data.path, recorded)
const feed = { kind: 'simulated', seed, tickMs: 250, chainMs: 1_000, warmUpHours: 0 } as const
const settings = { feed, dataDir: data.path, databaseUrl: null }

const headings = { cpuSAnHour: 'CPU s an hour of market', times: '× real time by CPU' }
const rows: Row[] = []
for (const agents of sets) {
  const span = { fromMs: recorded.fromMs, toMs: recorded.toMs - 1 }
  await using source = await recordedSource(settings, null, span)
  const row = await costOf(agents, source, span)
  rows.push({ ...row, ...atLeast(wantedTimes, Number(row['times']), '×') })
}
report('backtest over a recording', headings, rows)

const simulated: Row[] = []
for (const agents of sets) simulated.push(await costOf(agents, simulatedSource(seed), day))
report('backtest over the simulated market', headings, simulated)
