import { parseOptionName } from '../../server/domain/instrument-name.js'
import type { OptionContract } from '../../server/domain/option-chain.js'
import type { Order } from '../../server/domain/order.js'
import type { QuoteBoard } from '../../server/trading/board/quote-board.js'
import { applyFill } from '../../server/trading/engine/apply-fill.js'
import type { LedgerFill } from '../../server/trading/engine/ledger-fill.js'
import { openLedger, type Ledger } from '../../server/trading/engine/ledger.js'

const coins = ['BTC', 'ETH', 'SOL_USDC', 'XRP_USDC'] as const
const priceUsd = 80_000
const expiries = ['27NOV26', '25DEC26', '26MAR27', '25JUN27']
const strikes = Array.from({ length: 25 }, (_, index) => 50_000 + index * 2_500)
const optionsOf = (label: string) =>
  strikes.flatMap((strike) => ['C', 'P'].map((kind) => `BTC-${label}-${strike}-${kind}`))
const options = expiries.flatMap(optionsOf)

/** Books with so many positions, another mix in every account; a fifth are perpetuals. */
export function ledgerOf(account: number, positions: number): Ledger {
  const perpetuals = Math.min(Math.ceil(positions / 5), coins.length)
  const symbols = Array.from({ length: positions }, (_, index) =>
    index < perpetuals ? `${coins[index]}-PERPETUAL` : (options[(account * 7 + index * 11) % options.length] ?? ''),
  )
  return symbols.reduce(
    (ledger, symbol, index) => applyFill(ledger, fillOf(symbol, index)).ledger,
    openLedger(1_000_000),
  )
}

/** Two that wait for a price far away. */
export function ordersOf(accountId: string): Order[] {
  return [0.5, 0.4].map((share) => ({
    id: `${accountId}-${share}`,
    accountId,
    symbol: 'BTC-PERPETUAL',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantityCoin: 0.1,
    limitPriceUsd: priceUsd * share,
    limitPriceCoin: null,
    reduceOnly: false,
    leverage: 1,
    stopLossUsd: null,
    profitTargetUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
    origin: 'CALLER',
    decisionId: null,
    status: 'OPEN',
    filledCoin: 0,
    averageFillPriceUsd: null,
    feeUsd: 0,
    cancelReason: null,
    source: 'SIMULATED',
    placedAtMs: 0,
    updatedAtMs: 0,
  }))
}

/** New quotes of everything. */
export function moveMarket(board: QuoteBoard, asOf: number, tick: number): void {
  const spotUsd = priceUsd * (1 + 0.002 * Math.sin(tick))
  for (const currency of coins) board.takeMarket(marketOf(currency, spotUsd, asOf))
  for (const label of expiries) board.takeChain(chainOf(label, spotUsd, asOf))
}

function marketOf(currency: string, spotUsd: number, asOf: number) {
  const book = { quoteDoubted: false, quoteAsOf: asOf, markDoubted: false, markAsOf: asOf, ...freshBook }
  const perpetual = {
    symbol: `${currency}-PERPETUAL`,
    asOf,
    state: 'OPEN' as const,
    ...book,
    bidPriceUsd: spotUsd - 0.5,
    bidAmountUsd: 100_000,
    askPriceUsd: spotUsd + 0.5,
    askAmountUsd: 100_000,
    markPriceUsd: spotUsd,
    lastPriceUsd: spotUsd,
    change24hPct: null,
    high24hUsd: null,
    low24hUsd: null,
    volume24hCoin: null,
    volume24hUsd: null,
    openInterestUsd: null,
    fundingRate8h: 0.0001,
    fundingPaid8h: null,
  }
  const indices = {
    indexPriceUsd: spotUsd,
    indexAsOf: asOf,
    volatilityIndex: 0.5,
    volatilityIndexAsOf: asOf,
    deliveryPricesUsd: new Map(),
  }
  return { asOf, timeMs: asOf, ...live, ...indices, ...freshIndices, currency, perpetual }
}

const live = { source: 'SIMULATED', freshness: 'LIVE' } as const
const freshBook = { quoteFreshness: 'LIVE', markFreshness: 'LIVE' } as const
const freshIndices = { indexFreshness: 'LIVE', volatilityIndexFreshness: 'LIVE' } as const

function chainOf(label: string, spotUsd: number, asOf: number) {
  const contracts = optionsOf(label).map((symbol) => contractOf(symbol, spotUsd, asOf))
  const { currency = 'BTC', expiryMs = 0 } = parseOptionName(contracts[0]?.symbol ?? '') ?? {}
  const prices = {
    underlyingPriceUsd: spotUsd,
    underlyingFreshness: 'LIVE' as const,
    indexPriceUsd: spotUsd,
    atmStrikeUsd: 80_000,
    atmIv: 0.5,
  }
  return { asOf, ...live, currency, expiryMs, ...prices, contracts }
}

function contractOf(symbol: string, spotUsd: number, asOf: number): OptionContract {
  const { optionKind = 'CALL', strikeUsd = 0, expiryMs = 0 } = parseOptionName(symbol) ?? {}
  const inTheMoneyUsd = Math.max((optionKind === 'CALL' ? 1 : -1) * (spotUsd - strikeUsd), 0)
  const markUsd = inTheMoneyUsd + 2_000
  return {
    symbol,
    optionKind,
    strikeUsd,
    expiryMs,
    state: 'OPEN',
    bidPriceCoin: (markUsd - 50) / spotUsd,
    bidPriceUsd: markUsd - 50,
    bidAmountCoin: 20,
    bidIv: 0.5,
    askPriceCoin: (markUsd + 50) / spotUsd,
    askPriceUsd: markUsd + 50,
    askAmountCoin: 20,
    askIv: 0.5,
    quoteDoubted: false,
    markPriceCoin: markUsd / spotUsd,
    markPriceUsd: markUsd,
    markDoubted: false,
    markIv: 0.5,
    lastPriceCoin: null,
    lastPriceUsd: null,
    greeks: { delta: 0.5, gamma: 0.00001, vega: 80, theta: -50, rho: 0, origin: 'EXCHANGE' },
    quoteIvOrigin: null,
    openInterestCoin: null,
    volume24hCoin: null,
    asOf,
    quoteAsOf: asOf,
    quoteFreshness: 'LIVE',
    markAsOf: asOf,
    markFreshness: 'LIVE',
  }
}

function fillOf(symbol: string, index: number): LedgerFill {
  const isOption = parseOptionName(symbol) !== null
  const paidUsd = isOption ? 5_000 : priceUsd
  const isPlanned = index % 2 === 0
  return {
    symbol,
    side: index % 3 === 0 ? 'SELL' : 'BUY',
    quantityCoin: 0.1,
    priceUsd: paidUsd,
    feeUsd: 1,
    leverage: isOption ? 1 : 5,
    exitPlan: isPlanned ? planFor(index % 3 === 0, paidUsd) : null,
    decisionId: null,
    confidence: null,
    reason: 'ORDER',
    timeMs: 0,
  }
}

/** Far from any price that comes about here. */
function planFor(isShort: boolean, paidUsd: number) {
  const [low, high] = [1, paidUsd * 50]
  const invalidationRule = { measure: 'INDEX_PRICE_USD', comparison: 'BELOW', value: 1, untilMs: null } as const
  const [stopLossUsd, profitTargetUsd] = isShort ? [high, low] : [low, high]
  return { stopLossUsd, profitTargetUsd, trailingStop: null, invalidation: null, invalidationRule }
}
