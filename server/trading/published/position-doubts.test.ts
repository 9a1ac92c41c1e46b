import { describe, expect, it } from 'vitest'
import type { Position } from '../../domain/position.js'
import { positionDoubtsOf } from './position-doubts.js'
import { unsaid } from './published-account.js'

const asOf = Date.UTC(2026, 0, 1)

/** Bought at 100, and worth 110. */
const long: Position = {
  symbol: 'BTC-PERPETUAL',
  state: null,
  side: 'LONG',
  quantityCoin: 10,
  leverage: null,
  entryPriceUsd: 100,
  markPriceUsd: 110,
  markDoubted: false,
  notionalUsd: null,
  marginUsd: 500,
  pnlUsd: 100,
  pnlPct: null,
  liquidationPriceUsd: null,
  greeks: null,
  exitPlan: null,
  openedAtMs: null,
}
const figures = { ...unsaid, accountValueUsd: 1_000, netDepositsUsd: 900, unrealizedPnlUsd: 100 }

const doubts = (positions: readonly Position[], said: Partial<typeof unsaid> = {}, apartMs = 0) =>
  positionDoubtsOf({ asOf, positions }, { asOf: asOf + apartMs, figures: { ...figures, ...said } })

describe('positions are believed', () => {
  it.each<[string, readonly Position[], Partial<typeof unsaid>?]>([
    ['that come to the figures', [long]],
    ['with fees in their PnL', [{ ...long, pnlUsd: 60 }]],
    ['of a short', [{ ...long, side: 'SHORT', pnlUsd: -100 }], { unrealizedPnlUsd: -100 }],
    ['without a mark', [{ ...long, markPriceUsd: null }]],
    ['without a PnL', [long, { ...long, pnlUsd: null }]],
    ['with a margin that is the whole value', [{ ...long, marginUsd: 1_090 }]],
    ['of an account that is flat before its first trade', [], { totalReturnPct: 0, trades: 0, unrealizedPnlUsd: 0 }],
    ['of an account that is flat after some', [], { totalReturnPct: 11, trades: 3, unrealizedPnlUsd: 0 }],
    ['of figures that say nothing', [long], unsaid],
  ])('%s', (_what, positions, said) => {
    expect(doubts(positions, said)).toEqual([])
  })

  it('by themselves, before any figures', () => {
    expect(positionDoubtsOf({ asOf, positions: [long] }, null)).toEqual([])
  })
})

describe('positions are doubted', () => {
  const inNeither: readonly [string, readonly Position[]][] = [
    ['with a PnL that quantity and prices do not come to', [{ ...long, pnlUsd: 900 }]],
    ['with the PnL of the other side', [{ ...long, quantityCoin: 100, pnlUsd: -10_000, markPriceUsd: 200 }]],
    ['with a PnL that nobody has', [{ ...long, markPriceUsd: null, pnlUsd: 1e15 }]],
    ['with a margin that nobody has', [{ ...long, marginUsd: 1e15 }]],
  ]
  it.each(inNeither)('%s, before any figures', (_what, positions) => {
    expect(positionDoubtsOf({ asOf, positions }, null)).toEqual(['POSITIONS_DO_NOT_FIT'])
  })

  const together: readonly [string, readonly Position[], Partial<typeof unsaid>?][] = [
    ['with another PnL than the account', [long], { unrealizedPnlUsd: 900 }],
    ['where there are none but a PnL', [], { unrealizedPnlUsd: 500 }],
    [
      'with more margin than the account is worth',
      [long, { ...long, symbol: 'ETH', marginUsd: 700 }],
      { unrealizedPnlUsd: 200 },
    ],
    ['with margin of an account that is worth nothing', [long], { accountValueUsd: -400 }],
    ['where a gain comes from nothing', [], { unrealizedPnlUsd: 0, totalReturnPct: 900, trades: 0 }],
  ]
  it.each(together)('%s, and not when the figures are of another time', (_what, positions, said) => {
    expect(doubts(positions, said)).toEqual(['POSITIONS_DO_NOT_FIT'])
    expect(doubts(positions, said, 60_001)).toEqual([])
    expect(doubts(positions, said, -60_001)).toEqual([])
  })
})
