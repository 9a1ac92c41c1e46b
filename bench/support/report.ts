/** Prints figures as a table, and then each as a JSON line with the name of the benchmark. */
export function report(bench: string, rows: readonly Record<string, string | number>[]): void {
  console.table(rows)
  for (const row of rows) console.log(JSON.stringify({ bench, ...row }))
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function rounded(value: number, decimals = 1): number {
  return Number(value.toFixed(decimals))
}
