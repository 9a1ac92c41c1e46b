import { expect, it } from 'vitest'
import { hintLines } from './hints-within.js'

it('says each explanation once, after the names of the columns that it is of', () => {
  const computed = 'Computed with Black-76'
  expect(
    hintLines([
      { of: 'Call Bid IV', words: computed },
      { of: 'Strike', words: 'Halted' },
      { of: 'Call Ask IV', words: computed },
      { of: 'Call Ask IV', words: computed },
      { of: '', words: 'The stop loss was reached' },
    ]),
  ).toEqual(['Call Bid IV, Call Ask IV: Computed with Black-76', 'Strike: Halted', 'The stop loss was reached'])
})
