import { expect, it } from 'vitest'
import { everyone } from '../fanout/live-source.js'
import { ReadGate } from '../lib/read-gate.js'
import { never } from '../lib/stop.js'
import { boundTo } from './timeline-streams.js'

it('while a replay goes to a time, its readers are checked only for whether it is open', async () => {
  const gate = new ReadGate()
  let isOver = false
  const check = () => {
    if (isOver) throw new Error('The replay is over')
  }
  const noAccounts = () => {
    throw new Error('no such account')
  }
  const own = { audience: everyone, reader: { audience: () => everyone, check: noAccounts } }
  const { reader } = boundTo({ closed: never, check, gate }, own)
  expect(() => reader.check()).toThrow('no such account')
  await gate.close(never)
  reader.check()
  isOver = true
  expect(() => reader.check()).toThrow('The replay is over')
  gate.open()
})
