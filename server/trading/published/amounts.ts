/** Hardly any account holds more, in USD. */
export const believedAmountUsd = 1e10

/** By which part two amounts of an account may differ: owners round, and the amounts may be of slightly different moments. */
const tolerance = 0.01

/** Whether an amount is within a bound. One that its owner left out is. */
export function isWithin(value: number | null, most: number): boolean {
  return value === null || Math.abs(value) <= most
}

/** Whether two amounts in USD cannot be the same, in an account of this size. */
export function differ(one: number, other: number, scaleUsd: number): boolean {
  return Math.abs(one - other) > scaleUsd * tolerance + 1
}
