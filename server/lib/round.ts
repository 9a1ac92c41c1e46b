/** Rounds to so many decimals, without the dust of binary fractions (0.1 + 0.2 gives 0.3 at one decimal). */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}

export function roundOrNull(value: number | null | undefined, decimals: number): number | null {
  return value == null || !Number.isFinite(value) ? null : roundTo(value, decimals)
}
