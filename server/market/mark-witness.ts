import type { Witness } from './belief.js'

export interface Book {
  readonly bid: number | null
  readonly ask: number | null
}

export interface Reach {
  /** How many times the ask, or how small a part of the bid, a mark may be. */
  readonly factor: number
  /** How far beyond that, in the unit of the prices. */
  readonly slack: number
}

/** What a book says of a mark price. For it speaks only a book of two sides. */
export function markWitness(mark: number, { bid, ask }: Book, { factor, slack }: Reach): Witness {
  if (bid !== null && mark < bid / factor - slack) return 'AGAINST'
  if (ask !== null && mark > ask * factor + slack) return 'AGAINST'
  return bid === null || ask === null ? null : 'FOR'
}
