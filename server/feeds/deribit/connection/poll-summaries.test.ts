import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { pollSummaries } from './poll-summaries.js'

function start(answerMs: number, works: () => boolean = () => true) {
  const clock = new ManualClock(0)
  const asked: string[] = []
  const askedMs: number[] = []
  let open = 0
  let mostOpen = 0
  const ask = async (currency: string) => {
    asked.push(currency)
    askedMs.push(clock.now())
    mostOpen = Math.max(mostOpen, ++open)
    await clock.sleep(answerMs)
    open -= 1
    return works()
  }
  void pollSummaries(['BTC', 'ETH'], { clock, everyMs: 5_000, ask }, new AbortController().signal)
  return { clock, asked, askedMs, mostOpen: () => mostOpen }
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

  it('asks half as often after each failure, down to a tenth', async () => {
    const { clock, askedMs } = start(10, () => false)
    await clock.advance(150_000)
    const gapsMs = askedMs.slice(1).map((atMs, at) => atMs - (askedMs[at] ?? 0))
    expect(gapsMs).toEqual([5_000, 10_000, 20_000, 25_000, 25_000, 25_000, 25_000])
  })

  it('is back at its pace when it is answered again', async () => {
    let calls = 0
    const { clock, askedMs } = start(10, () => (calls += 1) > 3)
    await clock.advance(45_000)
    expect(askedMs).toEqual([0, 5_000, 15_000, 35_000, 37_500, 40_000, 42_500, 45_000])
  })
})
