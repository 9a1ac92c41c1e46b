import { describe, expect, it } from 'vitest'
import { inverse, inverseCall, linearPut } from '../../../tests/support/trading/ledger-builders.js'
import { listedAs } from '../../../tests/support/trading/step.js'
import { offTick } from './off-step.js'

const half = { base: 0.5, steps: [{ above: 100, tick: 5 }] }
const off = (symbol: string, prices: Parameters<typeof offTick>[0]) =>
  offTick(prices, listedAs(symbol, { tickSize: half }))

describe('the prices of an order', () => {
  it('may be any where no tick is listed', () => {
    expect(offTick({ limitPriceUsd: 80.2 }, listedAs(inverse, { tickSize: null }))).toBeNull()
  })

  it('are multiples of the tick, or refused with those around it', () => {
    expect(off(inverse, { limitPriceUsd: 80.5, stopLossUsd: 70, profitTargetUsd: 99.5 })).toBeNull()
    expect(off(inverse, { limitPriceUsd: 80.2 })).toEqual({
      ...{ refused: 'OffStep', field: 'limitPriceUsd', step: 0.5, below: 80, above: 80.5 },
      message: 'The limitPriceUsd is not a multiple of the tick of BTC-PERPETUAL; the nearest is 80 or 80.5',
    })
    expect(off(inverse, { limitPriceUsd: 80.5, stopLossUsd: 70.1 })).toMatchObject({ field: 'stopLossUsd' })
    expect(off(inverse, { stopLossUsd: null, profitTargetUsd: 99.9 })).toMatchObject({ field: 'profitTargetUsd' })
  })

  it('have none below the first tick', () => {
    expect(off(inverse, { limitPriceUsd: 0.2 })).toMatchObject({
      ...{ below: null, above: 0.5 },
      message: expect.stringMatching(/the nearest is 0\.5$/) as string,
    })
  })

  it('are held to the larger tick above its price', () => {
    expect(off(inverse, { limitPriceUsd: 100 })).toBeNull()
    expect(off(inverse, { limitPriceUsd: 101 })).toMatchObject({ step: 5, below: 100, above: 105 })
  })

  it('are in the unit of the tick: an inverse option has a limit in the coin, and any stop', () => {
    expect(off(inverseCall, { limitPriceCoin: 0.7, stopLossUsd: 0.7 })).toMatchObject({ field: 'limitPriceCoin' })
    expect(off(inverseCall, { limitPriceCoin: 0.5, stopLossUsd: 0.7, profitTargetUsd: 0.7 })).toBeNull()
    expect(off(linearPut, { limitPriceUsd: 0.5, stopLossUsd: 0.7 })).toMatchObject({ field: 'stopLossUsd' })
  })
})
