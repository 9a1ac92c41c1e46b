import { describe, expect, it } from 'vitest'
import { createCadence } from './cadence.js'

describe('a cadence', () => {
  it('beats at the multiples of its interval, whenever it started and however late it is asked', () => {
    const beat = createCadence(1100, 250)
    expect(beat.nextMs()).toBe(1250)
    expect(beat.take(1249)).toBeNull()
    expect(beat.take(1260)).toBe(1250)
    expect(beat.nextMs()).toBe(1500)
    expect(beat.take(1260)).toBeNull()
  })

  it('does not count a start on a beat as one', () => {
    const beat = createCadence(1000, 250)
    expect(beat.take(1000)).toBeNull()
    expect(beat.nextMs()).toBe(1250)
  })

  it('leaves out beats that were slept through', () => {
    const beat = createCadence(1000, 250)
    expect(beat.take(3_601_010)).toBe(3_601_000)
    expect(beat.nextMs()).toBe(3_601_250)
    expect(beat.take(3_601_249)).toBeNull()
  })

  it('does not beat all the time, even with an interval of 0', () => {
    const beat = createCadence(0, 0)
    expect(beat.take(1)).toBe(1)
    expect(beat.take(1)).toBeNull()
  })
})
