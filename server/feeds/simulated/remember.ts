import { LRUCache } from 'lru-cache'

/** The same function. It keeps its last answer for when it is asked the same again. */
export function rememberLast<T>(compute: (at: number) => T): (at: number) => T {
  let last: { readonly at: number; readonly answer: T } | null = null
  return (at) => {
    if (last?.at !== at) last = { at, answer: compute(at) }
    return last.answer
  }
}

/** The same function. It keeps the `most` answers that were used last. */
export function rememberMany<T extends object | number>(most: number, compute: (at: number) => T): (at: number) => T {
  const kept = new LRUCache<number, T>({ max: most })
  return (at) => {
    const known = kept.get(at)
    if (known !== undefined) return known
    const answer = compute(at)
    kept.set(at, answer)
    return answer
  }
}
