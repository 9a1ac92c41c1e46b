import { describe, expect, it } from 'vitest'
import { readListings, withoutExpired } from './listing.js'

const nowMs = Date.UTC(2026, 8, 14)
const arrival = {
  receivedTimeMs: nowMs,
  exchangeTimeMs: nowMs,
  aheadTimeMs: nowMs + 2_000,
  latestTimeMs: nowMs + 60_000,
}
const row = {
  instrument_name: 'BTC-25DEC26-76000-C',
  kind: 'option',
  option_type: 'call',
  strike: 76_000,
  expiration_timestamp: Date.UTC(2026, 11, 25, 8),
  base_currency: 'BTC',
  quote_currency: 'BTC',
  is_active: true,
  state: 'open',
}
const lists = (change: object) => readListings([{ ...row, ...change }], arrival, () => {}).length === 1

it.each(['open', 'locked', 'halted', 'settlement', 'settled', 'created', 'of a new kind'])(
  'lists what is %s: it will trade again',
  (state) => {
    expect(lists({ state })).toBe(true)
    expect(lists({ state, is_active: false })).toBe(true)
  },
)

it.each(['delivered', 'inactive', 'archivized', 'closed', 'terminated'])('does not list what is %s', (state) => {
  expect(lists({ state })).toBe(false)
})

it('does not list what has expired, whatever its state', () => {
  const next = { ...row, instrument_name: 'BTC-26MAR27-76000-C', expiration_timestamp: Date.UTC(2027, 2, 26, 8) }
  const listedAt = (exchangeTimeMs: number) => {
    const rows = [{ ...row, state: 'settlement' }, next]
    const listings = readListings(rows, { ...arrival, exchangeTimeMs }, () => {}).map(withoutExpired)
    return listings[0]?.instruments.map(({ symbol }) => symbol)
  }
  expect(listedAt(row.expiration_timestamp - 1)).toEqual([row.instrument_name, next.instrument_name])
  expect(listedAt(row.expiration_timestamp)).toEqual([next.instrument_name])
})

it('goes by is_active where an old answer names no state', () => {
  expect(lists({ state: undefined })).toBe(true)
  expect(lists({ state: undefined, is_active: false })).toBe(false)
})

describe('the currency of an instrument', () => {
  const old = { ...row, state: undefined, quote_currency: 'USD' }
  const linear = {
    ...row,
    instrument_name: 'BTC_USDC-25DEC26-76000-C',
    quote_currency: 'USDC',
    counter_currency: 'USDC',
  }
  const currencies = (...rows: unknown[]) => readListings(rows, arrival, () => {}).map(({ currency }) => currency)

  it('is the coin of inverse options, also where rows of 2020 say that they are quoted in USD', () => {
    expect(currencies(old)).toEqual(['BTC'])
    expect(currencies({ ...row, counter_currency: 'USD' })).toEqual(['BTC'])
  })

  it('is the pair of linear ones, whose quote currency must be the dollar of their name', () => {
    expect(currencies(linear)).toEqual(['BTC_USDC'])
    expect(currencies({ ...linear, quote_currency: 'USDT' })).toEqual([])
    expect(currencies({ ...linear, instrument_name: 'BTC_EURR-25DEC26-76000-C', quote_currency: 'EURR' })).toEqual([])
  })

  it.each([{ quote_currency: 'EURR' }, { counter_currency: 'EURR' }, { base_currency: 'ETH' }])(
    'is none with %o',
    (change) => {
      expect(currencies({ ...row, ...change })).toEqual([])
    },
  )
})

it('lists the good rows beside bad ones, and each instrument once', () => {
  const other = { ...row, instrument_name: 'BTC-25DEC26-80000-C', strike: 80_000 }
  const bad = [null, {}, 7, { ...row, instrument_name: 5 }, { ...row, strike: 'x' }]
  const [listing] = readListings([...bad, row, other, row], arrival, () => {})
  expect(listing?.instruments.map(({ symbol }) => symbol)).toEqual([row.instrument_name, other.instrument_name])
})

it.each([
  { strike: 75_000 },
  { option_type: 'put' },
  { expiration_timestamp: 5 },
  { instrument_name: 'BTC-PERPETUAL' },
  { instrument_name: 'nothing' },
])('does not list an instrument whose row contradicts its name: %j', (change) => {
  const ignored: string[] = []
  const wrong = { ...row, ...change }
  expect(readListings([wrong], arrival, (reason, what) => ignored.push(`${reason} ${what}`))).toEqual([])
  expect(ignored).toEqual([`instrument ${wrong.instrument_name}`])
})

it('reports what is no row, and keeps perpetuals, which do not expire', () => {
  const ignored: string[] = []
  const perpetual = {
    ...{ instrument_name: 'BTC-PERPETUAL', kind: 'future', settlement_period: 'perpetual', quote_currency: 'USD' },
  }
  const [listing] = readListings([7, perpetual], arrival, (reason, what) => ignored.push(`${reason} ${what}`))
  expect(ignored).toEqual(['shape instrument'])
  expect(listing && withoutExpired(listing).instruments).toMatchObject([{ symbol: 'BTC-PERPETUAL' }])
})

describe('what is said of an instrument', () => {
  const facts = (change: object) => readListings([{ ...row, ...change }], arrival, () => {})[0]?.instruments[0]

  it('is told of an inverse option: steps of the tick, lot and minimum in the coin, commissions', () => {
    const told = {
      tick_size: 0.0001,
      tick_size_steps: [{ tick_size: 0.0005, above_price: 0.005 }],
      min_trade_amount: 0.1,
      contract_size: 1,
      maker_commission: -0.0001,
      taker_commission: 0.0003,
    }
    expect(facts(told)).toEqual({
      kind: 'OPTION',
      symbol: 'BTC-25DEC26-76000-C',
      currency: 'BTC',
      optionKind: 'CALL',
      strikeUsd: 76_000,
      expiryMs: Date.UTC(2026, 11, 25, 8),
      premiumUnit: 'COIN',
      tickSize: { base: 0.0001, steps: [{ above: 0.005, tick: 0.0005 }] },
      amountUnit: 'COIN',
      lotSize: 0.1,
      minOrderSize: 0.1,
      contractSize: 1,
      makerCommission: -0.0001,
      takerCommission: 0.0003,
      state: 'OPEN',
    })
  })

  it('is told of perpetuals: amounts of an inverse one are in USD, of a linear one in the coin', () => {
    const perpetual = { kind: 'future', settlement_period: 'perpetual', tick_size: 0.5, contract_size: 10 }
    const inverse = { instrument_name: 'BTC-PERPETUAL', quote_currency: 'USD' }
    const linear = { instrument_name: 'BTC_USDC-PERPETUAL', quote_currency: 'USDC' }
    const common = { kind: 'PERPETUAL', tickSize: { base: 0.5, steps: [] }, lotSize: 10, contractSize: 10 }
    expect(facts({ ...perpetual, ...inverse })).toMatchObject({ ...common, currency: 'BTC', amountUnit: 'USD' })
    expect(facts({ ...perpetual, ...linear })).toMatchObject({ ...common, currency: 'BTC_USDC', amountUnit: 'COIN' })
  })

  it('has the smaller of its contract and its smallest order as its lot, or the one that is known', () => {
    const lot = (min_trade_amount: unknown, contract_size: unknown) =>
      facts({ min_trade_amount, contract_size })?.lotSize
    expect([lot(0.1, 1), lot(10, 1), lot(undefined, 10), lot(0.1, undefined), lot(undefined, undefined)]).toEqual([
      ...[0.1, 1, 10, 0.1, null],
    ])
  })

  it('has the steps of its tick in order, without those that make no sense', () => {
    const tick_size_steps = [
      { above_price: 0.5, tick_size: 0.01 },
      { above_price: 0.005, tick_size: 0.0005 },
      { above_price: -1, tick_size: 0.1 },
      { above_price: 1, tick_size: 1e-13 },
      7,
      null,
    ]
    const steps = [
      { above: 0.005, tick: 0.0005 },
      { above: 0.5, tick: 0.01 },
    ]
    expect(facts({ tick_size: 1e-12, tick_size_steps })?.tickSize).toEqual({ base: 1e-12, steps })
    expect(facts({ tick_size: 1, tick_size_steps: 'none' })?.tickSize).toEqual({ base: 1, steps: [] })
  })

  it('has commissions of up to one percent, either way', () => {
    const commissions = (maker_commission: number, taker_commission: number) => {
      const { makerCommission, takerCommission } = facts({ maker_commission, taker_commission }) ?? {}
      return [makerCommission, takerCommission]
    }
    expect([commissions(-0.01, 0.01), commissions(-0.011, 0.011)]).toEqual([
      [-0.01, 0.01],
      [null, null],
    ])
  })

  it('is null where the row lacks it or says nonsense', () => {
    const unsaid = { tickSize: null, lotSize: null, minOrderSize: null, contractSize: null, takerCommission: null }
    const nonsense = { tick_size: 0, min_trade_amount: '0.1', contract_size: -1, taker_commission: 0.3 }
    expect(facts({})).toMatchObject(unsaid)
    expect(facts(nonsense)).toMatchObject(unsaid)
  })

  it.each([
    ['open', 'OPEN'],
    ['started', 'OPEN'],
    ['halted', 'HALTED'],
    ['locked', 'LOCKED'],
    ['settlement', 'SETTLEMENT'],
    ['settled', 'SETTLEMENT'],
    ['created', 'CREATED'],
    ['of a new kind', 'HALTED'],
    ['toString', 'HALTED'],
    ['Halted', 'HALTED'],
    ['OPEN', 'OPEN'],
    [null, 'OPEN'],
  ])('has the state %s as %s', (state, known) => {
    expect(facts({ state })).toMatchObject({ state: known })
  })

  it('is halted where it is not active, and of no state where nothing is said of it', () => {
    const stateOf = (change: object) => facts(change)?.state
    expect(stateOf({ is_active: false })).toBe('HALTED')
    expect(stateOf({ state: 'settlement', is_active: false })).toBe('SETTLEMENT')
    expect(stateOf({ state: undefined, is_active: undefined })).toBeNull()
  })

  it('leaves out dated futures, combos and spot without a word', () => {
    const others = ['future', 'option_combo', 'future_combo', 'spot'].map((kind) => ({ ...row, kind }))
    const ignored: string[] = []
    expect(readListings(others, arrival, (reason) => ignored.push(reason))).toEqual([])
    expect(ignored).toEqual([])
  })
})
