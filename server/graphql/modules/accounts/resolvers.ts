import type { GraphQLResolveInfo } from 'graphql'
import type { AccountList } from '../../../domain/account.js'
import { ranges } from '../../../domain/limits.js'
import type { Leaderboard } from '../../../domain/performance.js'
import { precision } from '../../../domain/precision.js'
import type { LiveHeader } from '../../../domain/source.js'
import type { StateSource } from '../../../fanout/live-source.js'
import { roundOrNull } from '../../../lib/round.js'
import type { AccountAudience, AccountReader, AccountStates } from '../../../trading/account-reader.js'
import { accountArg, intervalArg, rangeArg, spanArgs } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import type {
  Resolvers,
  SubscriptionAccountsArgs,
  SubscriptionLeaderboardArgs,
} from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { mustExist } from '../../must-exist.js'
import { streamReader } from '../../stream-reader.js'
import { stream } from '../../stream.js'
import { accountsOf, readerOf } from '../../timeline.js'

interface AccountArgs {
  account?: string | null
  minIntervalMs: number
}

/** The query for one kind of account state. */
function snapshot<K extends keyof AccountStates>(topic: K) {
  return (
    _root: unknown,
    { account }: { account?: string | null },
    context: GraphqlContext,
    info: GraphQLResolveInfo,
  ) => {
    const accounts = accountsOf(context, info)
    return mustExist(read(accounts, topic, accountArg(accounts, account)), topic)
  }
}

/** The subscription to one kind of account state. */
function follow<K extends keyof AccountStates>(topic: K) {
  return stream<AccountArgs, AccountStates[K]>((args, context, info) => {
    const { timeline, accounts } = readerOf(context, info)
    const accountId = accountArg(accounts, args.account)
    const readers = accounts.readersOf(accountId)
    return live<AccountStates[K] & LiveHeader>(timeline.clock, {
      field: topic,
      audience: readers.name,
      changes: (signal) => readers.accounts.subscribe<keyof AccountStates>(topic, { accountId, signal }),
      read: () => read(readers.accounts, topic, accountId),
      // A replay can go back to before the account was opened.
      whenEmpty: 'WAIT',
      reader: streamReader(accounts, [accountId]),
      onWithdrawal: (listener, signal) => accounts.onWithdrawal(listener, signal),
      minIntervalMs: intervalArg(args),
    })
  })
}

/** Null when there is no such account at the time of these. */
function read<K extends keyof AccountStates>(
  accounts: AccountReader,
  topic: K,
  accountId: string,
): AccountStates[K] | null {
  const readers: { [T in keyof AccountStates]: (id: string) => AccountStates[T] | null } = {
    performance: (id) => accounts.performance(id),
    positions: (id) => accounts.positions(id),
    portfolio: (id) => accounts.portfolio(id),
    openOrders: (id) => accounts.openOrders(id),
  }
  return readers[topic](accountId)
}

function accountList(
  args: Required<Pick<SubscriptionAccountsArgs, 'minIntervalMs'>>,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): StateSource<AccountList> {
  const { timeline, accounts } = readerOf(context, info)
  const minIntervalMs = intervalArg(args)
  const listFor = ({ name, accounts: shown }: AccountAudience): StateSource<AccountList> =>
    live<AccountList>(timeline.clock, {
      field: 'accounts',
      audience: name,
      changes: (signal) => shown.accountChanges(signal),
      read: () => shown.accountList(),
      onWithdrawal: (listener, signal) => shown.onWithdrawal(listener, signal),
      onDivision: (listener, signal) => shown.onDivision(listener, signal),
      forPresentAudience: () => listFor(accounts.audience()),
      minIntervalMs,
    })
  return listFor(accounts.audience())
}

function leaderboard(
  args: Required<Pick<SubscriptionLeaderboardArgs, 'first' | 'minIntervalMs'>>,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): StateSource<Leaderboard> {
  const { timeline, accounts } = readerOf(context, info)
  const first = rangeArg('first', args.first, ranges.leaderboard)
  const minIntervalMs = intervalArg(args)
  const boardFor = ({ name, accounts: shown }: AccountAudience, before?: Leaderboard): StateSource<Leaderboard> =>
    live<Leaderboard>(timeline.clock, {
      field: 'leaderboard',
      audience: name,
      changes: (signal) => shown.leaderboardChanges(first, signal),
      read: () => shown.liveLeaderboard(first, before),
      onWithdrawal: (listener, signal) => shown.onWithdrawal(listener, signal),
      onDivision: (listener, signal) => shown.onDivision(listener, signal),
      forPresentAudience: () => boardFor(accounts.audience(), shown.liveLeaderboard(first)),
      minIntervalMs,
    })
  return boardFor(accounts.audience())
}

/** The `account` field of everything that belongs to an account. */
export function accountOf(
  read: { accountId: string },
  _args: unknown,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
) {
  return mustExist(accountsOf(context, info).accountOf(read), 'account')
}

export const accountResolvers: Resolvers = {
  Query: {
    accounts: (_root, _args, context, info) => accountsOf(context, info).accounts(),
    performance: snapshot('performance'),
    positions: snapshot('positions'),
    portfolio: snapshot('portfolio'),
    openOrders: snapshot('openOrders'),
    equity: async (_root, { account, from, to, points }, context, info) => {
      const accounts = accountsOf(context, info)
      const accountId = accountArg(accounts, account)
      const span = { ...spanArgs(from, to), points: rangeArg('points', points, ranges.equityPoints) }
      const equity = await accounts.equity(accountId, span)
      // It may have become private while the store was asked.
      accountArg(accounts, accountId)
      return equity
    },
    leaderboard: (_root, { first }, context, info) =>
      accountsOf(context, info).leaderboard(rangeArg('first', first, ranges.leaderboard)),
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
    visibility: ({ visibility = 'PUBLIC' }) => visibility,
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
