import type { Limit } from '../limits/limits.js'
import { parseConfig, type Config } from './config.js'
import { risk, type Check } from './risk.js'

/** How often a limit may be its default before it hardly limits. */
const mostTimes = 10

/** What strangers may do, by the setting that says it. */
const limitsOf: Readonly<Record<string, (config: Config) => number | Limit>> = {
  LIMIT_CONNECTIONS: ({ limits }) => limits.connections,
  LIMIT_CONNECTIONS_PER_ADDRESS: ({ limits }) => limits.connectionsPerAddress,
  LIMIT_NEW_CONNECTIONS_PER_MINUTE: ({ limits }) => limits.newConnectionsPerMinute,
  LIMIT_UNINITIALIZED_PER_ADDRESS: ({ limits }) => limits.uninitializedPerAddress,
  LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: ({ limits }) => limits.subscriptionsPerAnonymousSocket,
  LIMIT_SUBSCRIPTIONS_PER_SOCKET: ({ limits }) => limits.subscriptionsPerSocket,
  LIMIT_SUBSCRIPTIONS_PER_SOURCE: ({ limits }) => limits.subscriptionsPerSource,
  LIMIT_MESSAGES_PER_MINUTE: ({ limits }) => limits.messagesPerMinute,
  LIMIT_OPERATIONS_PER_SECOND: ({ limits }) => limits.operationsPerSecond,
  LIMIT_WRITES_PER_MINUTE: ({ limits }) => limits.writesPerMinute,
  LIMIT_ACCOUNTS_PER_HOUR: ({ limits }) => limits.accountsPerHour,
  LIMIT_HELD_BYTES: ({ limits }) => limits.heldBytes,
  LIMIT_HELD_BYTES_PER_ADDRESS: ({ limits }) => limits.heldBytesPerAddress,
  MAX_DEPTH: ({ operations }) => operations.limits.maxDepth,
  MAX_TOKENS: ({ operations }) => operations.limits.maxTokens,
  MAX_ALIASES: ({ operations }) => operations.limits.maxAliases,
  MAX_DIRECTIVES: ({ operations }) => operations.limits.maxDirectives,
  MAX_COST: ({ operations }) => operations.limits.maxCost,
}

export const limitChecks: readonly Check[] = [
  (config) => {
    const usual = parseConfig({})
    const raised = Object.entries(limitsOf)
      .filter(([, of]) => forStrangers(of(config)) > mostTimes * forStrangers(of(usual)))
      .map(([name]) => name)
    return raised.length === 0
      ? null
      : risk(
          'low',
          raised,
          `More than ${mostTimes} times the default: a few strangers can use up the server. docs/limits.md has the defaults.`,
        )
  },
]

function forStrangers(limit: number | Limit): number {
  return typeof limit === 'number' ? limit : limit.any
}
