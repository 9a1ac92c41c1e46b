import { floorCoin } from '../rounding.js'
import type { CloseDecision } from '../trading-agent.js'
import { coin, usd } from '../wording.js'
import type { OptionLeg } from './option-legs.js'

/** Closes legs at the live quotes, as far as they carry; a leg that nobody quotes is left out. */
export function closeLegs(
  legs: readonly OptionLeg[],
  { reason, confidence }: { readonly reason: string; readonly confidence: number | null },
): readonly CloseDecision[] {
  return legs.flatMap(({ position, option, contract }): CloseDecision[] => {
    const short = position.side === 'SHORT'
    const priceUsd = (short ? contract?.askPriceUsd : contract?.bidPriceUsd) ?? null
    const sizeCoin = (short ? contract?.askAmountCoin : contract?.bidAmountCoin) ?? Infinity
    const quantityCoin = floorCoin(Math.min(position.quantityCoin, sizeCoin))
    if (priceUsd === null || !(priceUsd > 0) || quantityCoin === 0) return []
    const trade = `${short ? 'Buying back' : 'Selling'} ${coin(quantityCoin, option.currency)} at ${usd(priceUsd)}`
    const entry = `entered at ${usd(position.entryPriceUsd)}`
    return [
      {
        action: 'CLOSE',
        symbol: position.symbol,
        confidence,
        reasoning: `${reason} ${trade}, ${entry}.`,
        quantityCoin: quantityCoin >= position.quantityCoin ? null : quantityCoin,
      },
    ]
  })
}
