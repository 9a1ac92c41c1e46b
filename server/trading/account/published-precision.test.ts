import { expect, it } from 'vitest'
import { accountUsd, coin, gamma, orNull, percent, priceUsd, ratio, recordUsd, usd } from './published-precision.js'

it('numbers are published at the precision of their kind', () => {
  const number = 12.3456789012
  expect([usd, accountUsd, priceUsd, percent, ratio, recordUsd, coin, gamma].map((round) => round(number))).toEqual([
    ...[12.35, 12.35, 12.3457, 12.3457, 12.3457, 12.345679, 12.3456789, 12.3456789],
  ])
  // What is small keeps its digits, but money of an account not those that adding makes.
  expect([usd(0.000123456), accountUsd(1e-12), gamma(0.00000012345)]).toEqual([0.000123, 0, 0.000000123])
})

it('what is unknown or no number is published as null', () => {
  expect([null, NaN, Infinity, -Infinity].map((value) => orNull(usd, value))).toEqual([null, null, null, null])
  expect([orNull(usd, 0), orNull(usd, 1.256), orNull(usd, Number.MAX_VALUE)]).toEqual([0, 1.26, Number.MAX_VALUE])
})
