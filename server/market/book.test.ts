import { describe, expect, it } from 'vitest'
import {
  foldBook,
  silencedBook,
  unheardBook,
  type Book,
  type BookRules,
  type SaidBook,
  type Surroundings,
} from './book.js'

const rules: BookRules = { factor: 2, slack: 1, narrow: 1.5, farthest: 10 }
const perpetualRules: BookRules = { factor: 1.01, slack: 0, narrow: 1.02, farthest: 2 }
const alone: Surroundings = { most: Infinity, likePrice: null }
const start = Date.UTC(2026, 10, 20, 12)

/** Left out: the message does not speak of it. */
interface Said {
  readonly bid?: number | null
  readonly ask?: number | null
  readonly mark?: number | null
}

const message = ({ bid, ask, mark }: Said): SaidBook => ({
  bid: { price: bid, amount: undefined },
  ask: { price: ask, amount: undefined },
  mark,
})
const hearingAt = (afterMs: number) => {
  return { eventTimeMs: start + afterMs, receivedTimeMs: start + afterMs, marketMs: null }
}

type Message = readonly [afterMs: number, said: Said]

function bookOf(said: readonly Message[], of: BookRules = rules, around = alone): Book {
  return said.reduce(
    (book, [afterMs, one]) => foldBook(book, message(one), hearingAt(afterMs), of, around),
    unheardBook,
  )
}
const after = (...said: readonly Message[]) => bookOf(said)
const isDoubted = ({ mark }: Book) => mark.doubted !== null
const pricesOf = ({ bid, ask }: Book) => [bid.value?.price, ask.value?.price]

describe('the first mark', () => {
  it.each<[string, Said, number, boolean]>([
    ['alone', {}, 1e12, true],
    ['at half of the bid, and the slack less', { bid: 100 }, 49, true],
    ['under half of the bid', { bid: 100 }, 48.9, false],
    ['as far above a bid as it may be', { bid: 100 }, 1_000, true],
    ['farther above a bid', { bid: 100 }, 1_001, false],
    ['at twice the ask, and the slack more', { ask: 100 }, 201, true],
    ['over twice the ask', { ask: 100 }, 201.1, false],
    ['as far under an ask as it may be', { ask: 100 }, 10, true],
    ['farther under an ask', { ask: 100 }, 9.9, false],
  ])('%s is believed or doubted', (_, quote, mark, isBelieved) => {
    expect(isDoubted(after([0, { ...quote, mark }]))).toBe(!isBelieved)
  })

  it('is confirmed or contradicted only by a quote of the last ten seconds', () => {
    const markAfter = (ms: number) => after([0, { bid: 99, ask: 101 }], [ms, { mark: 300 }])
    expect([10_000, 10_001].map((ms) => isDoubted(markAfter(ms)))).toEqual([true, false])
  })
})

describe('a mark that jumps', () => {
  it.each<[string, Said, number, boolean]>([
    ['without a quote', {}, 100, false],
    ['within a narrow quote', { bid: 98, ask: 102 }, 100, true],
    ['within the widest that is narrow', { bid: 100, ask: 151 }, 100, true],
    ['within one that is wider', { bid: 100, ask: 151.1 }, 100, false],
    ['at a bid alone', { bid: 100 }, 100, false],
    ['at an ask alone', { ask: 100 }, 100, false],
    ['at an ask alone that is less than the slack', { ask: 0.9 }, 1, false],
  ])('%s is believed at once or not', (_, quote, mark, isBelieved) => {
    expect(isDoubted(after([0, { mark: 10 }], [100, { ...quote, mark }]))).toBe(!isBelieved)
  })

  it('is believed when the quote has come to it, and not for a quote that confirms nothing', () => {
    const jumped: Message[] = [
      [0, { bid: 99, ask: 101, mark: 100 }],
      [100, { mark: 300 }],
    ]
    expect(after(...jumped, [200, { ask: 400 }]).mark).toMatchObject({ value: 300, believed: 100 })
    expect(after(...jumped, [200, { bid: 295, ask: 305 }]).mark).toMatchObject({ believed: 300, doubted: null })
  })
})

describe('another price that is nearly the same', () => {
  const near100 = { most: Infinity, likePrice: 100 }
  const first = (mark: number, quote: Said = {}) => bookOf([[0, { ...quote, mark }]], perpetualRules, near100)
  const jumped = (mark: number, quote: Said = {}) =>
    foldBook(
      bookOf([[0, { mark: 10 }]], perpetualRules),
      message({ ...quote, mark }),
      hearingAt(100),
      perpetualRules,
      near100,
    )

  it('confirms a mark near it', () => {
    expect(isDoubted(jumped(100.9))).toBe(false)
  })

  it('says nothing of a mark that is a fifth away at most, and contradicts any other', () => {
    expect([110, 119.9].map((mark) => isDoubted(jumped(mark)))).toEqual([true, true])
    expect([110, 119.9, 120.1, 80].map((mark) => isDoubted(first(mark)))).toEqual([false, false, true, true])
  })

  it('leaves the word to a narrow quote while it says nothing, and counts more when it contradicts', () => {
    expect(isDoubted(jumped(110, { bid: 109.5, ask: 110.5 }))).toBe(false)
    expect(isDoubted(first(200, { bid: 199.5, ask: 200.5 }))).toBe(true)
  })
})

describe('a quote', () => {
  it('and a mark are unknown above the most that the instrument can be worth', () => {
    const said = (price: number) => bookOf([[0, { bid: price, mark: price }]], rules, { most: 100, likePrice: null })
    expect([said(100), said(100.1)].map(({ bid, mark }) => [bid.value?.price, mark.value])).toEqual([
      [100, 100],
      [null, null],
    ])
  })

  it('without a price has no size and no IV', () => {
    const nobody = { price: null, amount: 5, iv: 0.4 }
    const said = { bid: nobody, ask: nobody, mark: undefined }
    const { bid, ask } = foldBook(unheardBook, said, hearingAt(0), rules, alone)
    const none = { price: null, amount: null, iv: null }
    expect([bid.value, ask.value]).toEqual([none, none])
  })

  it('may have bid and ask at one price; where they cross it is unknown, and nothing older comes back', () => {
    expect(pricesOf(after([0, { bid: 100, ask: 100 }]))).toEqual([100, 100])
    expect(pricesOf(after([0, { bid: 100 }], [100, { bid: 101, ask: 100 }], [50, { bid: 99 }]))).toEqual([null, null])
  })

  it('is the same book when a message says nothing new of it', () => {
    const book = after([100, { bid: 99, ask: 101, mark: 100 }])
    const again = (ms: number, said: Said) => foldBook(book, message(said), hearingAt(ms), rules, alone)
    expect(again(200, {})).toBe(book)
    expect(again(0, { bid: 1, ask: 1, mark: 1 })).toBe(book)
  })

  it('and a mark stay what they are when the feed is down, and nobody has heard them since', () => {
    const book = after([100, { bid: 99, ask: 101, mark: 100 }])
    const { bid, ask, mark } = silencedBook(book)
    expect([bid, ask, mark]).toEqual([book.bid, book.ask, book.mark].map((one) => ({ ...one, heardAtMs: null })))
  })
})

describe('a dispute of quote and mark', () => {
  const settled: Message = [0, { bid: 99, ask: 101, mark: 100 }]
  const doubtsOf = (book: Book) => ({ quote: book.isQuoteDoubted, mark: isDoubted(book) })

  it('is none while they agree, or one of them is unknown', () => {
    for (const said of [settled, [0, { bid: 99, ask: 101 }], [0, { bid: 99, ask: 101, mark: null }]] as const) {
      expect(after(said)).toMatchObject({ disputedSinceMs: null, isQuoteDoubted: false })
    }
  })

  it('is about the quote when the quote moved and not the mark', () => {
    const moved: Message[] = [settled, [100, { bid: 300, ask: 310, mark: 100 }]]
    for (const said of [[], [[200, { mark: 101 }]], [[200, { bid: 305, ask: 315 }]]] as Message[][]) {
      const book = after(...moved, ...said)
      expect(book.disputedSinceMs).toBe(start + 100)
      expect(doubtsOf(book)).toEqual({ quote: true, mark: false })
    }
    expect(doubtsOf(after([0, { bid: 196, ask: 200, mark: 98 }], [100, { bid: 200, ask: 210, mark: 98 }]))).toEqual({
      quote: true,
      mark: false,
    })
  })

  it.each<[string, Message[]]>([
    ['and not the quote', [settled, [100, { mark: 300 }]]],
    [
      'by little, away from the quote',
      [
        [0, { bid: 200, ask: 210, mark: 99 }],
        [100, { mark: 98 }],
      ],
    ],
    [
      'as the quote did, but not to the same place',
      [
        [0, { bid: 10, ask: 100, mark: 20 }],
        [100, { bid: 300, ask: 310, mark: 100 }],
      ],
    ],
    [
      'and came back when the quote had left',
      [settled, [100, { mark: 300 }], [200, { bid: 500, ask: 510, mark: 100 }]],
    ],
  ])('is about both when the mark moved, %s', (_, said) => {
    expect(doubtsOf(after(...said))).toEqual({ quote: true, mark: true })
  })

  it('ends when the mark comes back', () => {
    const book = after(settled, [100, { mark: 300 }], [200, { mark: 100 }])
    expect(book).toMatchObject({ disputedSinceMs: null, isQuoteDoubted: false, mark: { doubted: null } })
  })

  it('makes nobody doubt a quote any more that was repeated for five seconds', () => {
    const moved = { bid: 300, ask: 310, mark: 100 }
    const doubtAfter = (ms: number) => after(settled, [1_000, moved], [1_000 + ms, moved]).isQuoteDoubted
    expect([4_999, 5_000].map(doubtAfter)).toEqual([true, false])
  })

  it('is over after five seconds also for a mark that then jumped once more, a second ago', () => {
    const said: Message[] = [settled, [1_000, { mark: 300 }], [4_000, { bid: 99, ask: 101, mark: 900 }]]
    expect(isDoubted(after(...said, [5_500, { mark: 900 }]))).toBe(true)
    expect(isDoubted(after(...said, [6_000, { mark: 900 }]))).toBe(false)
  })
})
