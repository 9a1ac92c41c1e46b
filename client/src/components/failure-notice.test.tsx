import { expect, it } from 'vitest'
import type { FaceFailure } from '../lib/panel-face.js'
import { ignore, LAST_UPDATE_MS } from '../testing/faces.js'
import { render, wordsOf } from '../testing/render.js'
import { FailureNotice } from './failure-notice.js'

const failure: FaceFailure = {
  of: 'question',
  message: 'Status 500.',
  sinceMs: LAST_UPDATE_MS,
  retryAtMs: LAST_UPDATE_MS + 5_000,
}
const notice = (more: Partial<FaceFailure> = {}) =>
  render(<FailureNotice failure={{ ...failure, ...more }} onRetry={ignore} />)

it('says what happened, since when, when it is tried again, what to press and what to do', () => {
  expect(wordsOf(notice())).toBe(
    'This panel could not be loaded Status 500. Retry Since 12:03:04. Tries again at 12:03:09. If it lasts, the log of the server says more.',
  )
  expect(wordsOf(notice({ of: 'connection' }))).toMatch(
    /^The connection to the server is lost .* Retry .* see whether the server runs/,
  )
})

it('offers no button for what only the server can try', () => {
  const markup = notice({ of: 'source' })
  expect(markup).not.toContain('<button')
  expect(wordsOf(markup)).toMatch(/^The source of the market data cannot be reached .* check its network/)
})

it('tells a recording that is over from an exchange that cannot be reached', () => {
  const words = wordsOf(notice({ of: 'ended', message: 'It is over.', retryAtMs: null }))
  expect(words).toBe('The recording has ended It is over. Since 12:03:04. Start the server again to play it anew.')
})

it('promises nothing that is not tried again', () => {
  expect(wordsOf(notice({ retryAtMs: null }))).not.toContain('Tries again')
})
