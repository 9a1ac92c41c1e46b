import { leaderboardKey, type EventBus, type Topics } from '../bus/event-bus.js'
import { accountSetKey, type AccountSet } from '../domain/account-set.js'
import { isClosed, type Account, type AccountList } from '../domain/account.js'
import type { OpenOrders } from '../domain/order.js'
import type { DrawnPoint, Equity, Leaderboard, LeaderboardEntry, Performance } from '../domain/performance.js'
import type { Portfolio } from '../domain/portfolio.js'
import type { Positions } from '../domain/position.js'
import { precision } from '../domain/precision.js'
import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'
import { roundFinely, roundOrNull } from '../lib/round.js'
import type { EquityStore } from '../storage/equity-store.js'
import type { Records } from '../storage/journal.js'
import type { LiveAccountList } from './account-list.js'
import type {
  AccountAudience,
  AccountReader,
  AccountStates,
  EquitySpan,
  EventTopic,
  NewsOptions,
  ReadOptions,
} from './account-reader.js'
import { rankBest, sortByReturn } from './leaderboard.js'
import type { LiveLeaderboards, RankFor } from './live-leaderboards.js'
import { barsUntil } from './performance/bars-until.js'
import { lineOfBars } from './performance/equity-points.js'
import { seenRecords } from './seen-records.js'
import type { ShownAccounts } from './shown-accounts.js'
import type { AccountVisibility } from './visibility.js'

/** More bars than these are not read for one curve. */
const maxBars = 4_000

function publishedPoint({ timeMs, accountValueUsd, drawdownPct }: DrawnPoint): DrawnPoint {
  return {
    timeMs,
    accountValueUsd: roundFinely(accountValueUsd, precision.accountUsd),
    drawdownPct: roundOrNull(drawdownPct, precision.percent),
  }
}

export interface AccountReaderParts {
  readonly accounts: ShownAccounts
  readonly list: LiveAccountList
  readonly leaderboards: LiveLeaderboards
  readonly equity: EquityStore
  /** Left out: for the server itself. */
  readonly recordsFor: (asker?: Asker) => Records
  /** The time of the past at which the accounts are; left out: they are of the present. */
  readonly pastMs?: () => UnixMs
  readonly bus: EventBus
  readonly visibility: AccountVisibility
}

/**
 * Sorts the open accounts as they stand. What it answers ranks those that an audience sees, and makes the figures of the best
 * alone.
 */
export function rankingNow({ accounts, visibility }: Pick<AccountReaderParts, 'accounts' | 'visibility'>): RankFor {
  const sorted = sortByReturn([...accounts.all()].filter(({ account }) => !isClosed(account)))
  return (audience, first) => {
    const best = rankBest(sorted, first, ({ account }) => visibility.sees(audience, account.id))
    return best.map(({ rank, of: { account, live } }) => ({ rank, account, performance: live.read('performance') }))
  }
}

/**
 * What somebody sees of a desk who may read these private accounts. The store is read for the asker; left out: for the server
 * itself.
 */
export class DeskReader implements AccountReader {
  readonly #parts: AccountReaderParts
  readonly #readable: AccountSet
  readonly #asker: Asker | undefined

  constructor(parts: AccountReaderParts, readable: AccountSet, asker?: Asker) {
    this.#parts = parts
    this.#readable = readable
    this.#asker = asker
  }

  get records(): Records {
    const { recordsFor, visibility } = this.#parts
    return seenRecords(recordsFor(this.#asker), visibility, this.#readable)
  }

  sees(accountId: string): boolean {
    return this.#parts.visibility.sees(this.#readable, accountId)
  }

  accounts(): readonly Account[] {
    return this.#parts.accounts.list().filter(({ id }) => this.sees(id))
  }

  accountList(): AccountList {
    return this.#parts.list.read(this.#readable)
  }

  account(accountId: string): Account | null {
    return this.#seen(accountId)?.account ?? null
  }

  expected(): readonly string[] {
    return this.#parts.accounts.expected()
  }

  get pastMs(): UnixMs | null {
    return this.#parts.pastMs?.() ?? null
  }

  accountOf({ accountId }: { readonly accountId: string }): Account | null {
    return this.#parts.accounts.known(accountId)
  }

  performance(accountId: string): Performance | null {
    return this.#state('performance', accountId)
  }

  positions(accountId: string): Positions | null {
    return this.#state('positions', accountId)
  }

  portfolio(accountId: string): Portfolio | null {
    return this.#state('portfolio', accountId)
  }

  openOrders(accountId: string): OpenOrders | null {
    return this.#state('openOrders', accountId)
  }

  async equity(accountId: string, { fromMs, toMs, points }: EquitySpan): Promise<Equity> {
    const { accounts, equity } = this.#parts
    const { anewSinceMs, lastSampleMs = Number.MAX_SAFE_INTEGER } = accounts.get(accountId) ?? {}
    const anewMs = anewSinceMs ?? 0
    // A bar may begin before the books began anew.
    const sinceMs = fromMs === null ? anewMs : 0
    const untilMs = Math.min(toMs ?? Number.MAX_SAFE_INTEGER, lastSampleMs ?? -1)
    const span = { fromMs: fromMs ?? sinceMs, toMs: untilMs, maxBars }
    const bars = barsUntil(await equity.bars(accountId, span, this.#asker), lastSampleMs ?? -1)
    const [first] = bars
    const before = first && { fromMs: first.fromMs < anewMs ? 0 : anewMs, beforeMs: first.fromMs }
    const peakUsd = before ? await equity.peak(accountId, before, this.#asker) : null
    const line = lineOfBars(bars, { maxPoints: points, sinceMs, anewMs, peakUsd })
    return {
      accountId,
      points: line.points.map(publishedPoint),
      maxDrawdownPct: roundOrNull(line.maxDrawdownPct, precision.percent),
    }
  }

  leaderboard(first: number): readonly LeaderboardEntry[] {
    return rankingNow(this.#parts)(this.#readable, first)
  }

  liveLeaderboard(first: number, before?: Leaderboard): Leaderboard {
    return this.#parts.leaderboards.read(this.#readable, first, before)
  }

  subscribe<T extends keyof AccountStates>(
    topic: T,
    { accountId, signal }: ReadOptions,
  ): AsyncIterableIterator<Topics[T]> {
    return this.#parts.bus.subscribe(topic, { keys: [accountId], accepts: (id) => this.sees(id), signal })
  }

  news<T extends EventTopic>(topic: T, { accountIds, isRead, signal }: NewsOptions): AsyncIterableIterator<Topics[T]> {
    return this.#parts.bus.subscribe(topic, { ...(accountIds && { keys: accountIds }), accepts: isRead, signal })
  }

  accountChanges(signal: AbortSignal): AsyncIterator<unknown> {
    return this.#parts.bus.subscribe('account', { signal })
  }

  leaderboardChanges(first: number, signal: AbortSignal): AsyncIterator<unknown> {
    const keys = [leaderboardKey(accountSetKey(this.#readable), first)]
    return this.#parts.bus.subscribe('leaderboard', { keys, signal })
  }

  audience(): AccountAudience {
    return this.#audienceOf(this.#parts.visibility.audienceOf(this.#readable))
  }

  readersOf(accountId: string): AccountAudience {
    return this.#audienceOf([accountId])
  }

  onDivision(listener: () => void, signal: AbortSignal): void {
    this.#parts.visibility.onDivision(listener, signal)
  }

  onWithdrawal(listener: () => void, signal: AbortSignal): void {
    this.#parts.visibility.onWithdrawal(listener, signal)
  }

  #seen(accountId: string) {
    return this.sees(accountId) ? this.#parts.accounts.get(accountId) : null
  }

  #state<K extends keyof AccountStates>(kind: K, accountId: string): AccountStates[K] | null {
    return this.#seen(accountId)?.live.read(kind) ?? null
  }

  #audienceOf(readable: AccountSet): AccountAudience {
    return { name: accountSetKey(readable), accounts: new DeskReader(this.#parts, readable) }
  }
}
