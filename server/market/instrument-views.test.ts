import { beforeEach, describe, expect, it } from 'vitest'
import {
  christmas,
  feedLive,
  indexTick,
  ladder,
  listing,
  noon,
  option,
  tomorrow,
} from '../../tests/support/builders.js'
import { settle } from '../../tests/support/manual-clock.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { listedByName } from '../domain/instrument-name.js'
import type { InstrumentState, ListedInstrument } from '../domain/instrument.js'
import { InstrumentViews, type InstrumentChoice, type InstrumentsView } from './instrument-views.js'
import type { MarketState } from './market-state.js'

function perpetualNamed(name: string): ListedInstrument {
  const perpetual = listedByName(name)
  if (!perpetual) throw new Error('no perpetual')
  return perpetual
}

const perpetual = perpetualNamed('BTC-PERPETUAL')
const both = [perpetual, ...ladder([84_000]), ...ladder([84_000], christmas)]
const [nearCall, nearPut] = ladder([84_000]).map(({ symbol }) => symbol)
const farCall = option(84_000, 'CALL', christmas).symbol

let state: MarketState
let views: InstrumentViews
beforeEach(() => {
  state = marketAfter(feedLive, listing(both)).state
  views = new InstrumentViews(state)
})

const choiceOf = (choice: Partial<InstrumentChoice>) => ({ currency: 'BTC', kind: null, expiryMs: null, ...choice })
const read = (choice: Partial<InstrumentChoice>) => views.read(choiceOf(choice))
function viewOf(choice: Partial<InstrumentChoice>): InstrumentsView {
  const view = read(choice)
  if (!view) throw new Error('it is listed')
  return view
}
const namesOf = (choice: Partial<InstrumentChoice>) => viewOf(choice).instruments.map(({ symbol }) => symbol)
const tell = (symbol: string, told: InstrumentState, at: number) =>
  state.fold({
    ...{ type: 'instrument-state', currency: 'BTC', symbol, state: told },
    ...{ eventTimeMs: at, receivedTimeMs: at },
  })

describe('a view of the instruments', () => {
  it('holds those of a kind, of an expiry, of both, or all, in the order of the listing', () => {
    expect(namesOf({})).toEqual(both.map(({ symbol }) => symbol))
    expect(namesOf({ kind: 'PERPETUAL' })).toEqual(['BTC-PERPETUAL'])
    expect(namesOf({ kind: 'OPTION' })).toEqual(both.slice(1).map(({ symbol }) => symbol))
    expect(namesOf({ expiryMs: tomorrow })).toEqual([nearCall, nearPut])
    expect(namesOf({ kind: 'OPTION', expiryMs: tomorrow })).toEqual([nearCall, nearPut])
    expect(namesOf({ kind: 'PERPETUAL', expiryMs: tomorrow })).toEqual([])
  })

  it('says whose it is, and since when it is so', () => {
    expect(viewOf({})).toMatchObject({ seq: 1, currency: 'BTC', source: 'SIMULATED', freshness: 'STALE', asOf: noon })
  })

  it('is null for an unknown currency, and for an expiry that no option has', () => {
    expect(read({ currency: 'XRP' })).toBeNull()
    expect(read({ expiryMs: noon })).toBeNull()
    state.fold(listing([perpetualNamed('ETH-PERPETUAL')], noon, 'ETH'))
    expect(read({ currency: 'ETH', expiryMs: tomorrow })).toBeNull()
    expect(viewOf({ currency: 'ETH' }).instruments).toHaveLength(1)
  })

  it('counts the changes of its own instruments only, and is the same for every reader until one comes', () => {
    const choices = [{ expiryMs: tomorrow }, { expiryMs: christmas }, { kind: 'PERPETUAL' }, {}] as const
    const before = choices.map(viewOf)
    expect(choices.map(viewOf).every((view, index) => view === before[index])).toBe(true)
    tell(farCall, 'HALTED', noon + 1)
    const after = choices.map(viewOf)
    expect(after.map(({ seq }) => seq)).toEqual([1, 2, 1, 2])
    expect(after.map(({ asOf }) => asOf)).toEqual(choices.map(() => noon + 1))
    expect(after.map(({ instruments }, index) => instruments === before[index]?.instruments)).toEqual([
      ...[true, false, true, false],
    ])
  })

  it('counts that the currency became fresh or stale', () => {
    const { seq } = viewOf({})
    state.fold(indexTick(84_000))
    state.refreshMarketData('BTC')
    expect(viewOf({})).toMatchObject({ freshness: 'LIVE', seq: seq + 1 })
  })

  it('counts every change while it is followed, however seldom it is read', async () => {
    const bus = memoryBus()
    const stop = new AbortController()
    views.follow(bus, choiceOf({ expiryMs: tomorrow }), stop.signal)
    for (const [at, told] of (['HALTED', 'OPEN', 'HALTED'] as const).entries()) {
      tell(nearCall ?? '', told, noon + 1 + at)
      const listed = state.instruments('BTC')
      if (listed) bus.publish('instruments', 'BTC', listed)
      await settle()
    }
    expect(viewOf({ expiryMs: tomorrow }).seq).toBe(3)
    stop.abort()
    await settle()
    expect(bus.readerCount()).toBe(0)
  })

  it('follows its own currency alone', async () => {
    const bus = memoryBus()
    views.follow(bus, choiceOf({}), new AbortController().signal)
    expect([bus.isHeard('instruments', 'BTC'), bus.isHeard('instruments', 'ETH')]).toEqual([true, false])
    await bus[Symbol.asyncDispose]()
  })

  it('is forgotten when its expiry is gone and another view is read for the first time', () => {
    state.fold(listing(ladder([84_000]), noon, 'ETH'))
    const [gone, rest] = [{ expiryMs: tomorrow }, [{ expiryMs: christmas }, { currency: 'ETH', expiryMs: tomorrow }]]
    for (const choice of [gone, ...rest]) viewOf(choice)
    state.fold(listing([...ladder([84_000]), ...ladder([82_000, 84_000], christmas)], noon + 1))
    expect(viewOf({ expiryMs: christmas }).seq).toBe(2)
    state.fold(listing(ladder([82_000, 84_000], christmas), noon + 2))
    expect(read(gone)).toBeNull()
    viewOf({ kind: 'OPTION' })
    state.fold(listing([...ladder([84_000]), ...ladder([84_000], christmas)], noon + 3))
    state.fold(listing(ladder([84_000, 86_000]), noon + 3, 'ETH'))
    expect([gone, ...rest].map((choice) => viewOf(choice).seq)).toEqual([1, 3, 2])
  })
})
