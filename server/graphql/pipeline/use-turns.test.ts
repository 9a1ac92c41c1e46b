import { beforeEach, describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import { turnAsker } from '../../../tests/support/turn-asker.js'
import type { FairTurns, TurnAsker } from '../../lib/fair-turns.js'
import { operationTurns, useTurns } from './use-turns.js'

let said: string[]
beforeEach(() => (said = []))

/** Turns that say who began and who used time. */
const turns = {
  begin: ({ source }: TurnAsker) => void said.push(`${source} begins`),
  spent: ({ source }: TurnAsker, ms: number) => void said.push(`${source} spent ${ms >= 0 && ms < 60_000}`),
  spend<T>({ source }: TurnAsker, work: () => T): T {
    said.push(`${source} executes`)
    return work()
  },
} as unknown as FairTurns
const askerOf = (context: unknown) => turnAsker((context as { name: string }).name)
const ask = smallYoga('type Query { say: String }', { Query: { say: () => said.at(-1) } }, () => [
  useTurns(turns, askerOf),
])
const context = { name: 'A' }

describe('the time of a connection', () => {
  it('is that of parsing, validating and executing, after its turn has come', async () => {
    expect((await ask('{ say }', { context })).data).toEqual({ say: 'A executes' })
    expect(said).toEqual(['A begins', 'A spent true', 'A spent true', 'A executes'])
  })

  it('is its own', async () => {
    await ask('{ say }', { context: { name: 'B' } })
    expect(new Set(said.map((one) => one.slice(0, 1)))).toEqual(new Set(['B']))
  })
})

describe('the turns of operations', () => {
  it('let a connection use half a second at once, and then wait', () => {
    const [connection, other] = [turnAsker('a'), turnAsker('b')]
    const few = operationTurns()
    few.spent(connection, 400)
    expect(few.begin(connection)).toBeUndefined()
    const many = operationTurns()
    many.spent(connection, 60_000)
    expect(many.begin(connection)).toBeInstanceOf(Promise)
    expect(many.hasPaid(other)).toBe(true)
  })

  it('let all connections of an address use a second at once, and then half of the time', () => {
    const turns = operationTurns()
    for (let count = 0; count < 3; count += 1) turns.spent(turnAsker('a'), 400)
    expect(turns.hasPaid(turnAsker('a'))).toBe(false)
    expect(turns.hasPaid(turnAsker('b'))).toBe(true)
  })
})
