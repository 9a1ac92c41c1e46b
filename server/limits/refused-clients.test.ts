import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { maxClients, maxTold, RefusedClients, windowMs } from './refused-clients.js'
import { sourceOfAddress } from './source.js'

let lines: unknown[]
let refused: RefusedClients
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  lines = []
  refused = new RefusedClients({ info: (facts: unknown) => void lines.push(facts) })
})
afterEach(() => void vi.useRealTimers())

const client = (index: number) => sourceOfAddress(`10.0.${index >> 8}.${index & 255}`)

it('a client that meets a limit is told at once, and how often at the end of the minute', () => {
  for (let count = 0; count < 511; count += 1) refused.add('operations', client(1))
  refused.add('writes', client(1))
  refused.add('operations', client(2))
  expect(lines).toEqual([
    { client: '10.0.0.1', limit: 'operations' },
    { client: '10.0.0.1', limit: 'writes' },
    { client: '10.0.0.2', limit: 'operations' },
  ])
  vi.advanceTimersByTime(windowMs)
  const [first, ...others] = lines.slice(0, 3)
  const worst = [{ ...(first as object), refusals: 511 }, ...others.map((one) => ({ ...(one as object), refusals: 1 }))]
  expect(lines[3]).toEqual({ refusals: 513, clients: 3, worst })
  refused.add('operations', client(1))
  expect(lines[4]).toEqual(first)
  vi.advanceTimersByTime(2 * windowMs)
  expect(lines).toHaveLength(6)
})

it('of many, few are told, and those refused most: an attacker is among them', () => {
  for (let index = 0; index < 2 * maxClients; index += 1) refused.add('operations', client(index))
  for (let count = 0; count < 50; count += 1) refused.add('operations', client(maxClients - 1))
  expect(lines).toHaveLength(maxTold)
  vi.advanceTimersByTime(windowMs)
  expect(lines).toHaveLength(maxTold + 1)
  const { refusals, clients, worst } = lines.at(-1) as { refusals: number; clients: number; worst: unknown[] }
  expect([refusals, clients, worst.length]).toEqual([2 * maxClients + 50, maxClients, maxTold])
  expect(worst[0]).toEqual({ client: client(maxClients - 1).key, limit: 'operations', refusals: 51 })
})
