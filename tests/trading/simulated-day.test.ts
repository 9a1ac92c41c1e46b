import { describe, expect, it } from 'vitest'
import { roster, simulateDay } from '../support/trading/simulated-day.js'
import { expectMoneyToAddUp, expectSound } from '../support/trading/sound.js'

describe('a day of the simulated market with all built-in agents', () => {
  it('shows sound numbers all along, and the money adds up', async () => {
    const day = await simulateDay({
      seed: 'a day',
      hours: 24,
      look(accounts) {
        for (const id of roster) {
          expectSound(accounts, id)
          expectMoneyToAddUp(accounts, id)
        }
      },
    })
    expect(day.failures).toEqual([])
    const offStep = /not a multiple of the|less than the smallest order/
    expect(day.decisions.filter(({ error }) => offStep.test(error ?? ''))).toEqual([])
    const options = day.fills.filter(({ symbol }) => !symbol.endsWith('PERPETUAL'))
    expect(options.length).toBeGreaterThan(0)
    // The lot of the simulated BTC options is 0.1.
    for (const { quantityCoin } of options) expect((quantityCoin * 10) % 1).toBe(0)
    for (const id of roster) {
      const fills = day.fills.filter(({ accountId }) => accountId === id)
      expect(fills.map(({ seq }) => seq)).toEqual(fills.map((_fill, index) => index + 1))
    }
  })

  it('is the same for the same seed, fill for fill', async () => {
    const [first, again] = [await simulateDay(afternoon), await simulateDay(afternoon)]
    expect(JSON.stringify(again.fills)).toBe(JSON.stringify(first.fills))
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(first.fills.length).toBeGreaterThan(10)
    const other = await simulateDay({ ...afternoon, seed: 'another' })
    expect(JSON.stringify(other.fills)).not.toBe(JSON.stringify(first.fills))
  })
})

const afternoon = { seed: 'again', hours: 3, look: () => undefined }
