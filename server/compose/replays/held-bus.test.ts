import { expect, it } from 'vitest'
import { decision, marketData } from '../../../tests/support/builders.js'
import { settle } from '../../../tests/support/manual-clock.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { HeldBus } from './held-bus.js'

it('a bus that is held tells the newest state of each key once, when it is released, and no event', async () => {
  await using bus = new HeldBus(memoryBus())
  const told: string[] = []
  const follow = async (topic: 'marketData' | 'decision') => {
    for await (const { seq } of bus.subscribe(topic)) told.push(`${topic} ${seq}`)
  }
  void follow('marketData')
  void follow('decision')
  const say = async (seq: number) => {
    bus.publish('marketData', 'BTC', marketData({ seq }))
    bus.publish('marketData', 'ETH', marketData({ seq: 10 * seq }))
    bus.publish('decision', 'a', decision({ seq }))
    await settle()
    return told.splice(0).sort()
  }
  expect(await say(1)).toEqual(['decision 1', 'marketData 1', 'marketData 10'])
  bus.hold()
  expect([await say(2), await say(3)]).toEqual([[], []])
  // What is held stays so.
  bus.hold()
  bus.release()
  await settle()
  expect(told.splice(0).sort()).toEqual(['marketData 3', 'marketData 30'])
  bus.release()
  expect(await say(4)).toEqual(['decision 4', 'marketData 4', 'marketData 40'])
})
