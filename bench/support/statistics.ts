/** The value below which the given share of the values lies; null when there is none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5)
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

export function rounded(value: number, decimals?: number): number
export function rounded(value: number | null, decimals?: number): number | null
export function rounded(value: number | null, decimals = 1): number | null {
  return value === null ? null : Number(value.toFixed(decimals))
}
