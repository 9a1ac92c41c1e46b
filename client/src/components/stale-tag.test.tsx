import { expect, it } from 'vitest'
import { LOST_AT_MS } from '../testing/faces.js'
import { render, wordsOf } from '../testing/render.js'
import { StaleTag, type StaleTagProps } from './stale-tag.js'

const shown = (more: Partial<StaleTagProps> = {}) =>
  render(<StaleTag sinceMs={LOST_AT_MS} isPartly={false} cause="feed" reason={null} {...more} />)

it('says since when all is old, since when a part is, and when a recording was over', () => {
  expect(wordsOf(shown())).toBe('Stale since 12:03:05')
  expect(shown()).toContain('The source is silent.')
  expect(wordsOf(shown({ isPartly: true }))).toBe('Parts old since 12:03:05')
  expect(shown({ isPartly: true })).not.toContain('The source is silent.')
  expect(wordsOf(shown({ cause: 'ended' }))).toBe('Ended at 12:03:05')
  expect(shown({ cause: 'ended', reason: 'It is over.' })).toContain('last values of the recording. It is over.')
})
