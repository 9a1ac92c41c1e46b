/** What decides the strikes of an expiry: close together near the forward, wider apart further out. Prices in USD. */
export interface Ladder {
  readonly forwardUsd: number
  /** Standard deviation of the log price until the expiry. */
  readonly deviation: number
}

const innerSteps = 10
/** Inner strikes per standard deviation. */
const stepsPerDeviation = 7
const nearDeviations = 1.2
const smallestDeviation = 0.035
const largestStepDeviation = 0.45
const smallestWidth = 0.16
const largestWidth = 1.4

/** About 30 strikes on round steps for an expiry, ascending. */
export function ladderStrikes({ forwardUsd, deviation }: Ladder): number[] {
  const spread = Math.max(smallestDeviation, deviation)
  const inner = roundStep((forwardUsd * Math.min(largestStepDeviation, spread)) / stepsPerDeviation)
  const width = Math.min(largestWidth, Math.max(smallestWidth, 3.3 * spread))
  const lowest = forwardUsd * Math.exp(-width)
  const highest = forwardUsd * Math.exp(width)
  const center = Math.round(forwardUsd / inner)
  const near = Array.from({ length: 2 * innerSteps + 1 }, (_, index) => (center - innerSteps + index) * inner)
  const nearest = near[0] ?? 0
  const farthest = near.at(-1) ?? 0
  const far = multiples(roundStep(inner * 2.2), lowest, highest)
  return [
    ...far.filter((strike) => strike < nearest),
    ...near.filter((strike) => strike > 0),
    ...far.filter((strike) => strike > farthest),
  ]
}

/**
 * What a ladder that was outgrown lacks: the strikes of a new one near the forward, and those
 * beyond its ends. Between the old strikes far from the money it needs no more.
 */
export function missingStrikes(listed: readonly number[], now: Ladder): number[] {
  const known = new Set(listed)
  const [lowest, highest] = [Math.min(...listed), Math.max(...listed)]
  const near = nearDeviations * Math.max(smallestDeviation, now.deviation)
  return ladderStrikes(now).filter((strike) => {
    const isNear = Math.abs(Math.log(strike / now.forwardUsd)) <= near
    return !known.has(strike) && (isNear || strike < lowest || strike > highest)
  })
}

/** Whether the market has moved so far since the ladder was built that strikes are missing. */
export function isOutgrown(built: Ladder, now: Ladder): boolean {
  const spread = Math.max(smallestDeviation, built.deviation)
  const moved = Math.abs(Math.log(now.forwardUsd / built.forwardUsd))
  return moved > 0.5 * spread || Math.max(smallestDeviation, now.deviation) < 0.6 * spread
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.max(1, Math.ceil(from / step))
  const count = Math.floor(to / step) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step)
}

/** The nearest of 1, 2 and 5 times a power of ten. The ratio decides. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const candidates = [1, 2, 5, 10].map((factor) => factor * power)
  const distance = (step: number) => Math.abs(Math.log(step / size))
  return candidates.reduce((best, step) => (distance(step) < distance(best) ? step : best))
}
