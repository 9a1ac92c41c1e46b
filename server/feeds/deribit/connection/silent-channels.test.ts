import { describe, expect, it } from 'vitest'
import { createSilenceWatch } from './silent-channels.js'

function watch() {
  const channels = createSilenceWatch({ silenceMs: 8_000, againMs: 60_000 })
  channels.watch(['a', 'b'], 0)
  return channels
}

describe('createSilenceWatch', () => {
  it('names a channel that is silent while another speaks', () => {
    const channels = watch()
    channels.heard('b', 5_000)
    expect(channels.silent(7_999)).toEqual([])
    expect(channels.silent(8_000)).toEqual(['a'])
  })

  it('names it again only after a while, and not at all once it speaks', () => {
    const channels = watch()
    const named = [8_000, 9_000, 67_999, 68_000].map((nowMs) => {
      channels.heard('b', nowMs)
      return channels.silent(nowMs)
    })
    expect(named).toEqual([['a'], [], [], ['a']])
    channels.heard('a', 69_000)
    channels.heard('b', 76_999)
    expect(channels.silent(76_999)).toEqual([])
    expect(channels.silent(77_000)).toEqual(['a'])
  })

  it('does not wait for a clock that was set back', () => {
    const channels = watch()
    channels.heard('a', 100_000)
    channels.heard('b', 100_000)
    expect(channels.silent(40_000)).toEqual([])
    expect(channels.silent(48_000)).toEqual(['a', 'b'])
  })

  it('does not watch other channels', () => {
    const channels = watch()
    channels.heard('c', 0)
    channels.heard('a', 9_000)
    channels.heard('b', 9_000)
    expect(channels.silent(9_000)).toEqual([])
  })

  it('watches new channels from then on, and stops watching channels that are not wanted', () => {
    const channels = watch()
    channels.watch(['b', 'c'], 4_000)
    expect(channels.silent(8_000)).toEqual(['b'])
    expect(channels.silent(12_000)).toEqual(['c'])
  })
})
