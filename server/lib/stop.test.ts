import { expect, it } from 'vitest'
import { Stop } from './stop.js'

it('is told by its signal, whoever asks for it first', () => {
  const stop = new Stop()
  const { signal } = stop
  expect([stop.signal, signal.aborted]).toEqual([signal, false])
  stop.abort()
  expect(signal.aborted).toBe(true)
})

it('that came before anybody asked for the signal is told by it too', () => {
  const stop = new Stop()
  stop.abort()
  expect(stop.signal.aborted).toBe(true)
})
