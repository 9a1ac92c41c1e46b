import { expect, it } from 'vitest'
import { labelsBesideBadge, type BadgeValue } from './price-labels.js'

/** An axis on which a dollar is a pixel, upside down as on a screen. */
const series = { priceToCoordinate: (price: number) => 1_000 - price } as unknown as BadgeValue['series']
const labels = labelsBesideBadge(String, () => ({ series, value: 108 }))

it('leaves out the labels that the badge would lie over', () => {
  expect(labels([60, 80, 100, 120, 140])).toEqual(['60', '80', '', '', '140'])
})

it('shows all of them where there is no badge', () => {
  expect(labelsBesideBadge(String, () => null)([100, 120])).toEqual(['100', '120'])
})
