import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { maxOpenOrders, maxPriceUsd, maxQuantityCoin, maxResets } from '../../server/domain/limits.js'
import { sayNumber } from '../../server/lib/say-number.js'

/** Words that stand side by side in a page, wherever its lines break. */
const textOf = (page: string) => readFileSync(`docs/${page}.md`, 'utf8').replace(/\s+/g, ' ')

it.each([
  ['trading', `when ${sayNumber(maxOpenOrders)} orders of the account wait`],
  ['trading', `At most ${sayNumber(maxResets)} times within an hour`],
  ['trading', `beyond ${sayNumber(maxQuantityCoin)} coins or ${sayNumber(maxPriceUsd)} USD`],
])('docs/%s.md says the limit that holds: %s', (page, words) => {
  expect(textOf(page)).toContain(words)
})
