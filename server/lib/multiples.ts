/** A number as it is written: `digits` times ten to the power of minus `scale`. */
interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/**
 * The multiples of a step below and above a value of 0 or more, and whether the value is one. It compares the numbers
 * as people write them, not as binary fractions.
 */
export function multiplesAround(value: number, step: number) {
  const [a, b] = [decimalOf(value), decimalOf(step)]
  const scale = Math.max(a.scale, b.scale)
  const [whole, part] = [digitsAt(a, scale), digitsAt(b, scale)]
  const below = whole - (whole % part)
  const asNumber = (digits: bigint) => Number(`${digits}e-${scale}`)
  return { isOn: below === whole, below: asNumber(below), above: asNumber(below + part) }
}

/** The shortest text of a number is how people write it. */
function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [integer = '0', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(integer + fraction)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale)
}
