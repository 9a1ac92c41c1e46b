import type { InvalidationRule } from '../../../domain/decision.js'
import { parseOptionName } from '../../../domain/instrument-name.js'
import { isLeverage, maxLeverage } from '../../../domain/limits.js'
import { hold } from '../hold.js'
import { perpetualOffer } from '../perpetual-offer.js'
import { floorCoin } from '../rounding.js'
import { floorToLot, roundToTick } from '../tick-and-lot.js'
import type { AgentDecision, AgentView, EnterDecision } from '../trading-agent.js'
import { heldIn, perpetualSymbol } from '../view.js'
import type { WireDecision } from './answer-schema.js'
import { Unusable } from './unusable.js'

/** Longer reasoning is cut. */
const maxReasoning = 2_000
const maxInvalidation = 300

/** A decision as the port has it, when everything in it is possible in this view. Throws `Unusable` naming what is not. */
export function checkDecision(wire: WireDecision, view: AgentView): AgentDecision {
  const { action, symbol, confidence } = wire
  const reasoning = shortened(wire.reasoning.trim(), maxReasoning)
  const held = heldIn(view, symbol)
  must(held || isListed(symbol, view), `unknown symbol "${shortened(symbol, 60)}"`)
  must(reasoning.length > 0, `no reasoning for ${symbol}`)
  must(confidence === null || (confidence >= 0 && confidence <= 1), `confidence ${confidence} is not from 0 to 1`)
  if (action === 'HOLD') return hold(symbol, reasoning, confidence)
  if (action !== 'CLOSE') return checkEntry({ ...wire, action, reasoning }, view)
  const { quantityCoin } = wire
  must(held, `no position in ${symbol} to close`)
  must(quantityCoin === null || floorCoin(quantityCoin) > 0, `quantityCoin ${quantityCoin} is not positive`)
  const part = quantityCoin === null || quantityCoin >= (held?.quantityCoin ?? 0) ? null : floorCoin(quantityCoin)
  return { action, symbol, confidence, reasoning, quantityCoin: part }
}

function checkEntry(wire: WireDecision & Pick<EnterDecision, 'action'>, view: AgentView): EnterDecision {
  const { action, symbol, confidence, reasoning, invalidation } = wire
  const stopLossUsd = wire.stopLossUsd && roundToTick(view, symbol, wire.stopLossUsd)
  const profitTargetUsd = wire.profitTargetUsd && roundToTick(view, symbol, wire.profitTargetUsd)
  const direction = action === 'BUY_TO_ENTER' ? 1 : -1
  const leverage = parseOptionName(symbol) ? 1 : (wire.leverage ?? NaN)
  const priceUsd = priceOf(symbol, direction, view)
  must(floorCoin(wire.quantityCoin ?? NaN) > 0, `quantityCoin ${wire.quantityCoin} is not positive`)
  must(isLeverage(leverage), `leverage ${wire.leverage} is not from 1 to ${maxLeverage}`)
  must(priceUsd !== null, `nobody quotes ${symbol}`)
  const wanted = { symbol, quantityCoin: wire.quantityCoin ?? NaN, priceUsd: priceUsd ?? NaN }
  const quantityCoin = floorToLot(view, wanted)
  must(quantityCoin > 0, `quantityCoin ${wire.quantityCoin} is less than the smallest order in ${symbol}`)
  const isAhead = (levelUsd: number) => levelUsd > 0 && direction * (levelUsd - (priceUsd ?? NaN)) > 0
  const isBehind = (levelUsd: number) => levelUsd > 0 && direction * (levelUsd - (priceUsd ?? NaN)) < 0
  must(stopLossUsd === null || isBehind(stopLossUsd), `stopLossUsd ${stopLossUsd} is on the wrong side of ${priceUsd}`)
  must(
    profitTargetUsd === null || isAhead(profitTargetUsd),
    `profitTargetUsd ${profitTargetUsd} is on the wrong side of ${priceUsd}`,
  )
  return {
    action,
    symbol,
    confidence,
    reasoning,
    quantityCoin,
    leverage,
    stopLossUsd,
    profitTargetUsd,
    invalidation: invalidation && shortened(invalidation, maxInvalidation),
    invalidationRule: wire.invalidationRule && checkRule(wire.invalidationRule, view),
  }
}

function checkRule(rule: InvalidationRule, { nowMs }: AgentView): InvalidationRule {
  const { measure, comparison, value, untilMs } = rule
  const compares = [measure, comparison, value].filter((part) => part !== null).length
  must(compares === 0 || compares === 3, 'invalidationRule needs measure, comparison and value together')
  must(compares === 3 || untilMs !== null, 'invalidationRule is empty')
  must(untilMs === null || untilMs > nowMs, `untilMs ${untilMs} has passed`)
  return rule
}

function isListed(symbol: string, view: AgentView): boolean {
  return symbol === perpetualSymbol(view) || contractIn(symbol, view) !== undefined
}

function priceOf(symbol: string, direction: 1 | -1, view: AgentView): number | null {
  if (symbol === perpetualSymbol(view)) return perpetualOffer(view.market.perpetual, direction)?.priceUsd ?? null
  const contract = contractIn(symbol, view)
  return (direction === 1 ? contract?.askPriceUsd : contract?.bidPriceUsd) ?? null
}

/** Only of live chains: what is stale is not shown to the model either. */
function contractIn(symbol: string, { chains }: AgentView) {
  const live = chains.filter(({ freshness }) => freshness === 'LIVE')
  return live.flatMap(({ contracts }) => contracts).find((contract) => contract.symbol === symbol)
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}

function must(isRight: unknown, words: string): void {
  if (!isRight) throw new Unusable(`The answer cannot be used: ${words}`)
}
