import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { StoreUnavailable } from '../../storage/journal.js'
import { KeyReused } from '../../trading/brokerage.js'
import { logFault } from './log-fault.js'

function logged() {
  const lines: string[] = []
  const errors: unknown[] = []
  let nowMs = 0
  const line = (level: string) => (facts: unknown) => {
    lines.push(level)
    errors.push((facts as { err?: unknown }).err)
  }
  const log = logFault({ warn: line('warn'), error: line('error') }, () => nowMs)
  return { lines, errors, log, later: (ms: number) => (nowMs += ms) }
}

const ofField = (originalError: Error) => new GraphQLError(originalError.message, { originalError })

describe('the log of failed requests', () => {
  it('has the faults that are ours, each', () => {
    const { lines, errors, log } = logged()
    const faults = [new Error('a bug'), ofField(new Error('a bug'))]
    for (const fault of faults) log(fault)
    expect(lines).toEqual(['error', 'error'])
    expect(errors).toEqual(faults)
  })

  it('has nothing of what a caller did', () => {
    const { lines, log } = logged()
    log(ofField(new KeyReused('The key was used before')))
    expect(lines).toEqual([])
  })

  it('warns once a minute while the store is away', () => {
    const { lines, errors, log, later } = logged()
    for (let request = 0; request < 10; request += 1) log(ofField(new StoreUnavailable('away')))
    expect(lines).toEqual(['warn'])
    expect(errors).toMatchObject([{ originalError: { message: 'away' } }])
    later(60_000)
    log(new StoreUnavailable('still away'))
    expect(lines).toEqual(['warn', 'warn'])
    later(-3_600_000)
    log(new StoreUnavailable('away, on a clock set back'))
    expect(lines).toEqual(['warn', 'warn', 'warn'])
  })
})
