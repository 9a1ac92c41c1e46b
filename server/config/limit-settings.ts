import type { z } from 'zod'
import type { Limit, Limits } from '../limits/limits.js'
import { numberBetween, setting, wholeNumber } from './setting.js'

/** A limit of an address or user. Left out, it is another one for clients on this machine. */
const limitBySource = (most: number, example: number) =>
  setting(numberBetween(1, most).nullable().default(null), `a whole number from 1 to ${most}`, String(example))

/** How much strangers may do; `docs/limits.md` has the numbers that stand for an empty setting. */
export const limitSettings = {
  LIMIT_CONNECTIONS: wholeNumber(1, 1_000_000, 20_000),
  LIMIT_CONNECTIONS_PER_ADDRESS: limitBySource(1_000_000, 200),
  LIMIT_NEW_CONNECTIONS_PER_MINUTE: limitBySource(1_000_000, 600),
  LIMIT_UNINITIALIZED_PER_ADDRESS: limitBySource(1_000_000, 50),
  LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: wholeNumber(1, 1_000, 20),
  LIMIT_SUBSCRIPTIONS_PER_SOCKET: wholeNumber(1, 1_000, 1_000),
  LIMIT_SUBSCRIPTIONS_PER_SOURCE: limitBySource(1_000_000, 2_000),
  LIMIT_MESSAGES_PER_MINUTE: wholeNumber(1, 1_000_000, 6_000),
  LIMIT_OPERATIONS_PER_SECOND: limitBySource(1_000_000, 100),
  LIMIT_WRITES_PER_MINUTE: limitBySource(1_000_000, 600),
  LIMIT_ACCOUNTS_PER_HOUR: limitBySource(1_000_000, 10),
  LIMIT_HELD_BYTES: wholeNumber(1_048_576, 17_179_869_184, 33_554_432),
  LIMIT_HELD_BYTES_PER_ADDRESS: limitBySource(17_179_869_184, 16_777_216),
} as const

type Values = { [Name in keyof typeof limitSettings]: z.output<(typeof limitSettings)[Name]['type']> }

/** A number that is given holds for every source. */
const bySource = (given: number | null, any: number, loopback: number): Limit =>
  given === null ? { any, loopback } : { any: given, loopback: given }

/** The limits that hold with these settings. */
export function limitsOf(values: Values): Limits {
  return {
    connections: values.LIMIT_CONNECTIONS,
    connectionsPerAddress: bySource(values.LIMIT_CONNECTIONS_PER_ADDRESS, 200, 20_000),
    newConnectionsPerMinute: bySource(values.LIMIT_NEW_CONNECTIONS_PER_MINUTE, 600, 60_000),
    uninitializedPerAddress: bySource(values.LIMIT_UNINITIALIZED_PER_ADDRESS, 50, 10_000),
    subscriptionsPerAnonymousSocket: values.LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET,
    subscriptionsPerSocket: values.LIMIT_SUBSCRIPTIONS_PER_SOCKET,
    subscriptionsPerSource: bySource(values.LIMIT_SUBSCRIPTIONS_PER_SOURCE, 2_000, 50_000),
    messagesPerMinute: values.LIMIT_MESSAGES_PER_MINUTE,
    operationsPerSecond: bySource(values.LIMIT_OPERATIONS_PER_SECOND, 100, 10_000),
    writesPerMinute: bySource(values.LIMIT_WRITES_PER_MINUTE, 600, 60_000),
    accountsPerHour: bySource(values.LIMIT_ACCOUNTS_PER_HOUR, 10, 10_000),
    heldBytes: values.LIMIT_HELD_BYTES,
    heldBytesPerAddress: bySource(values.LIMIT_HELD_BYTES_PER_ADDRESS, 16_777_216, values.LIMIT_HELD_BYTES),
  }
}
