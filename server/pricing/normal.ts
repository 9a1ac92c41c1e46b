/**
 * The standard normal distribution. The cumulative function uses the rational approximations of W. J. Cody,
 * "Rational Chebyshev approximations for the error function" (1969), good to the last digits of a double in relative
 * terms, tails included.
 */

const invSqrt2Pi = 0.3989422804014327
const invSqrtPi = 0.5641895835477563

const bodyTop = Float64Array.of(
  1.85777706184603153e-1,
  3.1611237438705656,
  1.13864154151050156e2,
  3.77485237685302021e2,
  3.20937758913846947e3,
)
const bodyBottom = Float64Array.of(
  1,
  2.36012909523441209e1,
  2.44024637934444173e2,
  1.28261652607737228e3,
  2.84423683343917062e3,
)
const middleTop = Float64Array.of(
  2.15311535474403846e-8,
  5.64188496988670089e-1,
  8.88314979438837594,
  6.61191906371416295e1,
  2.98635138197400131e2,
  8.8195222124176909e2,
  1.71204761263407058e3,
  2.05107837782607147e3,
  1.23033935479799725e3,
)
const middleBottom = Float64Array.of(
  1,
  1.57449261107098347e1,
  1.17693950891312499e2,
  5.37181101862009858e2,
  1.62138957456669019e3,
  3.29079923573345963e3,
  4.36261909014324716e3,
  3.43936767414372164e3,
  1.23033935480374942e3,
)
const tailTop = Float64Array.of(
  1.63153871373020978e-2,
  3.05326634961232344e-1,
  3.60344899949804439e-1,
  1.25781726111229246e-1,
  1.60837851487422766e-2,
  6.58749161529837803e-4,
)
const tailBottom = Float64Array.of(
  1,
  2.56852019228982242,
  1.87295284992346725,
  5.27905102951428412e-1,
  6.05183413124413191e-2,
  2.33520497626869185e-3,
)

/** Density of the standard normal distribution at `x`. */
export function normalPdf(x: number): number {
  return invSqrt2Pi * Math.exp(-0.5 * x * x)
}

/** Probability that a standard normal value is at most `x`; relative error about 1e-15, in the tails too. */
export function normalCdf(x: number): number {
  const distance = Math.abs(x)
  if (distance > 40) return x > 0 ? 1 : 0
  const y = distance * Math.SQRT1_2
  if (y <= 0.46875) return 0.5 + 0.5 * x * Math.SQRT1_2 * ratio(bodyTop, bodyBottom, y * y)
  const upperTail = 0.5 * expMinusHalfSquare(distance) * scaledComplement(y)
  return x > 0 ? 1 - upperTail : upperTail
}

/** erfc(y)·exp(y²), of a `y` above 0.46875. */
function scaledComplement(y: number): number {
  if (y <= 4) return ratio(middleTop, middleBottom, y)
  const z = 1 / (y * y)
  return (invSqrtPi - z * ratio(tailTop, tailBottom, z)) / y
}

/** exp(−x²/2), with the square split so that its rounding does not grow into the result. */
function expMinusHalfSquare(x: number): number {
  const coarse = Math.trunc(x * 16) / 16
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse))
}

/** Quotient of two polynomials of the same length, coefficients from the highest power down. */
function ratio(top: Float64Array, bottom: Float64Array, x: number): number {
  let above = 0
  let below = 0
  for (let index = 0; index < top.length; index++) {
    above = above * x + (top[index] ?? 0)
    below = below * x + (bottom[index] ?? 0)
  }
  return above / below
}
