import { describe, expect, it } from 'vitest'
import {
  christmas,
  ladder,
  listing,
  noon,
  option,
  optionsEvent,
  tomorrow,
  update,
} from '../../tests/support/builders.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { perpetualTick } from '../../tests/support/scripted-feed.js'
import { listedByName } from '../domain/instrument-name.js'
import type { InstrumentState, ListedInstrument, ListedOption } from '../domain/instrument.js'
import type { ListingEvent, MarketEvent } from '../domain/market-events.js'
import { newCurrencyState } from './currency-state.js'
import { foldListing } from './listed-instruments.js'
import type { MarketState } from './market-state.js'

const perpetual = listedByName('BTC-PERPETUAL')
const call = option(84_000, 'CALL')
if (!perpetual) throw new Error('no perpetual')

const tell = (symbol: string, state: InstrumentState, at: number): MarketEvent => {
  return { type: 'instrument-state', currency: 'BTC', symbol, state, eventTimeMs: at, receivedTimeMs: at }
}
const instrumentsOf = (state: MarketState) =>
  state.instruments('BTC')?.instruments ?? new Map<string, ListedInstrument>()
const symbolsOf = (state: MarketState) => [...instrumentsOf(state).keys()]
const contractsOf = (state: MarketState, expiryMs = tomorrow) => state.refreshChain('BTC', expiryMs)?.contracts
const withTick = (one: ListedOption, tick: number, step: number): ListedOption => {
  return { ...one, tickSize: { base: tick, steps: [{ above: 0.005, tick: step }] } }
}

describe('what is listed', () => {
  const december = Date.UTC(2026, 11, 5, 8)
  const inOrder = [
    ...[perpetual, { ...perpetual, symbol: 'BTC-PERPETUAL-2' }],
    ...ladder([84_000, 86_000, 100_000]),
    ...ladder([9_000, 84_000], december),
  ]

  it.each<[string, ListedInstrument[]]>([
    ['in order', inOrder],
    ['backwards', inOrder.toReversed()],
    ['mixed', [5, 0, 9, 2, 7, 4, 11, 1, 8, 3, 6, 10].flatMap((index) => inOrder[index] ?? [])],
    ['twice', [...inOrder, ...inOrder]],
  ])('%s, is told with perpetuals first, then options by expiry, strike and kind', (_, said) => {
    const { state } = marketAfter(listing(said))
    expect(symbolsOf(state)).toEqual(inOrder.map(({ symbol }) => symbol))
    expect(state.expiries('BTC')).toEqual([tomorrow, december])
    expect(contractsOf(state)?.map(({ symbol }) => symbol)).toEqual(inOrder.slice(2, 8).map(({ symbol }) => symbol))
  })

  it('is replaced by a listing of its kind alone', () => {
    const { state } = marketAfter(listing([perpetual, ...ladder([84_000, 86_000])]))
    state.fold(listing([call], noon + 1))
    expect(symbolsOf(state)).toEqual(['BTC-PERPETUAL', call.symbol])
    expect(contractsOf(state)).toHaveLength(1)
    state.fold(listing([{ ...perpetual, lotSize: 10 }], noon + 2))
    expect(symbolsOf(state)).toEqual(['BTC-PERPETUAL', call.symbol])
    state.fold(listing([], noon + 3))
    expect(symbolsOf(state)).toEqual(['BTC-PERPETUAL', call.symbol])
  })

  it('may have perpetuals and options in one listing', () => {
    const { state } = marketAfter()
    expect(state.fold(listing([perpetual, call])).chains).toEqual([{ currency: 'BTC', expiryMs: tomorrow }])
    expect(state.expiries('BTC')).toEqual([tomorrow])
  })

  it('stays the same object for each instrument of which nothing changed', () => {
    const [first, second] = [withTick(call, 0.0001, 0.0005), option(84_000, 'PUT')]
    const { state } = marketAfter(listing([first, second]))
    const before = instrumentsOf(state)
    state.fold(listing([withTick(call, 0.0001, 0.0005), { ...second }], noon + 1))
    expect(instrumentsOf(state)).toBe(before)
    state.fold(listing([withTick(call, 0.0001, 0.001), { ...second }], noon + 2))
    const after = instrumentsOf(state)
    expect(after.get(call.symbol)).toMatchObject({ tickSize: { steps: [{ tick: 0.001 }] } })
    expect(after.get(second.symbol)).toBe(before.get(second.symbol))
  })

  it('is other than before when one of its options is', () => {
    const { state } = marketAfter(listing(ladder([84_000])))
    const [one, other] = ladder([84_000])
    const halted = listing(
      [...(one ? [one] : []), ...(other ? [{ ...other, state: 'HALTED' as const }] : [])],
      noon + 1,
    )
    expect(state.fold(halted).chains).toEqual([{ currency: 'BTC', expiryMs: tomorrow }])
    expect(contractsOf(state)?.map((contract) => contract.state)).toEqual([null, 'HALTED'])
  })

  it('keeps what is known of the options that stay, and of their forward', () => {
    const values = { underlyingPriceUsd: 84_100, markIv: 0.4 }
    const { state } = marketAfter(listing(ladder([84_000])), optionsEvent([update(call.symbol, values)]))
    state.fold(listing(ladder([84_000, 86_000]), noon + 1))
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject({ underlyingPriceUsd: 84_100, asOf: noon })
    expect(contractsOf(state)?.map(({ markIv }) => markIv)).toEqual([0.4, null, null, null])
  })
})

describe('the state of an instrument', () => {
  const stateOf = (state: MarketState) => instrumentsOf(state).get(call.symbol)?.state

  it('is the newest, be it of a listing or told alone', () => {
    const { state } = marketAfter(tell(call.symbol, 'HALTED', noon + 5), listing([{ ...call, state: 'OPEN' }], noon))
    expect(stateOf(state)).toBe('HALTED')
    state.fold(tell(call.symbol, 'CLOSED', noon + 4))
    expect(stateOf(state)).toBe('HALTED')
    state.fold(listing([{ ...call, state: 'OPEN' }], noon + 6))
    expect(stateOf(state)).toBe('OPEN')
    expect(contractsOf(state)?.[0]?.state).toBe('OPEN')
    state.fold(tell(call.symbol, 'CLOSED', noon + 7))
    expect([stateOf(state), contractsOf(state)?.[0]?.state]).toEqual(['CLOSED', 'CLOSED'])
  })

  it('that is told again changes nothing', () => {
    const { state } = marketAfter(listing([call]), tell(call.symbol, 'HALTED', noon + 1))
    const before = instrumentsOf(state)
    expect(state.fold(tell(call.symbol, 'HALTED', noon + 2)).chains).toEqual([])
    expect(instrumentsOf(state)).toBe(before)
    state.fold(tell(call.symbol, 'OPEN', noon + 1))
    expect(stateOf(state)).toBe('HALTED')
  })

  it('makes no instrument of a name that is not listed', () => {
    const { state } = marketAfter(listing([call]), tell('BTC-PERPETUAL', 'HALTED', noon + 1))
    expect(symbolsOf(state)).toEqual([call.symbol])
  })

  it('is forgotten with the listing, but not that of the perpetual, which no listing may name', () => {
    const { state } = marketAfter(
      ...[listing(ladder([84_000, 86_000])), perpetualTick({ markPriceUsd: 84_000 }, noon)],
      ...[tell('BTC-PERPETUAL', 'HALTED', noon + 9), tell(call.symbol, 'HALTED', noon + 9)],
    )
    state.fold(listing(ladder([86_000]), noon + 10))
    state.fold(listing([{ ...call, state: 'OPEN' }, ...ladder([86_000])], noon + 5))
    expect(stateOf(state)).toBe('OPEN')
    expect(state.refreshMarketData('BTC')?.perpetual?.state).toBe('HALTED')
  })

  it('of names that were never listed takes no room after the next listing', () => {
    const state = newCurrencyState('BTC')
    const event = { type: 'listing', currency: 'BTC', eventTimeMs: noon, receivedTimeMs: noon }
    const fold = (instruments: ListedInstrument[]) => foldListing(state, { ...event, instruments } as ListingEvent)
    fold(ladder([84_000, 86_000], christmas))
    fold([call])
    expect([...state.states.keys()]).toEqual([call.symbol])
  })
})

describe('a perpetual of which only the state was told', () => {
  it('is unknown, and has that state once it is quoted', () => {
    const told = { ...perpetualTick({}, noon), state: 'HALTED' } as MarketEvent
    const { state } = marketAfter(told, listing([call]))
    expect(state.refreshMarketData('BTC')?.perpetual).toBeNull()
    state.fold(perpetualTick({ markPriceUsd: 84_000 }, noon + 1))
    expect(state.refreshMarketData('BTC')?.perpetual?.state).toBe('HALTED')
  })
})
