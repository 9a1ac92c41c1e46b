import { expect, it } from 'vitest'
import { fittingReason } from './close-codes.js'

it.each([
  ['', ''],
  ['x'.repeat(123), 'x'.repeat(123)],
  ['x'.repeat(124), 'x'.repeat(123)],
  ['€'.repeat(42), '€'.repeat(41)],
  [`xx${'€'.repeat(41)}`, `xx${'€'.repeat(40)}`],
  ['📈'.repeat(31), '📈'.repeat(30)],
])('a reason is cut to the 123 bytes of a close frame, between two characters (%#)', (reason, fitting) => {
  expect(fittingReason(reason)).toBe(fitting)
})
