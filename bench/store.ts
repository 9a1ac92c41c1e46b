import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DecisionFilter, Journal } from '../server/storage/journal.js'
import { openStore, type Store, type StoreOptions } from '../server/storage/open-store.js'
import { noon } from '../tests/support/builders.js'
import { hasPostgres, startPostgres } from '../tests/support/postgres.js'
import { account, newDecision, newFill } from '../tests/support/store/records.js'
import { flag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { quantile, rounded } from './support/statistics.js'

/**
 * Pages of a journal that holds 100,000 decisions, the first and the thousandth by its cursor, and what commits cost:
 * `npx tsx bench/store.ts`. A page must take less than 10 ms at p99, wherever it is and whatever it is filtered by.
 */
const decisionCount = flag('decisions', 100_000)
const readings = flag('readings', 500)
const pageSize = 50
const barMs = 10
const accountIds = Array.from({ length: 20 }, (_, index) => `account-${index}`)
/** Decided what came first, and has been silent since. */
const silentId = 'silent'
const actions = ['HOLD', 'BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE'] as const
const perCommit = 100

const filters: Record<string, DecisionFilter> = {
  all: {},
  'an account': { accountId: ['account-7'] },
  'an account long silent': { accountId: [silentId] },
  'an action': { action: ['HOLD'] },
  'an account and an action': { accountId: ['account-7'], action: ['CLOSE'] },
  '80 accounts and actions': { accountId: accountIds, action: actions },
  'a symbol nobody has': { symbol: ['DOGE-PERPETUAL'] },
  'a middle third of the time': {
    fromMs: noon + Math.floor(decisionCount / 3),
    toMs: noon + Math.floor((decisionCount * 2) / 3),
  },
}

function accountIdOf(index: number): string {
  if (index < perCommit) return silentId
  return accountIds[Math.floor(index / perCommit) % accountIds.length] ?? ''
}

function decisionAt(index: number) {
  return newDecision({
    id: `decision-${index}`,
    accountId: accountIdOf(index),
    action: actions[((index * 7) % 11) % 4] ?? 'HOLD',
    symbol: index % 3 ? 'BTC-PERPETUAL' : 'ETH-PERPETUAL',
    reasoning: 'Reasons. '.repeat(40),
  })
}

/** Commits of a hundred decisions, one account after the other; a millisecond passes with each decision. */
async function fill(journal: Journal, tick: (nowMs: number) => void): Promise<void> {
  for (const id of [silentId, ...accountIds]) await journal.commit({ accountId: id, open: account(id) })
  for (let start = 0; start < decisionCount; start += perCommit) {
    const accountId = accountIdOf(start)
    const count = Math.min(perCommit, decisionCount - start)
    tick(noon + start)
    await journal.commit({
      accountId,
      decisions: Array.from({ length: count }, (_, index) => decisionAt(start + index)),
    })
  }
}

async function pages({ journal }: Store, engine: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, filter] of Object.entries(filters)) {
    rows.push(await timed(`${engine}: first page of ${name}`, () => readPage(journal, filter)))
  }
  const behind = (pageNumber: number) => `decision-${decisionCount - (pageNumber - 1) * pageSize}`
  const thousandth = behind(Math.min(1_000, Math.floor(decisionCount / pageSize)))
  rows.push(await timed(`${engine}: page 1,000 of all`, () => readPage(journal, {}, thousandth)))
  rows.push(
    await timed(`${engine}: a page of an account from there`, () =>
      readPage(journal, { accountId: ['account-7'] }, thousandth),
    ),
  )
  return rows
}

async function readPage(journal: Journal, filter: DecisionFilter, after?: string): Promise<void> {
  const page = await journal.decisions.newestFirst(filter, { limit: pageSize, ...(after !== undefined && { after }) })
  if (typeof page === 'string') throw new Error(`${page}: ${after}`)
}

async function commits({ journal }: Store, engine: string): Promise<Row[]> {
  let index = decisionCount
  const commitOne = async () => {
    const decision = decisionAt((index += 1))
    const { accountId } = decision
    const body = { cash: index, positions: Array.from({ length: 20 }, (_, lot) => ({ lot, quantityCoin: 0.1 * lot })) }
    await journal.commit({
      accountId,
      decisions: [decision],
      fills: [newFill({ accountId, id: `fill-${index}` })],
      books: body,
    })
  }
  return [
    await timed(`${engine}: a commit alone`, commitOne, null),
    await timed(`${engine}: 20 commits at once`, () => Promise.all(Array.from({ length: 20 }, commitOne)), null),
  ]
}

async function timed(name: string, work: () => Promise<unknown>, bar: number | null = barMs): Promise<Row> {
  const times: number[] = []
  for (let reading = 0; reading < readings; reading += 1) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  const p99 = quantile(times, 0.99)
  const isWithin = bar === null || p99 === null ? null : p99 < bar
  return {
    case: name,
    p50: rounded(quantile(times, 0.5), 2),
    p99: rounded(p99, 2),
    max: rounded(Math.max(...times), 2),
    isWithin,
  }
}

async function measure(engine: string, options: Omit<StoreOptions, 'now'>): Promise<Row[]> {
  let nowMs = noon
  await using store = await openStore({ ...options, now: () => nowMs })
  const begun = performance.now()
  await fill(store.journal, (time) => (nowMs = time))
  const seconds = (performance.now() - begun) / 1_000
  console.log(`${engine}: ${decisionCount} decisions, ${perCommit} a commit, in ${seconds.toFixed(1)} s`)
  return [...(await pages(store, engine)), ...(await commits(store, engine))]
}

async function measurePostgres(dataDir: string): Promise<Row[]> {
  if (!hasPostgres) return []
  await using server = await startPostgres()
  return await measure('PostgreSQL', { databaseUrl: await server.createDatabase(), dataDir })
}

const dataDir = mkdtempSync(join(tmpdir(), 'gammacast-bench-store-'))
try {
  const rows = [...(await measure('SQLite', { dataDir })), ...(await measurePostgres(dataDir))]
  report('store', { p50: 'p50 ms', p99: 'p99 ms', max: 'max ms', isWithin: `p99 < ${barMs} ms` }, rows)
  if (rows.some(({ isWithin }) => isWithin === false)) process.exitCode = 1
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
