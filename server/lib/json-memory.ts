/** About what V8 keeps for an object or a list, and for the place of a value in one. */
const objectBytes = 64
const placeBytes = 16

/** About how many bytes of memory a value takes that was read from JSON. `[{},{},…]` takes twenty times the length of its text. */
export function jsonMemory(value: unknown): number {
  let bytes = 0
  const left = [value]
  // It may be nested as deeply as JSON can be, so this calls itself for nothing.
  while (left.length > 0) {
    const one = left.pop()
    if (typeof one === 'string') bytes += one.length
    if (typeof one !== 'object' || one === null) continue
    const inner: unknown[] = Object.values(one)
    bytes += objectBytes + placeBytes * inner.length
    if (!Array.isArray(one)) for (const name in one) bytes += name.length
    for (const each of inner) left.push(each)
  }
  return bytes
}
