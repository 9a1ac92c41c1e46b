import type { ListedOption } from '../../domain/instrument.js'
import type { OptionValues } from '../../domain/market-events.js'
import type { Fraction, UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import type { ExpiryMarketAt } from './expiry-market.js'
import { fairValue, markIv, publishedGreeks, type FairValue } from './fair-value.js'
import { keyOf, uniformAt } from './hashed-random.js'
import type { MarketJumps } from './market-jumps.js'
import type { MarketSettings } from './market-settings.js'
import { optionActivity, type LastTrade, type OptionActivity } from './option-activity.js'
import type { ListedContract } from './option-listing.js'
import { quoteIv, quoteOption, type OptionQuotes } from './option-quote.js'
import { repricing } from './option-repricing.js'
import { optionTapes, type OptionTapes } from './option-tape.js'
import { rememberLast } from './remember.js'
import { ceilToTick, floorToTick, optionTickSize } from './tick-size.js'

/** The market of one listed option. */
export interface OptionBook {
  readonly instrument: ListedOption
  readonly listedMs: UnixMs
  /** Its values as published at a time from its listing to its expiry. While none changes it is the same object. */
  valuesAt(timeMs: UnixMs): OptionValues
  /** The mark price of `valuesAt` alone. */
  markPriceAt(timeMs: UnixMs): number
  /** The mark IV of `valuesAt` alone. */
  markIvAt(timeMs: UnixMs): Fraction
  /** Its trades on each day on which it is listed. */
  readonly tapeOn: OptionTapes
}

/** What the options of a currency have in common. */
export interface BookSurroundings {
  readonly seed: string
  readonly settings: MarketSettings
  readonly marketAt: ExpiryMarketAt
  readonly jumps: MarketJumps
}

const draws = { interest: -10, phase: -11 }

/** What holds since a time, and what the values were made of. */
interface Published {
  readonly pricedMs: UnixMs
  readonly activity: OptionActivity
  readonly values: OptionValues
}

/** The book of a contract. */
export function optionBook(
  contract: ListedContract,
  { seed, settings, marketAt, jumps }: BookSurroundings,
): OptionBook {
  const { instrument } = contract
  const key = keyOf(`${seed}/${instrument.symbol}`)
  const ownMarketAt = (timeMs: UnixMs) => marketAt(instrument.expiryMs, timeMs)
  const interest = uniformAt(key, draws.interest, 0)
  const option = { ...contract, key, interest, phase: uniformAt(key, draws.phase, 0), marketAt: ownMarketAt }
  const maker = { ...settings.options, interest, key }
  const pricedAt = repricing(option)
  const traded = { ...option, settings: settings.options }
  const activityAt = optionActivity(traded)
  const marketPriced = (pricedMs: UnixMs): Pricing => {
    const fair = fairValue(instrument, ownMarketAt(pricedMs))
    return { fair, quotes: quoteOption(fair, maker, pricedMs) }
  }
  const lastPriceOf = rememberTrade((trade) =>
    tradePrice(trade, marketPriced(pricedAt(trade.timeMs, jumps.lastMs(trade.timeMs)))),
  )
  const markPricedAt = rememberLast((pricedMs) => markPriceOf(fairValue(instrument, ownMarketAt(pricedMs))))
  let last: Published | null = null
  return {
    instrument,
    listedMs: contract.listedMs,
    tapeOn: optionTapes(traded),
    markPriceAt: (timeMs) => markPricedAt(pricedAt(timeMs, jumps.lastMs(timeMs))),
    markIvAt: (timeMs) => markIv(instrument, ownMarketAt(pricedAt(timeMs, jumps.lastMs(timeMs)))),
    valuesAt(timeMs) {
      const activity = activityAt(timeMs)
      // First, because it looks at the minute of the trade, and the next look will be at the present one.
      const lastPrice = lastPriceOf(activity.lastTrade)
      const pricedMs = pricedAt(timeMs, jumps.lastMs(timeMs))
      if (last?.pricedMs === pricedMs && last.activity === activity) return last.values
      const values = valuesOf(marketPriced(pricedMs), activity, lastPrice, settings.options.lotCoin, last?.values)
      last = { pricedMs, activity, values }
      return values
    },
  }
}

interface Pricing {
  readonly fair: FairValue
  readonly quotes: OptionQuotes
}

function valuesOf(
  { fair, quotes }: Pricing,
  { openInterestLots, volumeLots }: OptionActivity,
  lastPrice: number | null,
  lotCoin: number,
  before: OptionValues | undefined,
): OptionValues {
  return {
    bidPrice: quotes.bid?.price ?? null,
    bidAmountCoin: quotes.bid?.amountCoin ?? null,
    bidIv: quoteIv(quotes.bid, fair),
    askPrice: quotes.ask?.price ?? null,
    askAmountCoin: quotes.ask?.amountCoin ?? null,
    askIv: quoteIv(quotes.ask, fair),
    markPrice: markPriceOf(fair),
    markIv: fair.inputs.iv,
    lastPrice,
    underlyingPriceUsd: fair.inputs.forwardUsd,
    greeks: publishedGreeks(fair.greeks, before?.greeks ?? null),
    openInterestCoin: roundTo(openInterestLots * lotCoin, 1),
    volume24hCoin: roundTo(volumeLots * lotCoin, 1),
  }
}

function markPriceOf({ premiumCoin }: FairValue): number {
  return roundTo(premiumCoin, 4)
}

/** Somebody took a quote. Where there was none, makers were asked for a price and gave one near the value. */
function tradePrice({ side }: LastTrade, { fair, quotes }: Pricing): number {
  const asked = side === 'bid' ? floorToTick : ceilToTick
  return quotes[side]?.price ?? Math.max(optionTickSize.base, asked(fair.premiumCoin, optionTickSize))
}

function rememberTrade(priceOf: (trade: LastTrade) => number): (trade: LastTrade | null) => number | null {
  let known: { readonly timeMs: UnixMs; readonly price: number } | null = null
  return (trade) => {
    if (!trade) return null
    if (known?.timeMs !== trade.timeMs) known = { timeMs: trade.timeMs, price: priceOf(trade) }
    return known.price
  }
}
