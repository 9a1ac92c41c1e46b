import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../../../tests/support/manual-clock.js'
import { abortWith, createNudge } from './nudge.js'

function start() {
  const clock = new ManualClock(0)
  const stop = new AbortController()
  const nudge = createNudge()
  /** Waits for a second; answers whether that is over. */
  const wait = () => {
    const state = { isOver: false, done: Promise.resolve() }
    state.done = nudge.wait(clock, 1_000, stop.signal).then(() => void (state.isOver = true))
    return state
  }
  return { clock, stop, nudge, wait }
}

describe('a wait', () => {
  it('is over after its time', async () => {
    const { clock, wait } = start()
    const waiting = wait()
    await clock.advance(999)
    expect(waiting.isOver).toBe(false)
    await clock.advance(1)
    expect(waiting.isOver).toBe(true)
  })

  it('is over at a nudge, and at one that came before it, once', async () => {
    const { nudge, wait } = start()
    const first = wait()
    nudge.nudge()
    await first.done
    const second = wait()
    await settle()
    expect(second.isOver).toBe(false)
    nudge.nudge()
    await second.done
    nudge.nudge()
    nudge.nudge()
    await wait().done
    const last = wait()
    await settle()
    expect(last.isOver).toBe(false)
  })

  it('is over when it is aborted, and leaves no listener behind', async () => {
    const { clock, stop, wait } = start()
    const over = wait()
    await clock.advance(1_000)
    await over.done
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
    const waiting = wait()
    stop.abort()
    await waiting.done
    await wait().done
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0)
  })
})

describe('abortWith', () => {
  it('follows the outer signal, also when that was aborted before', () => {
    const outer = new AbortController()
    const { signal } = abortWith(outer.signal)
    expect(signal.aborted).toBe(false)
    outer.abort()
    expect([signal.aborted, abortWith(outer.signal).signal.aborted]).toEqual([true, true])
  })

  it('can be aborted alone, and then follows nothing', () => {
    const outer = new AbortController()
    const inner = abortWith(outer.signal)
    inner.abort()
    expect([inner.signal.aborted, outer.signal.aborted]).toEqual([true, false])
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(0)
  })
})
