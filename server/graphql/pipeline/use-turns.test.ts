import { beforeEach, describe, expect, it } from 'vitest'
import { smallYoga } from '../../../tests/support/api/small-yoga.js'
import type { FairTurns } from '../../lib/fair-turns.js'
import { operationTurns, useTurns } from './use-turns.js'

let said: string[]
beforeEach(() => (said = []))

/** Turns that say who began and who used time. */
const turns = {
  begin: ({ name }: { name: string }) => void said.push(`${name} begins`),
  spent: ({ name }: { name: string }, ms: number) => void said.push(`${name} spent ${ms >= 0 && ms < 60_000}`),
  spend<T>({ name }: { name: string }, work: () => T): T {
    said.push(`${name} executes`)
    return work()
  },
} as unknown as FairTurns
const ask = smallYoga('type Query { say: String }', { Query: { say: () => said.at(-1) } }, () => [useTurns(turns)])
const context = { connection: { name: 'A' } }

describe('the time of a connection', () => {
  it('is that of parsing, validating and executing, after its turn has come', async () => {
    expect((await ask('{ say }', { context })).data).toEqual({ say: 'A executes' })
    expect(said).toEqual(['A begins', 'A spent true', 'A spent true', 'A executes'])
  })

  it('is its own', async () => {
    await ask('{ say }', { context: { connection: { name: 'B' } } })
    expect(new Set(said.map((one) => one.slice(0, 1)))).toEqual(new Set(['B']))
  })
})

describe('the turns of operations', () => {
  it('let a connection use half a second at once, and then wait', () => {
    const [connection, other] = [{}, {}]
    const few = operationTurns()
    few.spent(connection, 400)
    expect(few.begin(connection)).toBeUndefined()
    const many = operationTurns()
    many.spent(connection, 60_000)
    expect(many.begin(connection)).toBeInstanceOf(Promise)
    expect(many.begin(other)).toBeUndefined()
  })
})
