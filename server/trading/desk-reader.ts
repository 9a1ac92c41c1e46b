import { isClosed } from '../domain/account.js'
import type { EquityPoint, LeaderboardEntry } from '../domain/performance.js'
import { precision } from '../domain/precision.js'
import { roundFinely } from '../lib/round.js'
import type { EquityStore } from '../storage/equity-store.js'
import type { LiveAccountList } from './account-list.js'
import type { AccountReader } from './account-reader.js'
import type { Accounts } from './accounts.js'
import { rankByReturn } from './leaderboard.js'
import type { LiveLeaderboards } from './live-leaderboards.js'
import { pointsOfBars } from './performance/equity-points.js'

/** More bars than these are not read for one curve. */
const maxBars = 4_000

function publishedPoint({ timeMs, accountValueUsd }: EquityPoint): EquityPoint {
  return { timeMs, accountValueUsd: roundFinely(accountValueUsd, precision.accountUsd) }
}

export interface AccountReaderParts {
  readonly accounts: Accounts
  readonly list: LiveAccountList
  readonly leaderboards: LiveLeaderboards
  readonly equity: EquityStore
}

/** The open accounts with the best total return. Figures are made for these alone. */
export function bestAccounts(accounts: Accounts, first: number): readonly LeaderboardEntry[] {
  const open = [...accounts.all()].filter(({ account }) => !isClosed(account))
  const best = rankByReturn(open).slice(0, first)
  return best.map(({ rank, of: { account, live } }) => ({ rank, account, performance: live.read('performance') }))
}

/** The read side of a desk. */
export function accountReader({ accounts, list, leaderboards, equity }: AccountReaderParts): AccountReader {
  return {
    accounts: () => accounts.list(),
    accountList: () => list.read(),
    account: (id) => accounts.get(id)?.account ?? null,
    known: (id) => accounts.known(id),
    performance: (id) => accounts.get(id)?.live.read('performance') ?? null,
    positions: (id) => accounts.get(id)?.live.read('positions') ?? null,
    portfolio: (id) => accounts.get(id)?.live.read('portfolio') ?? null,
    openOrders: (id) => accounts.get(id)?.live.read('openOrders') ?? null,
    async equity(accountId, { fromMs, toMs, points }) {
      // A bar may begin before the books began anew.
      const sinceMs = fromMs === null ? (accounts.paper(accountId)?.anewSinceMs ?? 0) : 0
      const span = { fromMs: fromMs ?? sinceMs, toMs: toMs ?? Number.MAX_SAFE_INTEGER, maxBars }
      const curve = pointsOfBars(await equity.bars(accountId, span), points)
      return { accountId, points: curve.filter(({ timeMs }) => timeMs >= sinceMs).map(publishedPoint) }
    },
    leaderboard: (first) => bestAccounts(accounts, first),
    liveLeaderboard: (first) => leaderboards.read(first),
  }
}
