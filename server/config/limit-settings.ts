import type { z } from 'zod'
import type { Limit, Limits } from '../limits/limits.js'
import { numberBetween, setting, wholeNumber } from './setting.js'

/** A limit of an address or user. Left out, it is another one for clients on this machine. */
const limitBySource = (most: number) => numberBetween(1, most).nullable().default(null)

/** How much strangers may do; `docs/limits.md` has the numbers that stand for an empty setting. */
export const limitSettings = {
  LIMIT_CONNECTIONS: setting(wholeNumber(1, 1_000_000, 20_000), 'a whole number from 1 to 1000000', '20000'),
  LIMIT_CONNECTIONS_PER_ADDRESS: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '200'),
  LIMIT_UNINITIALIZED_PER_ADDRESS: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '50'),
  LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: setting(wholeNumber(1, 1_000, 20), 'a whole number from 1 to 1000', '20'),
  LIMIT_SUBSCRIPTIONS_PER_SOCKET: setting(wholeNumber(1, 1_000, 1_000), 'a whole number from 1 to 1000', '1000'),
  LIMIT_SUBSCRIPTIONS_PER_SOURCE: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '2000'),
  LIMIT_MESSAGES_PER_MINUTE: setting(wholeNumber(1, 1_000_000, 6_000), 'a whole number from 1 to 1000000', '6000'),
  LIMIT_OPERATIONS_PER_SECOND: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '100'),
  LIMIT_WRITES_PER_MINUTE: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '600'),
  LIMIT_ACCOUNTS_PER_HOUR: setting(limitBySource(1_000_000), 'a whole number from 1 to 1000000', '10'),
  LIMIT_HELD_BYTES: setting(
    wholeNumber(1_048_576, 17_179_869_184, 33_554_432),
    'a whole number from 1048576 to 17179869184',
    '33554432',
  ),
  LIMIT_HELD_BYTES_PER_ADDRESS: setting(
    limitBySource(17_179_869_184),
    'a whole number from 1 to 17179869184',
    '16777216',
  ),
} as const

type Values = { [Name in keyof typeof limitSettings]: z.output<(typeof limitSettings)[Name]['type']> }

/** A number that is given holds for every source. */
const limit = (given: number | null, any: number, loopback: number): Limit =>
  given === null ? { any, loopback } : { any: given, loopback: given }

/** The limits that hold with these settings. */
export function limitsOf(values: Values): Limits {
  return {
    connections: values.LIMIT_CONNECTIONS,
    connectionsPerAddress: limit(values.LIMIT_CONNECTIONS_PER_ADDRESS, 200, 20_000),
    uninitializedPerAddress: limit(values.LIMIT_UNINITIALIZED_PER_ADDRESS, 50, 10_000),
    subscriptionsPerAnonymousSocket: values.LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET,
    subscriptionsPerSocket: values.LIMIT_SUBSCRIPTIONS_PER_SOCKET,
    subscriptionsPerSource: limit(values.LIMIT_SUBSCRIPTIONS_PER_SOURCE, 2_000, 50_000),
    messagesPerMinute: values.LIMIT_MESSAGES_PER_MINUTE,
    operationsPerSecond: limit(values.LIMIT_OPERATIONS_PER_SECOND, 100, 10_000),
    writesPerMinute: limit(values.LIMIT_WRITES_PER_MINUTE, 600, 60_000),
    accountsPerHour: limit(values.LIMIT_ACCOUNTS_PER_HOUR, 10, 10_000),
    heldBytes: values.LIMIT_HELD_BYTES,
    heldBytesPerAddress: limit(values.LIMIT_HELD_BYTES_PER_ADDRESS, 16_777_216, values.LIMIT_HELD_BYTES),
  }
}
