import { msPerDay, msPerHour, msPerMinute } from './units.js'

/**
 * The most that numbers and texts of a request may be. Refusals say these, and the schema's descriptions the same: a test
 * compares them.
 */

/** Of an order. Beyond these, sums over an account would leave what numbers hold. */
export const maxQuantityCoin = 1e15
/** What its quantity is worth, of an option in the underlying. */
export const maxOrderUsd = 1e12
export const maxPriceUsd = 1e12
export const maxPriceCoin = 1e9

/** The largest number that an input takes, positive or negative. */
export const largestNumber = 1e15

/** Highest leverage of an order; Deribit's BTC perpetual starts at an initial margin of 2 %. */
export const maxLeverage = 50

export function isLeverage(leverage: number): boolean {
  return leverage >= 1 && leverage <= maxLeverage
}

/** How many orders of an account may wait. Every one is looked at with every event of the market. */
export const maxOpenOrders = 200

export const depositRangeUsd = [1, 1e9] as const

/** How often an account may be begun anew within an hour. */
export const maxResets = 10

/** How many positions may be published at a time. */
export const maxPublishedPositions = 500

/** How many scopes a token may be minted with. */
export const maxScopes = 100

/** How many replays there may be, of one owner, of the owners in one IPv6 network of 48 bits, and in all. Each holds a market in memory. */
export const maxReplaysOfOwner = 3
export const maxReplaysOfNetwork = 3
export const maxReplays = 8
/** How many of them may be of callers without a token. The others are left to those who have one. */
export const maxAnonymousReplays = 4
/** In how many of them agents may trade, and over how much time: what they do is kept on the disk until the replay is closed. */
export const maxReplaysWithAgents = 2
export const maxAnonymousReplaysWithAgents = 1
export const maxTradedMs = 2 * msPerDay
/** How long nobody may use a replay before it is closed, and before it gives way to another one. */
export const replayIdleMs = 10 * msPerMinute
export const replayGivesWayMs = msPerMinute
/** For how long a replay that is played as fast as it is read waits for a reader that takes nothing. */
export const replayPatienceMs = 5_000

/** How many combinations of the values of its filters one field may ask for. */
export const maxFilterCombinations = 100

/** A page of candles or of volatility that takes longer to be computed ends when it has something. */
export const longestPageMs = 5_000

/** How many contracts a chain has where neither a limit nor symbols are given. */
export const usualChainLimit = 10

type Range = readonly [number, number]

/** In characters. */
export const lengths = {
  symbol: [1, 64],
  name: [1, 100],
  model: [1, 100],
  idempotencyKey: [1, 128],
  reasoning: [1, 10_000],
  invalidation: [0, 1_000],
  error: [0, 1_000],
} as const satisfies Record<string, Range>

/** How much of one kind an argument may ask for. */
export const ranges = {
  limit: [1, 1_000],
  chainExpiries: [0, 50],
  chainSymbols: [0, 200],
  strikeUsd: [-largestNumber, largestNumber],
  openInterestCoin: [0, largestNumber],
  page: [1, 1_000],
  leaderboard: [1, 1_000],
  intervalMs: [0, msPerHour],
  equityPoints: [4, 2_000],
  historyPoints: [1, 900],
  candles: [1, 2_000],
  tenorDays: [1, 365],
  replaySpeed: [0.1, 1_000],
} as const satisfies Record<string, Range>
