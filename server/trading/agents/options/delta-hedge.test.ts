import { describe, expect, it } from 'vitest'
import { chainAt, contractOf, heldOption } from '../../../../tests/support/agents/chains.js'
import { marketAt, perpetualAt, positionWith, viewWith } from '../../../../tests/support/agents/views.js'
import type { Perpetual } from '../../../domain/market-data.js'
import type { AgentView } from '../trading-agent.js'
import { hedgeDelta } from './delta-hedge.js'
import { optionLegs } from './option-legs.js'

const rules = { bandShare: 0.05, leverage: 5, marginShare: 0.8 }
const chain = chainAt()
const call = contractOf(chain, 80_000, 'CALL')

/** An account whose options have that delta, with so much of the perpetual; the band is 5,000 USD, 0.0625 BTC. */
function hedge(
  optionDelta: number,
  perpetualCoin: number,
  values: Partial<AgentView> = {},
  quotes: Partial<Perpetual> = {},
) {
  const greeks = { deltaCoin: optionDelta, gamma: 0, vegaUsd: 0, thetaUsd: 0 }
  const side = perpetualCoin > 0 ? 'LONG' : 'SHORT'
  const perpetual = perpetualCoin === 0 ? [] : [positionWith({ side, quantityCoin: Math.abs(perpetualCoin) })]
  const market = marketAt(80_000, { perpetual: perpetualAt(80_000, quotes) })
  const view = viewWith({ market, chains: [chain], positions: [heldOption(call, { greeks }), ...perpetual], ...values })
  return hedgeDelta(view, optionLegs(view), rules)
}

describe('hedgeDelta', () => {
  const enter = (action: string, quantityCoin: number) => ({ action, quantityCoin, leverage: 5 })
  it.each([
    { is: 'sells from flat', delta: 0.2, held: 0, decision: enter('SELL_TO_ENTER', 0.2) },
    { is: 'buys from flat', delta: -0.2, held: 0, decision: enter('BUY_TO_ENTER', 0.2) },
    { is: 'enlarges a short', delta: 0.3, held: -0.1, decision: enter('SELL_TO_ENTER', 0.2) },
    { is: 'enlarges a long', delta: -0.3, held: 0.1, decision: enter('BUY_TO_ENTER', 0.2) },
    { is: 'reduces a long', delta: -0.3, held: 0.4, decision: { action: 'CLOSE', quantityCoin: 0.1 } },
    { is: 'reduces a short', delta: 0.1, held: -0.4, decision: { action: 'CLOSE', quantityCoin: 0.3 } },
    { is: 'closes', delta: 0, held: -0.4, decision: { action: 'CLOSE', quantityCoin: null } },
    { is: 'flips a long', delta: 0.2, held: 0.1, decision: enter('SELL_TO_ENTER', 0.3) },
    { is: 'flips a short', delta: -0.2, held: -0.1, decision: enter('BUY_TO_ENTER', 0.3) },
  ])('$is', ({ delta, held, decision }) => {
    expect(hedge(delta, held).decision).toMatchObject({ symbol: 'BTC-PERPETUAL', confidence: null, ...decision })
  })

  it('leaves delta alone in its band, and says how much it is', () => {
    expect(hedge(0.06, 0)).toEqual({
      decision: null,
      delta: 'The total delta is 0.06 BTC (4,799.94 USD), within the band of 5,000.00 USD, 5 % of the account.',
    })
    expect(hedge(0.07, 0).decision?.reasoning).toBe(
      'The total delta is 0.07 BTC (5,599.93 USD), beyond the band of 5,000.00 USD, 5 % of the account: trading the perpetual at 79,999.00 USD toward 0.',
    )
    expect(hedge(-0.07, 0).decision).not.toBeNull()
  })

  it('takes no more than is quoted: a flip that does not reach the other side is a reduction', () => {
    expect(hedge(0.5, 0, {}, { bidAmountUsd: 0.2 * 79_999 }).decision).toMatchObject({ quantityCoin: 0.2 })
    expect(hedge(0.5, 0.3, {}, { bidAmountUsd: 0.2 * 79_999 }).decision).toMatchObject({
      action: 'CLOSE',
      quantityCoin: 0.2,
    })
    expect(hedge(0.5, 0, {}, { bidAmountUsd: null }).decision).toMatchObject({ quantityCoin: 0.5 })
  })

  it('opens no more than the margin carries, but reduces without any', () => {
    const account = { ...viewWith().account, marginAvailableUsd: 1_000 }
    // 1,000 USD × 80 % × leverage 5 at 79,999 USD.
    expect(hedge(0.5, 0, { account }).decision).toMatchObject({ quantityCoin: 0.05000062 })
    const broke = { ...account, marginAvailableUsd: 0 }
    expect(hedge(0.5, 0.3, { account: broke }).decision).toMatchObject({ action: 'CLOSE', quantityCoin: null })
    expect(hedge(0.5, 0, { account: broke })).toMatchObject({
      decision: null,
      delta: expect.stringContaining('no margin or size'),
    })
  })

  it('brings the perpetual to flat once there is no option left, however small it is', () => {
    const view = viewWith({ positions: [positionWith({ quantityCoin: 0.001 })] })
    const { decision } = hedgeDelta(view, [], rules)
    expect(decision).toMatchObject({ action: 'CLOSE', quantityCoin: null })
    expect(decision?.reasoning).toContain('0.001 BTC')
    expect(hedgeDelta(viewWith(), [], rules).decision).toBeNull()
  })

  it('does not guess: no quote, no greeks, a stale chain', () => {
    expect(hedge(0.5, 0, {}, { bidPriceUsd: null })).toMatchObject({
      decision: null,
      delta: expect.stringContaining('no quote'),
    })
    const stale = hedge(0.5, 0, { chains: [chainAt({ chain: { freshness: 'STALE' } })] })
    expect(stale).toEqual({ decision: null, delta: `The delta of ${call.symbol} is unknown.` })
    const blind = chainAt({ contract: { greeks: null } })
    const view = viewWith({ chains: [blind], positions: [heldOption(call, { greeks: null })] })
    expect(hedgeDelta(view, optionLegs(view), rules).decision).toBeNull()
  })

  it('goes by the delta of the contract where the account knows none', () => {
    const view = viewWith({ chains: [chain], positions: [heldOption(call, { greeks: null, quantityCoin: 2 })] })
    const { decision } = hedgeDelta(view, optionLegs(view), rules)
    expect(decision).toMatchObject({ action: 'BUY_TO_ENTER' })
    expect(decision).toHaveProperty('quantityCoin', expect.closeTo(2 * (call.greeks?.delta ?? NaN), 7))
  })
})
