import { setImmediate as nextTurn } from 'node:timers/promises'
import { memoryBus } from '../server/bus/memory/memory-bus.js'
import type { AccountParts } from '../server/trading/account/account-parts.js'
import { Books } from '../server/trading/account/books.js'
import { PaperAccount } from '../server/trading/account/paper-account.js'
import { Turns } from '../server/trading/account/turns.js'
import { QuoteBoard } from '../server/trading/board/quote-board.js'
import { Committer } from '../server/trading/committer.js'
import { ledgerOf, moveMarket, ordersOf } from './remark/held-market.js'
import { keptNowhere } from './remark/kept-nowhere.js'
import { flag } from './support/flags.js'
import { report } from './support/report.js'
import { quantile, rounded } from './support/statistics.js'

/**
 * How long the desk takes to mark all accounts at one tick, with everything the engine looks for by itself and with
 * nobody watching: `npx tsx bench/remark.ts`. Each of `--accounts=1000` holds `--positions=20`, a fifth perpetuals and
 * the rest options, half of them with a stop and a target, and has two orders that wait. The market moves by 250 ms a
 * tick over `--ticks=200`; the taking in of its quotes is not counted. Ticks at which samples of account value are due
 * store all books, here into a journal that keeps nothing. The CPU is that of the whole process, its garbage collector
 * included: on a machine with other work it says more than the time.
 */
const accountCount = flag('accounts', 1_000)
const positionCount = flag('positions', 20)
const ticks = flag('ticks', 200)
const barMs = 20
const tickMs = 250
const startMs = Date.UTC(2026, 10, 20, 12)

function openAccounts(board: QuoteBoard, sampleIntervalMs: number): readonly PaperAccount[] {
  const bus = memoryBus()
  const committer = new Committer(keptNowhere, bus, (error) => {
    throw error
  })
  const parts: AccountParts = {
    board,
    bus,
    committer,
    turnsOf: () => new Turns(),
    sampleIntervalMs,
    newId: () => 'an-id',
    now: () => startMs,
    onSamples: () => undefined,
    onFailure: (_accountId, error) => {
      throw error
    },
  }
  return Array.from({ length: accountCount }, (_, index) => {
    const id = `account-${index}`
    const books = Books.open(1_000_000, sampleIntervalMs)
    books.replace(ledgerOf(index, positionCount), board.quotes)
    const account = { id, name: id, kind: 'PAPER', agent: null, source: 'SIMULATED', openedAtMs: startMs } as const
    return new PaperAccount(parts, { account, books, openOrders: ordersOf(id) })
  })
}

async function measure(name: string, sampleIntervalMs: number) {
  const board = new QuoteBoard()
  moveMarket(board, startMs, 0)
  const accounts = openAccounts(board, sampleIntervalMs)
  const times: number[] = []
  const cpuTimes: number[] = []
  for (let tick = -50; tick < ticks; tick += 1) {
    moveMarket(board, startMs + (tick + 51) * tickMs, tick)
    const begunCpu = process.cpuUsage()
    const begun = performance.now()
    for (const account of accounts) account.mark()
    const tookMs = performance.now() - begun
    const { user, system } = process.cpuUsage(begunCpu)
    await nextTurn()
    if (tick < 0) continue
    times.push(tookMs)
    cpuTimes.push((user + system) / 1_000)
  }
  const held = accounts.reduce((sum, { books }) => sum + books.ledger.positions.length, 0)
  const [p50Ms, p99Ms] = [shareMs(times, 0.5), shareMs(times, 0.99)]
  const [cpuP50Ms, cpuP99Ms] = [shareMs(cpuTimes, 0.5), shareMs(cpuTimes, 0.99)]
  const size = { accounts: accountCount, positions: held }
  return { case: name, ...size, p50Ms, p99Ms, cpuP50Ms, cpuP99Ms, barMs, withinBar: p99Ms <= barMs }
}

function shareMs(times: readonly number[], share: number): number {
  return rounded(quantile(times, share) ?? NaN, 2)
}

const headings = {
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  cpuP50Ms: 'CPU p50 ms',
  cpuP99Ms: 'CPU p99 ms',
  barMs: 'bar ms',
  withinBar: 'within',
}
report('remark', headings, [
  await measure('tick', 3_600_000),
  await measure('tick at which all samples are due', tickMs),
])
