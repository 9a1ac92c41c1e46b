/** A stream of random numbers that depends on its seed only. */
export interface Random {
  /** Uniform from 0 (included) to 1 (not included). */
  next(): number
  /** Standard normal. */
  normal(): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** How many events happened when `mean` are expected. */
  count(mean: number): number
}

/** Each seed text has a stream of its own. Similar texts have different streams. */
export function randomFrom(seed: string): Random {
  const next = smallFastCounter(hash(seed))
  const normal = normals(next)
  return {
    next,
    normal,
    chance: (probability) => next() < probability,
    count: (mean) => (mean < 30 ? poisson(mean, next) : Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))),
  }
}

/** Four well-mixed 32-bit words of a text. */
function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [1779033703, 3144134277, 1013904242, 2773480762]
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    for (let index = 0; index < 4; index++) {
      const mixed = (words[index] ?? 0) ^ code ^ (words[(index + 3) % 4] ?? 0)
      words[index] = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b + 2 * index) >>> 0
    }
  }
  return words
}

/** The sfc32 generator (C. Doty-Humphrey, PractRand). */
function smallFastCounter([a, b, c, counter]: [number, number, number, number]): () => number {
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let warmUp = 0; warmUp < 20; warmUp++) next()
  return next
}

/** Box and Muller: two normals for two uniforms. */
function normals(next: () => number): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}
