import type { Fraction } from '../domain/units.js'
import { moneyness } from './black76.js'
import { normalCdf } from './normal.js'

/** The implied volatilities of one expiry, by strike. */
export interface Smile {
  readonly forwardUsd: number
  readonly yearsToExpiry: number
  /** Ascending. */
  readonly strikesUsd: readonly number[]
  /** Null where it is unknown. Only strikes that are needed are asked for. */
  ivAt(index: number): Fraction | null
}

/** What traders say of a smile. Null where its strikes do not reach so far. */
export interface SmileVols {
  readonly atmIv: Fraction | null
  readonly call25Iv: Fraction | null
  readonly put25Iv: Fraction | null
}

/** A known strike, and the delta of its call. That of its put is less by one. */
interface Rung {
  readonly logStrike: number
  readonly callDelta: number
  readonly iv: Fraction
}

/**
 * The volatility at the forward, and of the call and the put whose delta is 0.25 and −0.25. Delta is that of Black-76 on the
 * forward, N(d1) or N(d1) − 1, without premium adjustment, each strike at its own volatility.
 *
 * At the forward it is linear between the strikes around it, by the logarithm of the strike. Elsewhere it is linear by delta,
 * between the first two strikes around it that are met on the way out from the money. Nothing is extrapolated.
 */
export function smileVols(smile: Smile): SmileVols {
  if (!(smile.yearsToExpiry > 0 && smile.forwardUsd > 0)) return { atmIv: null, call25Iv: null, put25Iv: null }
  const rungAt = rungs(smile)
  const above = smile.strikesUsd.findIndex((strikeUsd) => strikeUsd > smile.forwardUsd)
  const middle = above === -1 ? smile.strikesUsd.length - 1 : above - 1
  return {
    atmIv: atForward(smile, rungAt, middle),
    call25Iv: atCallDelta(0.25, smile, rungAt, middle),
    put25Iv: atCallDelta(0.75, smile, rungAt, middle),
  }
}

type RungAt = (index: number) => Rung | null

function rungs({ strikesUsd, forwardUsd, yearsToExpiry, ivAt }: Smile): RungAt {
  const known = new Map<number, Rung | null>()
  const rungOf = (index: number): Rung | null => {
    const [strikeUsd, iv] = [strikesUsd[index], ivAt(index)]
    if (strikeUsd === undefined || iv === null || !(iv > 0)) return null
    const { d1 } = moneyness({ forwardUsd, strikeUsd, yearsToExpiry, iv, optionKind: 'CALL' })
    return { logStrike: Math.log(strikeUsd), callDelta: normalCdf(d1), iv }
  }
  return (index) => {
    const before = known.get(index)
    if (before !== undefined) return before
    const rung = rungOf(index)
    known.set(index, rung)
    return rung
  }
}

function atForward({ strikesUsd, forwardUsd }: Smile, rungAt: RungAt, middle: number): Fraction | null {
  const below = nextKnown(rungAt, middle, -1, strikesUsd.length)
  if (below && strikesUsd[middle] === forwardUsd && below === rungAt(middle)) return below.iv
  const above = nextKnown(rungAt, middle + 1, 1, strikesUsd.length)
  return below && above && between(below, above, Math.log(forwardUsd), ({ logStrike }) => logStrike)
}

/** From the money outward: up the strikes for a smaller delta of the call, down for a larger one. */
function atCallDelta(target: number, { strikesUsd }: Smile, rungAt: RungAt, middle: number): Fraction | null {
  const start = Math.max(0, middle)
  let inner = nextKnown(rungAt, start, -1, strikesUsd.length) ?? nextKnown(rungAt, start, 1, strikesUsd.length)
  if (!inner) return null
  const step = inner.callDelta > target ? 1 : -1
  for (let index = start; index >= 0 && index < strikesUsd.length; index += step) {
    const rung = rungAt(index)
    if (!rung || Math.sign(rung.logStrike - inner.logStrike) === -step) continue
    if ((target - rung.callDelta) * step >= 0) {
      return rung.callDelta === inner.callDelta ? rung.iv : between(inner, rung, target, (one) => one.callDelta)
    }
    inner = rung
  }
  return null
}

function nextKnown(rungAt: RungAt, start: number, step: 1 | -1, count: number): Rung | null {
  for (let index = start; index >= 0 && index < count; index += step) {
    const rung = rungAt(index)
    if (rung) return rung
  }
  return null
}

function between(one: Rung, other: Rung, at: number, by: (rung: Rung) => number): Fraction {
  const share = (at - by(one)) / (by(other) - by(one))
  return one.iv + share * (other.iv - one.iv)
}
