import { describe, expect, it } from 'vitest'
import { account } from '../../../tests/support/store/records.js'
import { booksOf, inverse, inverseCall, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { orderOf, stepWith } from '../../../tests/support/trading/step.js'
import { msPerHour } from '../../domain/units.js'
import { openLedger } from '../engine/ledger.js'
import { closeAccount, resetAccount } from './end-account.js'

const nowMs = 10 * msPerHour
const me = { ...account('me'), agent: null }
const ofAgent = { ...me, agent: 'Momentum' }
const reset = (recentResetsMs: readonly number[], step = stepWith(), depositUsd: number | null = null) =>
  resetAccount(step, { account: { ...me, resets: 12, recentResetsMs }, nowMs, depositUsd })
const times = (count: number, timeMs: number) => Array.from({ length: count }, () => timeMs)

describe('a reset', () => {
  it('is the eleventh of an hour when ten were in it, not at its very beginning, nor in the future', () => {
    const recent = times(9, nowMs - msPerHour + 5)
    expect(reset([...recent, nowMs - msPerHour + 4])).toEqual({
      ...{ refused: 'TooManyResets', most: 10, again: nowMs + 5 },
      message: 'The account was reset 10 times within an hour',
    })
    expect(reset([nowMs - msPerHour, ...recent])).toMatchObject({ account: { recentResetsMs: [...recent, nowMs] } })
    // The clock was set back since.
    expect(reset([...recent, nowMs + 1])).toMatchObject({ account: { recentResetsMs: [...recent, nowMs] } })
    expect(reset([...recent, nowMs])).toMatchObject({ refused: 'TooManyResets' })
  })

  it('is counted, the first too', () => {
    expect(reset([])).toMatchObject({ account: { resets: 13 } })
    const first = resetAccount(stepWith(), { account: me, nowMs, depositUsd: null })
    expect(first).toMatchObject({ account: { resets: 1, recentResetsMs: [nowMs] }, droppedSymbols: [], orders: [] })
  })

  it('begins books of the deposit that is named, or of the one that there was', () => {
    const deposit = (depositUsd: number | null) => {
      const step = stepWith({ ledger: booksOf(7_000, {}) })
      reset([], step, depositUsd)
      return { depositUsd: step.depositUsd, ledger: step.ledger, id: step.account?.id }
    }
    expect(deposit(500)).toEqual({ depositUsd: 500, ledger: openLedger(500), id: 'me' })
    expect(deposit(null)).toEqual({ depositUsd: 7_000, ledger: openLedger(7_000), id: 'me' })
  })

  it('tells which positions it drops, and changes nothing of the account of an agent', () => {
    const ledger = booksOf(7_000, {}, { symbol: linear })
    expect(reset([], stepWith({ ledger }))).toMatchObject({ droppedSymbols: [inverse, linear] })
    const step = stepWith({ ledger, openOrders: new Map([['o', orderOf({ id: 'o' })]]) })
    expect(resetAccount(step, { account: ofAgent, nowMs, depositUsd: 5 })).toEqual({
      ...{ refused: 'AgentAccount', agent: 'Momentum' },
      message: 'The account belongs to the agent Momentum',
    })
    expect([step.isEmpty, step.ledger]).toEqual([true, ledger])
  })
})

describe('a closing', () => {
  it('closes every position at its quote, all of it', () => {
    const ledger = booksOf(7_000, { quantityCoin: 3 }, { symbol: linear, side: 'SELL', quantityCoin: 2 })
    const step = stepWith({ ledger, quotes: quotesOf({}, { symbol: linear }) })
    expect(closeAccount(step, { account: me, nowMs })).toEqual({ account: { ...me, closedAtMs: nowMs }, orders: [] })
    expect(step.ledger.positions).toEqual([])
    expect(step.fills).toMatchObject([
      { symbol: inverse, side: 'SELL', quantityCoin: 3, priceUsd: 99, reason: 'ORDER' },
      { symbol: linear, side: 'BUY', quantityCoin: 2, priceUsd: 101, reason: 'ORDER' },
    ])
    expect(step.orders).toMatchObject([{ reduceOnly: true, origin: 'CALLER', timeInForce: 'FOK' }, {}])
    expect(step.account).toEqual({ ...me, closedAtMs: nowMs })
  })

  it('is refused with the positions that cannot be closed, and why', () => {
    const ledger = booksOf(7_000, { quantityCoin: 3 }, { symbol: inverseCall }, { symbol: linear })
    const silent = { symbol: inverseCall, bidPriceUsd: null, bidPriceCoin: null }
    const step = stepWith({ ledger, quotes: quotesOf({ bidQuantityCoin: 2.5 }, silent, { symbol: linear }) })
    expect(closeAccount(step, { account: me, nowMs })).toEqual({
      ...{ refused: 'PositionsLeft', symbols: [inverseCall, inverse] },
      message:
        `These positions cannot be closed now: ${inverseCall} (Nobody bids for ${inverseCall}), ` +
        `${inverse} (Only 2.5 of ${inverse} wanted at the best bid, the order is for 3)`,
    })
    expect(step.account).toBeNull()
  })

  it('is refused for the account of an agent', () => {
    const step = stepWith()
    expect(closeAccount(step, { account: ofAgent, nowMs })).toMatchObject({
      refused: 'AgentAccount',
      agent: 'Momentum',
    })
    expect(step.isEmpty).toBe(true)
  })
})
