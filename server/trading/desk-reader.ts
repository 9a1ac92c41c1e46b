import { leaderboardKey, type EventBus } from '../bus/event-bus.js'
import { isClosed } from '../domain/account.js'
import type { EquityPoint, LeaderboardEntry } from '../domain/performance.js'
import { precision } from '../domain/precision.js'
import type { Asker } from '../lib/asker.js'
import { roundFinely } from '../lib/round.js'
import type { EquityStore } from '../storage/equity-store.js'
import type { Journal } from '../storage/journal.js'
import type { LiveAccountList } from './account-list.js'
import type { AccountAudience, AccountReader } from './account-reader.js'
import type { Accounts } from './accounts.js'
import { rankByReturn } from './leaderboard.js'
import type { LiveLeaderboards } from './live-leaderboards.js'
import { pointsOfBars } from './performance/equity-points.js'
import { seenRecords } from './seen-records.js'
import type { Visibility } from './visibility.js'

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
  readonly journal: Journal
  readonly bus: EventBus
  readonly visibility: Visibility
}

/** The open accounts with the best total return, of those that an audience sees. Figures are made for these alone. */
export function bestAccounts(
  { accounts, visibility }: Pick<AccountReaderParts, 'accounts' | 'visibility'>,
  audience: AccountAudience,
  first: number,
): readonly LeaderboardEntry[] {
  const open = [...accounts.all()].filter(({ account }) => !isClosed(account) && visibility.sees(audience, account.id))
  const best = rankByReturn(open).slice(0, first)
  return best.map(({ rank, of: { account, live } }) => ({ rank, account, performance: live.read('performance') }))
}

/** What an audience sees of a desk. The store is read for the asker; left out: for the server itself. */
export function accountReader(parts: AccountReaderParts, audience: AccountAudience, asker?: Asker): AccountReader {
  const { accounts, list, leaderboards, journal, equity, bus, visibility } = parts
  const records = asker ? journal.recordsFor(asker) : journal
  const sees = (accountId: string) => visibility.sees(audience, accountId)
  const seen = (accountId: string) => (sees(accountId) ? accounts.get(accountId) : null)
  return {
    accounts: () => accounts.list().filter(({ id }) => sees(id)),
    accountList: () => list.read(audience),
    account: (id) => seen(id)?.account ?? null,
    accountOf: ({ accountId }) => accounts.known(accountId),
    performance: (id) => seen(id)?.live.read('performance') ?? null,
    positions: (id) => seen(id)?.live.read('positions') ?? null,
    portfolio: (id) => seen(id)?.live.read('portfolio') ?? null,
    openOrders: (id) => seen(id)?.live.read('openOrders') ?? null,
    async equity(accountId, { fromMs, toMs, points }) {
      // A bar may begin before the books began anew.
      const sinceMs = fromMs === null ? (accounts.paper(accountId)?.anewSinceMs ?? 0) : 0
      const span = { fromMs: fromMs ?? sinceMs, toMs: toMs ?? Number.MAX_SAFE_INTEGER, maxBars }
      const curve = pointsOfBars(await equity.bars(accountId, span, asker), points)
      return { accountId, points: curve.filter(({ timeMs }) => timeMs >= sinceMs).map(publishedPoint) }
    },
    leaderboard: (first) => bestAccounts(parts, audience, first),
    liveLeaderboard: (first) => leaderboards.read(audience, first),
    records: seenRecords(records, visibility, audience),
    subscribe: (topic, options) => bus.subscribe(topic, { ...options, accepts: sees }),
    accountChanges: (signal) => bus.subscribe('account', { signal }),
    leaderboardChanges: (first, signal) =>
      bus.subscribe('leaderboard', { keys: [leaderboardKey(audience.name, first)], signal }),
    onWithdrawal: (listener, signal) => visibility.onWithdrawal(listener, signal),
    sees,
  }
}
