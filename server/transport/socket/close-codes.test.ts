import { expect, it } from 'vitest'
import { fittingReason } from './close-codes.js'

it.each([
  ['', ''],
  ['x'.repeat(123), 'x'.repeat(123)],
  [`${'x'.repeat(90)} ${'y'.repeat(40)}`, `${'x'.repeat(90)}…`],
  [`${'x'.repeat(119)} y and more`, `${'x'.repeat(119)}…`],
  [`${'x'.repeat(120)} and more`, `${'x'.repeat(120)}…`],
  [`${'x'.repeat(110)} ten bytes and more`, `${'x'.repeat(110)} ten bytes…`],
  // A long word is cut between two characters.
  [`${'x'.repeat(89)} ${'y'.repeat(40)}`, `${'x'.repeat(89)} ${'y'.repeat(30)}…`],
  ['x'.repeat(124), `${'x'.repeat(120)}…`],
  ['€'.repeat(42), `${'€'.repeat(40)}…`],
  [`xx${'€'.repeat(41)}`, `xx${'€'.repeat(39)}…`],
  ['📈'.repeat(31), `${'📈'.repeat(30)}…`],
])('a reason is cut to the 123 bytes of a close frame, behind a word (%#)', (reason, fitting) => {
  expect(fittingReason(reason)).toBe(fitting)
  expect(Buffer.byteLength(fittingReason(reason))).toBeLessThanOrEqual(123)
})
