/** A number as a whole number of units of 10 ** -scale. */
export interface Decimal {
  readonly units: number
  readonly scale: number
}

/** The difference of two numbers of units is still exact. */
export const mostUnits = 2 ** 50
/** Powers of ten up to here are exact, and prices have no more decimals. */
const mostScale = 14
const powers = Array.from({ length: mostScale + 1 }, (_, scale) => Number(`1e${scale}`))

/** 10 ** scale. NaN for a scale that no number has. */
export function powerOf(scale: number): number {
  return powers[scale] ?? Number.NaN
}

/** How many units make exactly this number. NaN: no number of units does. */
export function unitsOf(value: number, scale: number): number {
  const power = powerOf(scale)
  const units = Math.round(value * power)
  return units / power === value && Math.abs(units) <= mostUnits && !Object.is(value, -0) ? units : Number.NaN
}

/** With as few decimals as it has. Null: it is no such number. */
export function decimalOf(value: number): Decimal | null {
  for (let scale = 0; scale <= mostScale; scale++) {
    const units = unitsOf(value, scale)
    if (!Number.isNaN(units)) return { units, scale }
  }
  return null
}

export function numberOf(units: number, scale: number): number {
  return units / powerOf(scale)
}
