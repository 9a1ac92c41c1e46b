import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startHeartbeat } from './heartbeat.js'

const start = () => {
  const calls = { sendPing: vi.fn(), onRtt: vi.fn(), onSilence: vi.fn() }
  return { ...calls, heartbeat: startHeartbeat({ intervalMs: 5_000, timeoutMs: 5_000, ...calls }) }
}

describe('the heartbeat', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  it('measures the round trip of every ping', () => {
    const { heartbeat, sendPing, onRtt } = start()
    vi.advanceTimersByTime(1_000)
    expect(sendPing).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(30)
    heartbeat.pong()
    expect(onRtt).toHaveBeenCalledWith(30)
    vi.advanceTimersByTime(5_000)
    expect(sendPing).toHaveBeenCalledTimes(2)
  })

  it('reports a server that answers nothing for 5 s', () => {
    const { onSilence } = start()
    vi.advanceTimersByTime(5_999)
    expect(onSilence).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onSilence).toHaveBeenCalledTimes(1)
  })

  it('takes any message as a sign of life', () => {
    const { heartbeat, onSilence } = start()
    vi.advanceTimersByTime(5_000)
    heartbeat.heard()
    vi.advanceTimersByTime(4_000)
    expect(onSilence).not.toHaveBeenCalled()
  })

  it('asks at once and waits less when told to check', () => {
    const { heartbeat, sendPing, onSilence } = start()
    heartbeat.check()
    expect(sendPing).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(2_000)
    expect(onSilence).toHaveBeenCalledTimes(1)
  })

  it('is quiet once stopped', () => {
    const { heartbeat, sendPing, onSilence } = start()
    heartbeat.stop()
    vi.advanceTimersByTime(60_000)
    expect(sendPing).not.toHaveBeenCalled()
    expect(onSilence).not.toHaveBeenCalled()
  })
})
