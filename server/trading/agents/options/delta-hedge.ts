import { perpetualOffer } from '../perpetual-offer.js'
import { floorCoin } from '../rounding.js'
import { floorToLot } from '../tick-and-lot.js'
import type { AgentDecision, AgentView } from '../trading-agent.js'
import { heldIn, perpetualSymbol, signedCoin } from '../view.js'
import { coin, percent, usd } from '../wording.js'
import { netDeltaCoin, withoutDelta } from './net-delta.js'
import type { OptionLeg } from './option-legs.js'
import { tradeTo } from './trade-to.js'

/** How the perpetual is used against the delta of options. */
export interface HedgeRules {
  /** Delta is left alone while it is worth no more than this share of the account. */
  readonly bandShare: number
  /** From 1 to 50. */
  readonly leverage: number
  /** Share of the free margin that a hedge may take. */
  readonly marginShare: number
}

/** A trade, or why there is none; `delta` is the state of the hedge in words. */
export interface Hedge {
  readonly decision: AgentDecision | null
  readonly delta: string
}

/**
 * Brings the total delta back to 0 with the perpetual when it is beyond the band. Without options there is nothing to
 * hedge: then the whole perpetual goes, however small. Takes no more than is quoted and than the margin carries.
 */
export function hedgeDelta(view: AgentView, legs: readonly OptionLeg[], rules: HedgeRules): Hedge {
  const { market, account } = view
  const symbol = perpetualSymbol(view)
  const delta = netDeltaCoin(view, legs)
  if (delta === null) return { decision: null, delta: `The delta of ${withoutDelta(legs) || symbol} is unknown.` }
  const held = heldIn(view, symbol)
  const heldCoin = held ? signedCoin(held) : 0
  const wantedCoin = legs.length > 0 ? -delta : -heldCoin
  const direction = wantedCoin > 0 ? 1 : -1
  const offer = perpetualOffer(market.perpetual, direction)
  if (offer === null) return { decision: null, delta: 'The perpetual has no quote to hedge at.' }
  const deltaUsd = Math.abs(delta) * offer.priceUsd
  const bandUsd = rules.bandShare * Math.max(account.accountValueUsd, 0)
  const state = `The total delta is ${coin(delta, market.currency)} (${usd(deltaUsd)})`
  const band = `${usd(bandUsd)}, ${percent(rules.bandShare)} of the account`
  if (wantedCoin === 0 || (legs.length > 0 && deltaUsd <= bandUsd)) {
    return { decision: null, delta: `${state}, within the band of ${band}.` }
  }
  const marginCoin = (Math.max(account.marginAvailableUsd, 0) * rules.marginShare * rules.leverage) / offer.priceUsd
  const decision = tradeTo({
    symbol,
    heldCoin,
    direction,
    quantityCoin: floorCoin(Math.min(Math.abs(wantedCoin), offer.sizeCoin ?? Infinity)),
    maxOpenedCoin: floorCoin(marginCoin),
    leverage: rules.leverage,
    floor: (quantityCoin) => floorToLot(view, { symbol, quantityCoin, priceUsd: offer.priceUsd }),
    reasoning:
      legs.length === 0
        ? `No options are left to hedge: closing the ${coin(heldCoin, market.currency)} of the perpetual at ${usd(offer.priceUsd)}.`
        : `${state}, beyond the band of ${band}: trading the perpetual at ${usd(offer.priceUsd)} toward 0.`,
  })
  return { decision, delta: decision ? state : `${state}, and there is no margin or size to hedge it.` }
}
