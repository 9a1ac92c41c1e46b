/** How finely a kind of number is rounded: to `decimals`, or to `digits` significant ones where that is finer. */
export interface Precision {
  readonly decimals: number
  readonly digits: number
  /** Never more decimals than these. Smaller parts come from adding binary fractions. */
  readonly finest?: number
}

/** Powers of ten beyond this are not exact. */
const mostDecimals = 22
/** To look them up halves what rounding costs before it is optimized. */
const powersOfTen = Array.from({ length: mostDecimals + 1 }, (_, exponent) => 10 ** exponent)

/** Rounds to a number of decimals, without the dust of binary fractions (0.1 + 0.2 gives 0.3 at one decimal). */
export function roundTo(value: number, decimals: number): number {
  const power = powerOfTen(decimals)
  const scaled = value * power
  // A number that large has no finer decimals.
  return Math.abs(scaled) < Number.MAX_SAFE_INTEGER ? Math.round(scaled) / power + 0 : value
}

/** Rounds so that a small number keeps its significant digits and none but 0 becomes 0, short of `finest`. */
export function roundFinely(value: number, { decimals, digits, finest = Infinity }: Precision): number {
  const size = Math.abs(value)
  if (size >= powerOfTen(digits - 1 - decimals) || size === 0) return roundTo(value, decimals)
  const needed = Math.min(digits - 1 - Math.floor(Math.log10(size)), finest)
  return needed > mostDecimals ? Number(value.toPrecision(digits)) : roundTo(value, needed)
}

function powerOfTen(exponent: number): number {
  return (exponent >= 0 ? powersOfTen[exponent] : undefined) ?? 10 ** exponent
}

/** Null for null and for what is no number. */
export function roundOrNull(value: number | null | undefined, precision: Precision): number | null {
  return value == null || !Number.isFinite(value) ? null : roundFinely(value, precision)
}

/** The same number without what binary fractions added to it: 661.1 for 661.0999999999999. */
export function withoutDust(value: number): number {
  return Number(value.toPrecision(14))
}

/** A difference of two numbers of a size; 0 when it is no more than what binary fractions add to such numbers. */
export function differenceWithoutDust(difference: number, size: number): number {
  return Math.abs(difference) <= Math.abs(size) * 1e-13 ? 0 : difference
}
