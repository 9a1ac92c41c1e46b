import { expect, it } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { notedLog } from '../../../tests/support/noted-log.js'
import { SkippedMessages } from './skipped-messages.js'

it('tells of messages of other releases at once, then once a minute, and counts them all', async () => {
  const clock = new ManualClock(0)
  const { log, logged } = notedLog()
  const skipped = new SkippedMessages(clock, log)
  const counts = () => logged.map((parts) => (parts as [{ skipped: number }])[0].skipped)
  for (let count = 0; count < 100; count += 1) skipped.add('a')
  expect(counts()).toEqual([1])
  await clock.advance(59_999)
  skipped.add('b')
  expect(counts()).toEqual([1])
  await clock.advance(1)
  skipped.add('b')
  expect(counts()).toEqual([1, 102])
})
