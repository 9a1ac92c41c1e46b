import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { pollSummaries } from './poll-summaries.js'

function start(answerMs: number, works: () => boolean = () => true) {
  const clock = new ManualClock(0)
  const asked: string[] = []
  let open = 0
  let mostOpen = 0
  const ask = async (currency: string) => {
    asked.push(currency)
    mostOpen = Math.max(mostOpen, ++open)
    await clock.sleep(answerMs)
    open -= 1
    return works()
  }
  void pollSummaries(['BTC', 'ETH'], { clock, everyMs: 5_000, ask }, new AbortController().signal)
  return { clock, asked, mostOpen: () => mostOpen }
}

describe('pollSummaries', () => {
  it('asks for every currency every five seconds, in turns', async () => {
    const { clock, asked } = start(100)
    await clock.advance(9_999)
    expect(asked).toEqual(['BTC', 'ETH', 'BTC', 'ETH'])
  })

  it('never asks while an answer is outstanding', async () => {
    const { clock, asked, mostOpen } = start(9_000)
    await clock.advance(60_000)
    expect(mostOpen()).toBe(1)
    expect(asked.length).toBeGreaterThan(5)
  })

  it('asks ever more seldom while that does not work', async () => {
    const { clock, asked } = start(10, () => false)
    await clock.advance(100_000)
    expect(asked.length).toBeLessThan(10)
  })
})
