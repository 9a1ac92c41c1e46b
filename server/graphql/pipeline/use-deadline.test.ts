import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { patient } from '../../../tests/support/patient.js'
import { useDeadline } from './use-deadline.js'

const stuck = () => new Promise<never>(() => {})
const resolvers = { Query: { quick: () => 1, stuck }, Mutation: { stuck } }
const ask = smallYoga('type Query { quick: Int stuck: Int } type Mutation { stuck: Int }', resolvers, () => [
  useDeadline(2_500),
])

describe('an operation that takes too long', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  let givenUp: number
  beforeEach(() => (givenUp = 0))
  const context = { giveUp: () => (givenUp += 1) }

  it.each([
    ['query { stuck }', 'Ask for less, or try again later.'],
    ['query A { quick } query B { stuck }', 'Ask for less, or try again later.'],
    [
      'mutation B { stuck } query A { stuck }',
      'It may have been kept all the same. Send it again with the same key: nothing is done twice.',
    ],
  ])('is given up, and its sender told what to do: %s', async (query, fix) => {
    const answer = ask({ query, ...(query.includes('A {') && { operationName: 'B' }) }, { context })
    await vi.waitUntil(() => vi.getTimerCount() > 0, patient)
    vi.advanceTimersByTime(1_000)
    expect(givenUp).toBe(0)
    vi.advanceTimersByTime(2_500)
    expect(givenUp).toBe(1)
    expect(await answer).toEqual({
      status: 200,
      data: null,
      errors: [{ message: `The operation took longer than 2.5 s. ${fix}`, extensions: { code: 'TIMED_OUT' } }],
    })
  })
})

it('an operation that is done in time is answered', async () => {
  expect(await ask('{ quick }')).toEqual({ status: 200, data: { quick: 1 } })
})
