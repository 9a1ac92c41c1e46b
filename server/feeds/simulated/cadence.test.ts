import { describe, expect, it } from 'vitest'
import { createCadence } from './cadence.js'

describe('a cadence', () => {
  it('beats at whole intervals after its start, however late it is asked', () => {
    const beat = createCadence(1000, 250)
    expect(beat.take(1249)).toBe(false)
    expect(beat.take(1260)).toBe(true)
    expect(beat.nextMs()).toBe(1500)
    expect(beat.take(1260)).toBe(false)
  })

  it('counts beats that were slept through as one', () => {
    const beat = createCadence(1000, 250)
    expect(beat.take(3_601_010)).toBe(true)
    expect(beat.nextMs()).toBe(3_601_250)
    expect(beat.take(3_601_249)).toBe(false)
  })

  it('does not beat all the time, even with an interval of 0', () => {
    const beat = createCadence(0, 0)
    expect(beat.take(1)).toBe(true)
    expect(beat.take(1)).toBe(false)
  })
})
