import { describe, expect, it } from 'vitest'
import { askOne } from '../../../../tests/support/agents/ask.js'
import { marketAt, perpetualAt, positionWith, viewWith } from '../../../../tests/support/agents/views.js'
import { buyAndHoldAgent } from './buy-and-hold-agent.js'

const agent = buyAndHoldAgent()
const account = viewWith().account
const withPerpetual = (values: Parameters<typeof perpetualAt>[1]) =>
  marketAt(80_000, { perpetual: perpetualAt(80_000, values) })

describe('buyAndHoldAgent', () => {
  it('buys nearly all the account is worth, without leverage, stop or target', () => {
    expect(askOne(agent)).toEqual({
      action: 'BUY_TO_ENTER',
      symbol: 'BTC-PERPETUAL',
      confidence: null,
      // 99,000 USD at the ask of 80,001 USD.
      quantityCoin: 1.23748453,
      leverage: 1,
      stopLossUsd: null,
      profitTargetUsd: null,
      invalidation: null,
      invalidationRule: null,
      reasoning: 'Buying 1.2375 BTC at 80,001.00 USD for 99 % of 100,000.00 USD, without leverage, to keep.',
    })
  })

  it('buys no more than the free margin pays', () => {
    expect(askOne(agent, { account: { ...account, marginAvailableUsd: 8_000.1 } })).toHaveProperty(
      'quantityCoin',
      0.099,
    )
  })

  it('keeps what it holds, and buys again when it is flat', () => {
    expect(askOne(agent, { positions: [positionWith()] })).toMatchObject({
      action: 'HOLD',
      confidence: null,
      reasoning: 'Holding 0.1 BTC entered at 80,000.00 USD, marked at 80,000.00 USD.',
    })
    expect(askOne(agent, { positions: [positionWith({ symbol: 'BTC-4DEC26-80000-C' })] }).action).toBe('BUY_TO_ENTER')
  })

  it.each([
    ['there is no ask', { market: withPerpetual({ askPriceUsd: null }) }, 'no ask'],
    ['there is no perpetual', { market: marketAt(80_000, { perpetual: null }) }, 'no ask'],
    ['the ask carries too little', { market: withPerpetual({ askAmountUsd: 90_000 }) }, 'this one carries 1.125 BTC'],
    ['the account is empty', { account: { ...account, accountValueUsd: 0 } }, 'nothing to buy with'],
  ])('waits when %s', (_, values, reason) => {
    expect(askOne(agent, values)).toMatchObject({
      action: 'HOLD',
      symbol: 'BTC-PERPETUAL',
      reasoning: expect.stringContaining(reason),
    })
  })
})
