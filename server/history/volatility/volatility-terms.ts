import type { Fraction } from '../../domain/units.js'
import type { VolatilitySample } from '../../domain/volatility.js'
import { volAtMaturity } from '../../pricing/constant-maturity.js'
import type { SmileVols } from '../../pricing/smile.js'

/** The smile of an expiry. */
export interface SmileTerm extends SmileVols {
  readonly years: number
}

type AtMaturity = Pick<VolatilitySample, 'atmIv' | 'riskReversal25Delta' | 'butterfly25Delta'>

/** The smile at a maturity. Each of its three volatilities is interpolated by itself. `terms` are in order of time. */
export function smileAtMaturity(terms: readonly SmileTerm[], years: number): AtMaturity {
  const at = (pick: keyof SmileVols) =>
    volAtMaturity(
      terms.map((term) => ({ years: term.years, iv: term[pick] })),
      years,
    )
  const [atmIv, callIv, putIv] = [at('atmIv'), at('call25Iv'), at('put25Iv')]
  return { atmIv, ...wings(atmIv, callIv, putIv) }
}

function wings(atmIv: Fraction | null, callIv: Fraction | null, putIv: Fraction | null) {
  if (callIv === null || putIv === null) return { riskReversal25Delta: null, butterfly25Delta: null }
  return {
    riskReversal25Delta: callIv - putIv,
    butterfly25Delta: atmIv === null ? null : (callIv + putIv) / 2 - atmIv,
  }
}
