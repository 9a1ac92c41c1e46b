import type { HeardMarket } from '../../../domain/market-data.js'
import type { HeardChain } from '../../../domain/option-chain.js'
import { roundTo } from '../../../lib/round.js'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { positionOf, type Held } from './paper-position.js'
import { paperQuote } from './paper-quotes.js'

/** What an agent's decisions come to. `fills` counts all trades. */
export interface PaperDesk {
  readonly totals: { fills: number; feesUsd: number; cashUsd: number }
  /** Marks the account, after carrying out the stops and targets that were reached. */
  look(moment: { market: HeardMarket; chains?: readonly HeardChain[]; nowMs: number }): AgentView
  carryOut(decisions: readonly AgentDecision[], view: AgentView): void
}

/**
 * For tests: the least of an engine. Everything fills in full at bid or ask for 0.05 % of the notional (0.03 % of the
 * underlying for options), margin is notional over leverage (15 % of the underlying for options).
 */
export function paperDesk(depositUsd: number): PaperDesk {
  const books = new Map<string, Held>()
  const totals = { fills: 0, feesUsd: 0, cashUsd: depositUsd }

  const trade = (symbol: string, coins: number, view: Pick<AgentView, 'market' | 'chains'>, plan: Held['plan']) => {
    const quote = paperQuote(symbol, view.market, view.chains)
    const priceUsd = coins > 0 ? quote?.askPriceUsd : quote?.bidPriceUsd
    if (priceUsd == null || coins === 0) return
    const isPerpetual = symbol === view.market.perpetual?.symbol
    const feeUsd = Math.abs(coins) * (isPerpetual ? 0.0005 * priceUsd : 0.0003 * (view.market.indexPriceUsd ?? 0))
    const before = books.get(symbol)
    const signedCoin = roundTo((before?.signedCoin ?? 0) + coins, 8)
    totals.fills += 1
    totals.feesUsd += feeUsd
    totals.cashUsd -= coins * priceUsd + feeUsd
    if (signedCoin === 0) books.delete(symbol)
    else
      books.set(symbol, {
        signedCoin,
        entryPriceUsd: before?.entryPriceUsd ?? priceUsd,
        plan: plan ?? before?.plan ?? null,
      })
  }

  return {
    totals,
    look({ market, chains = [], nowMs }) {
      for (const [symbol, held] of books) {
        const markUsd = paperQuote(symbol, market, chains)?.markPriceUsd
        if (markUsd != null && reachedExit(held, markUsd)) trade(symbol, -held.signedCoin, { market, chains }, null)
      }
      const positions = [...books].map(([symbol, held]) => positionOf(symbol, held, market, chains))
      const worthUsd = positions.reduce(
        (sum, { side, notionalUsd }) => sum + (side === 'LONG' ? 1 : -1) * (notionalUsd ?? 0),
        0,
      )
      const accountValueUsd = totals.cashUsd + worthUsd
      const marginUsd = positions.reduce((sum, position) => sum + (position.marginUsd ?? 0), 0)
      const greeks = { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null }
      const account = { accountValueUsd, marginAvailableUsd: Math.max(0, accountValueUsd - marginUsd), greeks }
      return { market, chains, instruments: new Map(), positions, account, nowMs }
    },
    carryOut(decisions, view) {
      for (const decision of decisions) {
        const held = books.get(decision.symbol)?.signedCoin ?? 0
        if (decision.action === 'CLOSE') {
          const closed = Math.min(decision.quantityCoin ?? Infinity, Math.abs(held))
          trade(decision.symbol, -Math.sign(held) * closed, view, null)
        } else if (decision.action !== 'HOLD') {
          const direction = decision.action === 'BUY_TO_ENTER' ? 1 : -1
          trade(decision.symbol, direction * decision.quantityCoin, view, decision)
        }
      }
    },
  }
}

function reachedExit({ signedCoin, plan }: Held, markUsd: number): boolean {
  const away = (levelUsd: number | null) => (levelUsd === null ? null : Math.sign(signedCoin) * (markUsd - levelUsd))
  const [toStop, toTarget] = [away(plan?.stopLossUsd ?? null), away(plan?.profitTargetUsd ?? null)]
  return (toStop !== null && toStop <= 0) || (toTarget !== null && toTarget >= 0)
}
