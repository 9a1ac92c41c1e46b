import type { HeardMarket } from '../../../domain/market-data.js'
import type { HeardChain } from '../../../domain/option-chain.js'
import type { Position } from '../../../domain/position.js'
import type { EnterDecision } from '../trading-agent.js'
import { paperQuote } from './paper-quotes.js'

/** For tests: what the paper desk holds of an instrument, and the entry that it came from. */
export interface Held {
  readonly signedCoin: number
  readonly entryPriceUsd: number
  readonly plan: EnterDecision | null
}

/** For tests: the same marked, as an agent sees it. */
export function positionOf(symbol: string, held: Held, market: HeardMarket, chains: readonly HeardChain[]): Position {
  const quote = paperQuote(symbol, market, chains)
  const { signedCoin, entryPriceUsd, plan } = held
  const quantityCoin = Math.abs(signedCoin)
  const markPriceUsd = quote?.markPriceUsd ?? null
  const isPerpetual = symbol === market.perpetual?.symbol
  const notionalUsd = markPriceUsd === null ? null : quantityCoin * markPriceUsd
  const g = quote?.greeks
  return {
    symbol,
    state: 'OPEN',
    side: signedCoin > 0 ? 'LONG' : 'SHORT',
    quantityCoin,
    leverage: plan?.leverage ?? 1,
    entryPriceUsd,
    markPriceUsd,
    markDoubted: false,
    notionalUsd,
    marginUsd: isPerpetual
      ? (notionalUsd ?? 0) / (plan?.leverage ?? 1)
      : 0.15 * quantityCoin * (market.indexPriceUsd ?? 0),
    pnlUsd: markPriceUsd === null ? null : signedCoin * (markPriceUsd - entryPriceUsd),
    pnlPct: null,
    liquidationPriceUsd: null,
    greeks: g
      ? {
          deltaCoin: signedCoin * g.delta,
          gamma: signedCoin * g.gamma,
          vegaUsd: signedCoin * g.vega,
          thetaUsd: signedCoin * g.theta,
        }
      : null,
    exitPlan: plan && { ...plan, trailingStop: null },
    openedAtMs: 0,
  }
}
