import { describe, expect, it } from 'vitest'
import { systemClock } from '../../lib/clock.js'
import { ChannelOutbox } from './channel-outbox.js'
import { headOf, messageOf } from './message.js'

describe('ChannelOutbox', () => {
  it('leaves out a value that cannot be written, names its key, and sends the others', async () => {
    const sent: unknown[] = []
    const bad: string[] = []
    let order = 0
    let isEnded = false
    const outbox = new ChannelOutbox('channel', {
      link: {
        put(_, { text }) {
          sent.push(messageOf(text)?.value)
          return Promise.resolve(null)
        },
      },
      nextHead: () => headOf(1, (order += 1)),
      onNewer: () => {},
      onBadValue: (_, key) => bad.push(key),
      clock: systemClock,
      signal: new AbortController().signal,
      onEnd: () => (isEnded = true),
    })
    // The first is on its way while the others wait.
    outbox.send('a', 1)
    outbox.send('b', 2n)
    outbox.send('c', 3)
    await expect.poll(() => isEnded).toBe(true)
    expect([sent, bad]).toEqual([[1, 3], ['b']])
  })
})
