/**
 * Random numbers without a stream: each is a function of a key, a level and an index. So a number can be had without
 * those before it, in any order, in any process.
 */
export interface RandomKey {
  readonly first: number
  readonly second: number
}

/** The key of a text. Similar texts have unrelated keys. */
export function keyOf(text: string): RandomKey {
  let first = 0x6a09e667
  let second = 0xbb67ae85
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    first = mix(first ^ code)
    second = mix((second + first) ^ code)
  }
  return { first, second }
}

/** Uniform from 0 (included) to 1 (not included). `level` and `index` are whole numbers of any sign. */
export function uniformAt(key: RandomKey, level: number, index: number): number {
  return (wordAt(key, level, index) >>> 0) / wordCount
}

/**
 * Close to the standard normal distribution: the sum of four uniform numbers. So it is never beyond ±3.47, and paths
 * made of it have bounds.
 */
export function normalAt(key: RandomKey, level: number, index: number): number {
  const one = wordAt(key, level, index)
  const other = mix((one + 0x9e3779b9) ^ key.first)
  const sum = (one & 0xffff) + (one >>> 16) + (other & 0xffff) + (other >>> 16)
  return (sum - 2 * 0xffff) * normalScale
}

/** How many independent events happened when `mean` are expected. */
export function countAt(key: RandomKey, level: number, index: number, mean: number): number {
  if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalAt(key, level, index)))
  const uniform = uniformAt(key, level, index)
  let probability = Math.exp(-mean)
  let reached = probability
  let count = 0
  while (uniform >= reached && count < 200) {
    count += 1
    probability *= mean / count
    reached += probability
  }
  return count
}

const wordCount = 2 ** 32
/** One over the standard deviation of the sum of four 16-bit words. */
const normalScale = 1 / Math.sqrt((2 ** 32 - 1) / 3)

function wordAt({ first, second }: RandomKey, level: number, index: number): number {
  const high = Math.floor(index / wordCount)
  const start = mix(index ^ first)
  return mix((start + Math.imul(high, 0x9e3779b1) + Math.imul(level, 0x85ebca77)) ^ second)
}

/** A change of any bit changes about half of the bits (C. Wellons, "lowbias32"). */
function mix(word: number): number {
  const one = Math.imul(word ^ (word >>> 16), 0x21f0aaad)
  const two = Math.imul(one ^ (one >>> 15), 0xd35a2d97)
  return two ^ (two >>> 15)
}
