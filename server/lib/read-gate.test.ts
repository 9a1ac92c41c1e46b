import { expect, it } from 'vitest'
import { settle } from '../../tests/support/manual-clock.js'
import { ReadGate } from './read-gate.js'
import { never } from './stop.js'

it('a gate is closed when those who read already have left, and lets nobody in before it is open', async () => {
  const gate = new ReadGate()
  const leave = [gate.enter(), gate.enter()]
  const done: string[] = []
  void gate.close(never).then(() => done.push('closed'))
  expect(gate.isOpen).toBe(true)
  await settle()
  expect(gate.isOpen).toBe(false)
  void gate.opened(never).then(() => done.push('opened'))
  leave[0]?.()
  await settle()
  expect(done).toEqual([])
  leave[1]?.()
  await settle()
  expect(done).toEqual(['closed'])
  gate.open()
  await settle()
  expect([...done, gate.isOpen]).toEqual(['closed', 'opened', true])
  await gate.opened(never)
})

it('a gate that is not to be closed any more waits for nobody', async () => {
  const gate = new ReadGate()
  gate.enter()
  const stop = new AbortController()
  const closing = gate.close(stop.signal)
  await settle()
  stop.abort()
  await closing
  await gate.close(stop.signal)
})

it('who leaves does not wait for a gate that stays closed', async () => {
  const gate = new ReadGate()
  await gate.close(never)
  const leaving = new AbortController()
  const waiting = gate.opened(leaving.signal)
  leaving.abort()
  await waiting
  await gate.opened(leaving.signal)
  expect(gate.isOpen).toBe(false)
})
