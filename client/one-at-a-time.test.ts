import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.js'

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('never runs twice at once, so that no answer comes after one that was asked for later, and once more for all that came meanwhile', async () => {
  const running: (() => void)[] = []
  const run = oneAtATime(() => new Promise((resolve) => running.push(resolve)))
  for (let reason = 0; reason < 3; reason += 1) run()
  expect(running).toHaveLength(1)
  running[0]?.()
  await settle()
  expect(running).toHaveLength(2)
  running[1]?.()
  await settle()
  expect(running).toHaveLength(2)
  run()
  expect(running).toHaveLength(3)
})
