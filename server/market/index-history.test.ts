import { expect, it } from 'vitest'
import { noon } from '../../tests/support/builders.js'
import { IndexHistory } from './index-history.js'

/** The history after ticks at these seconds, each with its second as price; the market's clock is at the newest. */
function historyOf(...seconds: readonly number[]): IndexHistory {
  const history = new IndexHistory()
  let marketMs = noon
  for (const second of seconds) {
    marketMs = Math.max(marketMs, noon + second * 1_000)
    history.add({ timeMs: noon + second * 1_000, priceUsd: second }, marketMs)
  }
  return history
}
const prices = (history: IndexHistory, count = 10_000) => history.newest(count).map(({ priceUsd }) => priceUsd)

it('has a point for each second: its last price', () => {
  expect(prices(historyOf(0, 0.25, 0.5, 1, 2.4, 2.6))).toEqual([0.5, 1, 2.6])
  expect(historyOf(0, 2.4).newest(1)).toEqual([{ timeMs: noon + 2_400, priceUsd: 2.4 }])
})

it('is of the last 15 minutes, however seldom a price came', () => {
  expect(prices(historyOf(...Array.from({ length: 60 }, (_, minute) => minute * 60)))).toEqual(
    Array.from({ length: 15 }, (_, minute) => (45 + minute) * 60),
  )
  expect(prices(historyOf(0, 899))).toEqual([0, 899])
  expect(prices(historyOf(0, 900))).toEqual([900])
})

it('tells the newest points, and as many as there are', () => {
  const history = historyOf(0, 1, 2)
  expect([prices(history, 2), prices(history, 4)]).toEqual([
    [1, 2],
    [0, 1, 2],
  ])
  expect(prices(historyOf())).toEqual([])
})

it('is as precise as published prices', () => {
  expect(prices(historyOf(1.23456789))).toEqual([1.23457])
})

it('drops points that are later than one that comes now, and keeps what the clock of the market leaves it', () => {
  const history = historyOf(0, 1)
  history.add({ timeMs: noon + 3_600_000, priceUsd: 9 }, noon + 1_000)
  expect(prices(history)).toEqual([0, 1, 9])
  history.add({ timeMs: noon + 2_000, priceUsd: 2 }, noon + 2_000)
  expect(prices(history)).toEqual([0, 1, 2])
})

it('forgets its points for those that it takes over', () => {
  const history = historyOf(0, 1)
  history.takeOver(historyOf(2, 3).newest(Infinity))
  expect(prices(history)).toEqual([2, 3])
  history.takeOver([])
  expect(prices(history)).toEqual([])
})
