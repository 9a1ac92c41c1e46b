import { describe, expect, it } from 'vitest'
import { settingsOf } from './market-settings.js'
import { createPricePath, marketShocks } from './price-path.js'
import { randomFrom } from './random.js'

const hour = 1 / 8760

/** Hourly log returns of both currencies and the changes of their log volatility. */
function run(seed: string, hours: number) {
  const shockOver = marketShocks(randomFrom(`${seed}/market`))
  const paths = ['BTC', 'ETH'].map((currency) =>
    createPricePath(settingsOf(currency), randomFrom(`${seed}/${currency}`)),
  )
  const returns: number[][] = [[], []]
  const volChanges: number[][] = [[], []]
  for (let step = 0; step < hours; step++) {
    const shock = shockOver(hour)
    paths.forEach((path, index) => {
      const before = { price: path.priceUsd(), vol: path.volatility() }
      path.step(hour, shock)
      returns[index]?.push(Math.log(path.priceUsd() / before.price))
      volChanges[index]?.push(Math.log(path.volatility() / before.vol))
    })
  }
  return { returns, volChanges, paths }
}

function correlation(a: readonly number[] = [], b: readonly number[] = []): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

describe('a price path', () => {
  it.each([
    ['BTC', 0, 0.45],
    ['ETH', 1, 0.6],
  ] as const)('of %s is about as volatile as its settings say', (_, index, annualVol) => {
    const returns = ['x', 'y', 'z', 'w'].flatMap((seed) => run(seed, 8760).returns[index] ?? [])
    const vol = Math.sqrt((returns.reduce((sum, value) => sum + value * value, 0) / returns.length) * 8760)
    expect(vol / annualVol).toBeGreaterThan(0.8)
    expect(vol / annualVol).toBeLessThan(1.25)
  })

  it('moves with the other currency, and its volatility against its price', () => {
    const { returns, volChanges } = run('together', 8760)
    expect(correlation(returns[0], returns[1])).toBeGreaterThan(0.7)
    expect(correlation(returns[0], returns[1])).toBeLessThan(0.97)
    expect(correlation(returns[0], volChanges[0])).toBeLessThan(-0.3)
  })

  it('has fatter tails than a normal distribution', () => {
    const returns = run('tails', 3 * 8760).returns[0] ?? []
    const moment = (power: number) => returns.reduce((sum, value) => sum + value ** power, 0) / returns.length
    expect(moment(4) / moment(2) ** 2).toBeGreaterThan(3.5)
  })

  it('does not move when no time passes and nothing happens', () => {
    const path = createPricePath(settingsOf('BTC'), randomFrom('still'))
    const before = path.priceUsd()
    path.step(0, { normal: 1, jump: 0 })
    expect(path.priceUsd()).toBe(before)
  })
})

it('refuses a currency without a model', () => {
  expect(() => settingsOf('DOGE')).toThrow(RangeError)
})
