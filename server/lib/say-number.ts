/** Writes a number as the descriptions of the schema do: 10,000, and from a billion on 1e9. */
export function sayNumber(value: number): string {
  if (Math.abs(value) >= 1e9) return value.toExponential().replace('+', '')
  return value.toLocaleString('en-US', { maximumFractionDigits: 20 })
}
