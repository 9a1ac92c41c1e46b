import { isLeverage } from '../../domain/limits.js'
import { tradedInstrument } from './instrument-rules.js'
import type { LedgerFill } from './ledger-fill.js'

/** Throws a RangeError for a fill that cannot have happened. */
export function checkFill(fill: LedgerFill): void {
  const fault = faultOf(fill)
  if (fault) throw new RangeError(`Not a fill: ${fault}`)
}

function faultOf({ symbol, quantityCoin, priceUsd, feeUsd, leverage, confidence }: LedgerFill): string | null {
  const { kind } = tradedInstrument(symbol)
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return `a quantity of ${quantityCoin}`
  const hasPrice = kind === 'OPTION' ? priceUsd >= 0 : priceUsd > 0
  if (!(hasPrice && Number.isFinite(priceUsd))) return `a price of ${priceUsd}`
  if (!Number.isFinite(feeUsd)) return `a fee of ${feeUsd}`
  if (!isLeverage(leverage)) return `a leverage of ${leverage}`
  if (confidence !== null && !(confidence >= 0 && confidence <= 1)) return `a confidence of ${confidence}`
  return null
}
