import type { ListedInstrument } from '../../../domain/instrument.js'
import { maxLeverage } from '../../../domain/limits.js'
import type { HeardChain, OptionContract } from '../../../domain/option-chain.js'
import type { Position } from '../../../domain/position.js'
import { precision } from '../../../domain/precision.js'
import { roundOrNull } from '../../../lib/round.js'
import type { AgentView } from '../trading-agent.js'

const shownChains = 3
const strikesPerChain = 9

/** What the model is, and in what form it answers. */
export const instructions = `You trade one paper account in the perpetual and the options of one cryptocurrency. You are
asked at intervals. Answer with JSON only: {"decisions": [...]}, carried out in order, with exactly these fields each:
- action: BUY_TO_ENTER (be long afterward), SELL_TO_ENTER (be short afterward), CLOSE, or HOLD
- symbol: one of those shown
- quantityCoin: of the trade, in the coin; against a position of the other side it must be larger than that position. For
  CLOSE: how much of it, or null for all. For HOLD: null
- leverage: from 1 to ${maxLeverage}; 1 for options; null for CLOSE and HOLD
- stopLossUsd, profitTargetUsd: prices of the instrument itself (of an option, its premium in USD), or null
- invalidation: when the idea no longer holds, in words, or null
- invalidationRule: null, or {measure: MARK_PRICE_USD | INDEX_PRICE_USD | MARK_IV | VOLATILITY_INDEX, comparison: ABOVE |
  BELOW, value, untilMs}: what closes the position. IVs are fractions (0.5 is 50 %). For a deadline alone: only untilMs
- confidence: from 0 to 1, or null
- reasoning: why, with the numbers you used, in at most four sentences
When there is nothing to do, answer with one HOLD. Orders fill at bid or ask. Selling options needs margin. Quantities are
rounded down to whole lots (lotSize, in lotUnit); less than minOrderSize is refused.`

/** The view as compact JSON: market, account, positions, and the strikes nearest the money of the nearest live chains. */
export function describeView({ market, chains, instruments, positions, account, nowMs }: AgentView): string {
  const { perpetual } = market
  const live = chains.filter(({ freshness }) => freshness === 'LIVE').slice(0, shownChains)
  return JSON.stringify({
    nowMs,
    currency: market.currency,
    indexPriceUsd: market.indexPriceUsd,
    volatilityIndex: market.volatilityIndexFreshness === 'LIVE' ? market.volatilityIndex : null,
    perpetual: perpetual && {
      symbol: perpetual.symbol,
      ...stepsOf(instruments.get(perpetual.symbol)),
      bidUsd: perpetual.bidPriceUsd,
      askUsd: perpetual.askPriceUsd,
      markUsd: perpetual.markPriceUsd,
      change24hPct: perpetual.change24hPct,
      fundingRate8h: perpetual.fundingRate8h,
    },
    account: {
      valueUsd: roundOrNull(account.accountValueUsd, precision.usd),
      marginAvailableUsd: roundOrNull(account.marginAvailableUsd, precision.usd),
      ...greeksOf(account.greeks),
    },
    positions: positions.map(held),
    optionColumns: ['symbol', 'bidUsd', 'askUsd', 'markIv', 'delta', 'bidSizeCoin', 'askSizeCoin'],
    chains: live.map((chain) => {
      return {
        expiryMs: chain.expiryMs,
        underlyingUsd: chain.underlyingPriceUsd,
        atmIv: roundOrNull(chain.atmIv, precision.iv),
        ...stepsOf(instruments.get(chain.contracts[0]?.symbol ?? '')),
        options: nearMoney(chain).map(row),
      }
    }),
  })
}

/** What orders are rounded to; the unit of the lot is USD for inverse perpetuals, the coin for everything else. */
function stepsOf(listed: ListedInstrument | undefined) {
  return listed && { lotSize: listed.lotSize, minOrderSize: listed.minOrderSize, lotUnit: listed.amountUnit }
}

function held({ symbol, side, quantityCoin, exitPlan, ...position }: Position) {
  const entryPriceUsd = roundOrNull(position.entryPriceUsd, precision.premiumUsd)
  const markPriceUsd = roundOrNull(position.markPriceUsd, precision.premiumUsd)
  const pnlUsd = roundOrNull(position.pnlUsd, precision.usd)
  return { symbol, side, quantityCoin, entryPriceUsd, markPriceUsd, pnlUsd, exitPlan }
}

function greeksOf({ totalDeltaUsd, totalGammaUsd, totalVegaUsd, totalThetaUsd }: AgentView['account']['greeks']) {
  return {
    totalDeltaUsd: roundOrNull(totalDeltaUsd, precision.usd),
    totalGammaUsd: roundOrNull(totalGammaUsd, precision.usd),
    totalVegaUsd: roundOrNull(totalVegaUsd, precision.usd),
    totalThetaUsd: roundOrNull(totalThetaUsd, precision.usd),
  }
}

function nearMoney({ contracts, underlyingPriceUsd, atmStrikeUsd }: HeardChain): readonly OptionContract[] {
  const middleUsd = underlyingPriceUsd ?? atmStrikeUsd
  if (middleUsd === null) return []
  const strikes = [...new Set(contracts.map(({ strikeUsd }) => strikeUsd))]
  const nearest = strikes.sort((a, b) => Math.abs(a - middleUsd) - Math.abs(b - middleUsd)).slice(0, strikesPerChain)
  return contracts.filter(({ strikeUsd }) => nearest.includes(strikeUsd))
}

function row(option: OptionContract) {
  const { symbol, bidPriceUsd, askPriceUsd, markIv, greeks, bidAmountCoin, askAmountCoin } = option
  const [bidUsd, askUsd] = [
    roundOrNull(bidPriceUsd, precision.premiumUsd),
    roundOrNull(askPriceUsd, precision.premiumUsd),
  ]
  return [
    symbol,
    bidUsd,
    askUsd,
    markIv,
    roundOrNull(greeks?.delta, { decimals: 3, digits: 2 }),
    bidAmountCoin,
    askAmountCoin,
  ]
}
