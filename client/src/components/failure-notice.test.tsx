import { expect, it } from 'vitest'
import { ignore, LAST_UPDATE_MS } from '../testing/faces.js'
import { render, wordsOf } from '../testing/render.js'
import { FailureNotice } from './failure-notice.js'

const notice = (retryAtMs: number | null) =>
  wordsOf(
    render(<FailureNotice message="Status 500." sinceMs={LAST_UPDATE_MS} retryAtMs={retryAtMs} onRetry={ignore} />),
  )

it('says what happened, since when, when it is tried again, and what to press', () => {
  expect(notice(LAST_UPDATE_MS + 5_000)).toBe(
    'This panel could not be loaded Status 500. Retry Since 12:03:04. Tries again at 12:03:09.',
  )
})

it('promises nothing that is not tried again', () => {
  expect(notice(null)).toBe('This panel could not be loaded Status 500. Retry Since 12:03:04.')
})
