import { expect, it } from 'vitest'
import { OpenedLater } from './opened-later.js'

function counted(opens: () => void = () => {}) {
  const counts = { opened: 0, closed: 0 }
  const later = new OpenedLater(async () => {
    counts.opened += 1
    opens()
    return Promise.resolve({ [Symbol.asyncDispose]: () => Promise.resolve(void (counts.closed += 1)) })
  })
  return { later, counts }
}

it('opens once, when it is first needed, and closes what was opened', async () => {
  const { later, counts } = counted()
  expect(counts.opened).toBe(0)
  const [one, other] = await Promise.all([later.get(), later.get()])
  expect(one).toBe(other)
  await later[Symbol.asyncDispose]()
  expect(counts).toEqual({ opened: 1, closed: 1 })
})

it('opens again when that failed', async () => {
  let isBroken = true
  const { later, counts } = counted(() => {
    if (isBroken) throw new Error('broken')
  })
  await expect(later.get()).rejects.toThrow('broken')
  isBroken = false
  await later.get()
  expect(counts.opened).toBe(2)
})

it('closes nothing when nothing was opened, or could be', async () => {
  const { later, counts } = counted(() => {
    throw new Error('broken')
  })
  await later[Symbol.asyncDispose]()
  await expect(later.get()).rejects.toThrow('broken')
  await later[Symbol.asyncDispose]()
  expect(counts.closed).toBe(0)
})
