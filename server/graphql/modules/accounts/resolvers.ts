import type { EventBus } from '../../../bus/event-bus.js'
import type { AccountList } from '../../../domain/account.js'
import { ranges } from '../../../domain/limits.js'
import type { Leaderboard } from '../../../domain/performance.js'
import { precision } from '../../../domain/precision.js'
import type { LiveHeader } from '../../../domain/source.js'
import { roundOrNull } from '../../../lib/round.js'
import type { AccountStates } from '../../../trading/account-reader.js'
import { accountArg, intervalArg, rangeArg, spanArgs } from '../../arguments.js'
import type { GraphqlContext, Services } from '../../context.js'
import type {
  Resolvers,
  SubscriptionAccountsArgs,
  SubscriptionLeaderboardArgs,
} from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { mustExist } from '../../must-exist.js'
import { stream } from '../../stream.js'

interface AccountArgs {
  account?: string | null
  minIntervalMs: number
}

/** The query for one kind of account state. */
function snapshot<K extends keyof AccountStates>(topic: K) {
  return (_root: unknown, { account }: { account?: string | null }, { services }: GraphqlContext) =>
    read(services, topic, accountArg(services, account))
}

/** The subscription to one kind of account state. */
function follow<K extends keyof AccountStates>(topic: K) {
  return stream<AccountArgs, AccountStates[K]>((args, context) => {
    const { services } = context
    const accountId = accountArg(services, args.account)
    const bus: EventBus = services.bus
    return live<AccountStates[K] & LiveHeader>(services.clock, {
      field: topic,
      changes: (signal) => bus.subscribe(topic, { keys: [accountId], signal }),
      read: () => read(services, topic, accountId),
      minIntervalMs: intervalArg(args),
    })
  })
}

function read<K extends keyof AccountStates>({ accounts }: Services, topic: K, accountId: string): AccountStates[K] {
  const readers: { [T in keyof AccountStates]: (id: string) => AccountStates[T] | null } = {
    performance: (id) => accounts.performance(id),
    positions: (id) => accounts.positions(id),
    portfolio: (id) => accounts.portfolio(id),
    openOrders: (id) => accounts.openOrders(id),
  }
  return mustExist(readers[topic](accountId), topic)
}

function accountList(args: Required<SubscriptionAccountsArgs>, { services }: GraphqlContext) {
  const { accounts, bus, clock } = services
  return live<AccountList>(clock, {
    field: 'accounts',
    changes: (signal) => bus.subscribe('account', { signal }),
    read: () => accounts.accountList(),
    minIntervalMs: intervalArg(args),
  })
}

function leaderboard(args: Required<SubscriptionLeaderboardArgs>, { services }: GraphqlContext) {
  const { accounts, bus, clock } = services
  const first = rangeArg('first', args.first, ranges.leaderboard)
  return live<Leaderboard>(clock, {
    field: 'leaderboard',
    changes: (signal) => bus.subscribe('leaderboard', { keys: [String(first)], signal }),
    read: () => accounts.liveLeaderboard(first),
    minIntervalMs: intervalArg(args),
  })
}

/**
 * The `account` field of everything that belongs to an account. It also finds accounts that trade on another feed:
 * their records stay.
 */
export function accountOf({ accountId }: { accountId: string }, _args: unknown, { services }: GraphqlContext) {
  return mustExist(services.accounts.known(accountId), 'account')
}

export const accountResolvers: Resolvers = {
  Query: {
    accounts: (_root, _args, { services }) => services.accounts.accounts(),
    performance: snapshot('performance'),
    positions: snapshot('positions'),
    portfolio: snapshot('portfolio'),
    openOrders: snapshot('openOrders'),
    equity: (_root, { account, from, to, points }, { services }) =>
      services.accounts.equity(accountArg(services, account), {
        ...spanArgs(from, to),
        points: rangeArg('points', points, ranges.equityPoints),
      }),
    leaderboard: (_root, { first }, { services }) =>
      services.accounts.leaderboard(rangeArg('first', first, ranges.leaderboard)),
  },
  Subscription: {
    performance: follow('performance'),
    positions: follow('positions'),
    portfolio: follow('portfolio'),
    openOrders: follow('openOrders'),
    accounts: stream(accountList),
    leaderboard: stream(leaderboard),
  },
  Account: {
    openedAt: ({ openedAtMs }) => openedAtMs,
    resets: ({ resets = 0 }) => resets,
    resetAt: ({ recentResetsMs }) => recentResetsMs?.at(-1) ?? null,
    closedAt: ({ closedAtMs }) => closedAtMs ?? null,
    hasTraded: ({ hasTraded = false }) => hasTraded,
  },
  Performance: { account: accountOf },
  Equity: { account: accountOf },
  EquityPoint: { time: ({ timeMs }) => timeMs },
  Positions: { account: accountOf },
  Position: {
    openedAt: ({ openedAtMs }) => openedAtMs,
    // A published position in the store may have neither.
    state: ({ state }) => state ?? null,
    markDoubted: ({ markDoubted }) => markDoubted ?? false,
  },
  TrailingStop: {
    bestPriceUsd: ({ bestPriceUsd }) => roundOrNull(bestPriceUsd, precision.premiumUsd),
    stopPriceUsd: ({ stopPriceUsd }) => roundOrNull(stopPriceUsd, precision.premiumUsd),
  },
  Portfolio: { account: accountOf },
  OpenOrders: { account: accountOf },
}
