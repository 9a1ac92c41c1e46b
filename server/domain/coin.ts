/** The finest step of a quantity, in the coin. */
export const finestCoin = 1e-8

const mostDecimals = 8
/** How many decimal digits a number holds exactly. */
const mostDigits = 15

/** A quantity at 8 decimals, or fewer where it is so large that its 15 digits end before them. */
export function exactCoin(quantityCoin: number): number {
  return atDecimals(quantityCoin, decimalsAt(quantityCoin))
}

/** A sum without what binary fractions add to it: at the decimals of the larger quantity. */
export function addCoin(a: number, b: number): number {
  return atDecimals(a + b, Math.min(...[a, b, a + b].map(decimalsAt)))
}

export function subtractCoin(a: number, b: number): number {
  return addCoin(a, -b)
}

/** Of at most 15 digits. */
function atDecimals(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals + 0
}

function decimalsAt(quantityCoin: number): number {
  const size = Math.abs(quantityCoin)
  const digitsBefore = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1
  return Math.max(Math.min(mostDecimals, mostDigits - digitsBefore), 0)
}
