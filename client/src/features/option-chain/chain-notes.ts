import { text } from '../../lib/text.js'
import type { Chain, ChainContract } from './chain-model.js'

/** What is the matter with some of the contracts shown: in a few words, and what it means for which of them. */
export interface ChainNote {
  readonly words: string
  readonly about: string
}

const words = text.chain.notes
const NAMED = 8

type Closed = keyof typeof text.instrument.states

/** The state of a contract that fills no order. Null for one that trades, or where the exchange does not say. */
export const closedState = ({ state }: Pick<ChainContract, 'state'>): Closed | null =>
  state === 'OPEN' || state === null ? null : state

function note(said: string, meaning: string, contracts: readonly ChainContract[]): ChainNote {
  const named = contracts.slice(0, NAMED).map(({ symbol }) => symbol)
  return { words: said, about: `${meaning} ${words.symbols(named.join(', '), contracts.length - named.length)}` }
}

export type Noted = Pick<Chain, 'contracts' | 'underlyingPriceUsd' | 'underlyingFreshness'>

/** Whether everything is old. Then the panel says that it is stale, and no single value does. */
export const isAllOld = ({ contracts, underlyingPriceUsd, underlyingFreshness }: Noted): boolean =>
  (underlyingPriceUsd === null || underlyingFreshness === 'STALE') &&
  contracts.every(({ quoteFreshness, markFreshness }) => quoteFreshness === 'STALE' && markFreshness === 'STALE')

export function chainNotes(chain: Noted): readonly ChainNote[] {
  const { contracts } = chain
  const states = Object.keys(text.instrument.states) as Closed[]
  const oldQuotes = contracts.filter(
    ({ quoteFreshness, quoteAsOf }) => quoteFreshness === 'STALE' && quoteAsOf !== null,
  )
  const oldMarks = contracts.filter(({ markFreshness, markAsOf }) => markFreshness === 'STALE' && markAsOf !== null)
  const saysOld = !isAllOld(chain)
  const { stateHints, doubtedHint, doubtedQuoteHint, oldQuoteHint, oldMarkHint } = text.instrument
  const doubtedQuotes = contracts.filter(({ quoteDoubted }) => quoteDoubted)
  const doubted = contracts.filter(({ markDoubted }) => markDoubted)
  return [
    ...states.flatMap((state) => {
      const of = contracts.filter((contract) => closedState(contract) === state)
      if (of.length === 0) return []
      const name = text.instrument.states[state]
      return [
        note(of.length === contracts.length ? words.all(name) : words.some(of.length, name), stateHints[state], of),
      ]
    }),
    ...(doubtedQuotes.length > 0
      ? [note(words.doubtedQuotes(doubtedQuotes.length), doubtedQuoteHint, doubtedQuotes)]
      : []),
    ...(doubted.length > 0 ? [note(words.doubted(doubted.length), doubtedHint, doubted)] : []),
    ...(oldQuotes.length > 0 && saysOld ? [note(words.oldQuotes(oldQuotes.length), oldQuoteHint, oldQuotes)] : []),
    ...(oldMarks.length > 0 && saysOld ? [note(words.oldMarks(oldMarks.length), oldMarkHint, oldMarks)] : []),
  ]
}

/** What is wrong with the group of values that a cell belongs to. */
export type CellMark = 'doubted' | 'old'

export function cellMark(group: 'quote' | 'mark' | null, contract: ChainContract | null): CellMark | null {
  if (group === null || contract === null) return null
  if (contract[group === 'mark' ? 'markDoubted' : 'quoteDoubted']) return 'doubted'
  return contract[group === 'mark' ? 'markFreshness' : 'quoteFreshness'] === 'STALE' ? 'old' : null
}

const HINTS = {
  mark: { doubted: text.instrument.doubtedHint, old: text.instrument.oldMarkHint },
  quote: { doubted: text.instrument.doubtedQuoteHint, old: text.instrument.oldQuoteHint },
}

export const cellHint = (group: 'quote' | 'mark' | null, mark: CellMark | null): string | null =>
  mark === null || group === null ? null : HINTS[group][mark]
