import { isLeverage } from '../../../server/domain/limits.js'
import type { Perpetual } from '../../../server/domain/market-data.js'
import { offTick } from '../../../server/trading/account/off-step.js'
import { orderSize } from '../../../server/trading/account/order-size.js'
import { marketTerms } from '../../../server/trading/account/step.js'
import type { AgentDecision, AgentView, EnterDecision } from '../../../server/trading/agents/trading-agent.js'

/** For tests: what is wrong with the decisions of an ask; empty when every promise of the port is kept. */
export function faultsOf(decisions: readonly AgentDecision[], view: AgentView): readonly string[] {
  const faults = decisions.flatMap((decision) => faultsOfOne(decision, view))
  if (decisions.length === 0) faults.push('no decision')
  if (decisions.length > 1 && decisions.some(({ action }) => action === 'HOLD')) faults.push('a HOLD beside others')
  return faults
}

function faultsOfOne(decision: AgentDecision, view: AgentView): string[] {
  const { symbol, confidence, reasoning } = decision
  const held = view.positions.find((position) => position.symbol === symbol)
  const isPerpetual = symbol === (view.market.perpetual?.symbol ?? `${view.market.currency}-PERPETUAL`)
  const quote = quoteIn(view, symbol)
  return [
    fault(isPerpetual || held || quote, `unknown symbol ${symbol}`),
    fault(reasoning.length > 0 && !/NaN|undefined|null|Infinity/.test(reasoning), `reasoning "${reasoning}"`),
    fault(confidence === null || (confidence >= 0 && confidence <= 1), `confidence ${confidence}`),
    ...(decision.action === 'CLOSE'
      ? [
          fault(held, 'closes what is not held'),
          fault(
            decision.quantityCoin === null || isPositive(decision.quantityCoin),
            `quantity ${decision.quantityCoin}`,
          ),
          fault((decision.quantityCoin ?? 0) <= (held?.quantityCoin ?? 0), 'closes more than is held'),
        ]
      : []),
    ...(decision.action === 'BUY_TO_ENTER' || decision.action === 'SELL_TO_ENTER'
      ? faultsOfEntry(decision, view, decision.action === 'BUY_TO_ENTER' ? quote?.askPriceUsd : quote?.bidPriceUsd)
      : []),
  ].filter((found) => found !== null)
}

/** What a symbol is quoted at; null when it is listed nowhere. */
function quoteIn({ market, chains }: AgentView, symbol: string): Pick<Perpetual, 'bidPriceUsd' | 'askPriceUsd'> | null {
  if (symbol === market.perpetual?.symbol) return market.perpetual
  return chains.flatMap(({ contracts }) => contracts).find((contract) => contract.symbol === symbol) ?? null
}

function faultsOfEntry(entry: EnterDecision, view: AgentView, priceUsd: number | null | undefined) {
  const { positions } = view
  const { action, symbol, quantityCoin, leverage, stopLossUsd, profitTargetUsd } = entry
  const direction = action === 'BUY_TO_ENTER' ? 1 : -1
  const held = positions.find((position) => position.symbol === symbol)
  const against = held && (held.side === 'LONG' ? 1 : -1) !== direction ? held.quantityCoin : 0
  const ahead = (levelUsd: number | null) => levelUsd !== null && direction * (levelUsd - (priceUsd ?? NaN))
  return [
    fault(priceUsd, `enters ${symbol} without a quote`),
    fault(isPositive(quantityCoin) && quantityCoin > against, `quantity ${quantityCoin} against ${against}`),
    fault(isLeverage(leverage), `leverage ${leverage}`),
    offStepOf(entry, view, priceUsd),
    fault(stopLossUsd === null || (isPositive(stopLossUsd) && Number(ahead(stopLossUsd)) < 0), `stop ${stopLossUsd}`),
    fault(
      profitTargetUsd === null || (isPositive(profitTargetUsd) && Number(ahead(profitTargetUsd)) > 0),
      `target ${profitTargetUsd}`,
    ),
  ]
}

/** As the desk would refuse it. */
function offStepOf(entry: EnterDecision, view: AgentView, priceUsd: number | null | undefined): string | null {
  const { symbol, quantityCoin, stopLossUsd, profitTargetUsd } = entry
  const listed = view.instruments.get(symbol)
  if (!listed) return null
  const side = entry.action === 'BUY_TO_ENTER' ? 'BUY' : 'SELL'
  const offered = { askPriceUsd: priceUsd ?? null, bidPriceUsd: priceUsd ?? null }
  const exits = { stopLossUsd, profitTargetUsd }
  const terms = marketTerms({ symbol, side, quantityCoin, origin: 'AGENT', timeInForce: 'FOK', ...exits })
  const filled = { filledCoin: 0, averageFillPriceUsd: null }
  const size = orderSize(terms, { listed, quote: offered, filled, againstCoin: 0 })
  return offTick(terms, listed)?.message ?? (typeof size === 'number' ? null : size.message)
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0
}

function fault(isRight: unknown, words: string): string | null {
  return isRight ? null : words
}
