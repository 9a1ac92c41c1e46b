const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]

/** The nearest number with so many decimals (at most 8); never −0. */
export function roundTo(value: number, decimals: number): number {
  const power = powers[decimals] ?? 1
  return Math.round(value * power) / power + 0
}
