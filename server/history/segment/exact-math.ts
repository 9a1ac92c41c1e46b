/**
 * Functions made of sums, products, quotients and roots alone, which every machine rounds alike. `Math.exp` and `Math.log`
 * may differ in the last digit from one version of Node to the next. Good to ten digits.
 */

const ln2 = 0.6931471805599453

/** Powers of one half. */
const halves = Float64Array.from({ length: 1_100 })
for (let power = 0, value = 1; power < halves.length; power++, value /= 2) halves[power] = value

/** 1 / n!, from the largest n down. */
const exponentialSeries = Float64Array.of(1 / 3628800, 1 / 362880, 1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6)
const logarithmSeries = Float64Array.of(1 / 17, 1 / 15, 1 / 13, 1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3)

/** The rational function of J. F. Hart, "Computer Approximations" (1968), 5666, from the highest power down. */
const tailTop = Float64Array.of(
  3.52624965998911e-2,
  0.700383064443688,
  6.37396220353165,
  33.912866078383,
  112.079291497871,
  221.213596169931,
  220.206867912376,
)
const tailBottom = Float64Array.of(
  8.83883476483184e-2,
  1.75566716318264,
  16.064177579207,
  86.7807322029461,
  296.564248779674,
  637.333633378831,
  793.826512519948,
  440.413735824752,
)

/** The value of a polynomial. */
function at(x: number, coefficients: Float64Array): number {
  let sum = 0
  for (let index = 0; index < coefficients.length; index++) sum = sum * x + (coefficients[index] ?? 0)
  return sum
}

/** e ** (-x * x / 2). */
export function bell(x: number): number {
  const power = (x * x) / 2
  if (!(power < 700)) return 0
  const halvings = Math.round(power / ln2)
  const rest = halvings * ln2 - power
  return (1 + rest + (rest * rest) / 2 + rest * rest * rest * at(rest, exponentialSeries)) * (halves[halvings] ?? 0)
}

/** The natural logarithm. NaN of 0, of infinity and of what has none. */
export function logarithm(value: number): number {
  if (!(value > 0 && value < Infinity)) return Number.NaN
  let rest = value
  let doublings = 0
  for (; rest > 1.5; doublings++) rest /= 2
  for (; rest < 0.75; doublings--) rest *= 2
  const part = (rest - 1) / (rest + 1)
  const square = part * part
  return 2 * part * (1 + square * at(square, logarithmSeries)) + doublings * ln2
}

/** How probable a value below `x` is in the normal distribution, whose `bell` at `x` is given. */
export function probability(x: number, bellAtX: number): number {
  const distance = Math.abs(x)
  const tail = distance < 7 ? (bellAtX * at(distance, tailTop)) / at(distance, tailBottom) : 0
  return x > 0 ? 1 - tail : tail
}
