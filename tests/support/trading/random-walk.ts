import { msPerYear } from '../../../server/domain/units.js'

/** For tests: a walk without drift of so much volatility per year, the same for the same seed (mulberry32, Box-Muller). */
export function* randomWalk(options: {
  readonly seed: number
  readonly startUsd: number
  readonly annualVol: number
  readonly tickMs: number
}): Generator<number, never> {
  const random = mulberry32(options.seed)
  const deviation = options.annualVol * Math.sqrt(options.tickMs / msPerYear)
  let priceUsd = options.startUsd
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    priceUsd *= Math.exp(deviation * normal - deviation ** 2 / 2)
    yield priceUsd
  }
}

function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
