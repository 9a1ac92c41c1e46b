import { describe, expect, it } from 'vitest'
import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { describeEventBus, oneBus } from './event-bus.js'

describeEventBus('memoryBus', () => oneBus(() => Promise.resolve(memoryBus())))

describe('memoryBus, about what its readers accept', () => {
  it('says that nobody hears what no reader accepts at that moment', async () => {
    await using bus = memoryBus()
    let accepted = 'a'
    bus.subscribe('decision', { accepts: (key) => key === accepted })
    bus.subscribe('decision', { keys: ['b'], accepts: (key) => key === accepted })
    expect([bus.isHeard('decision', 'a'), bus.isHeard('decision', 'b')]).toEqual([true, false])
    accepted = 'b'
    expect([bus.isHeard('decision', 'a'), bus.isHeard('decision', 'b')]).toEqual([false, true])
  })
})
