import { expect, it } from 'vitest'
import { ignore } from '../testing/faces.js'
import { render, wordsOf } from '../testing/render.js'
import { OlderButton } from './older-button.js'

const shown = (older: Parameters<typeof OlderButton>[0]['older']) =>
  render(<OlderButton older={older} onLoad={ignore} />)

it('offers what is older, says that it comes, that there is none, or why it could not be had', () => {
  expect(wordsOf(shown('there'))).toBe('Load older')
  expect(wordsOf(shown('loading'))).toBe('Loading …')
  expect(wordsOf(shown('none'))).toBe('That is all')
  const failed = shown({ failed: 'The server answered with status 500.' })
  expect(wordsOf(failed)).toBe('Older ones could not be loaded. The server answered with status 500. Retry')
  expect(failed).toContain('role="alert"')
})
