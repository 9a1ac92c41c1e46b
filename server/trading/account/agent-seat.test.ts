import { describe, expect, it } from 'vitest'
import { deskUnderTest, intervalMs } from '../../../tests/support/trading/desk.js'
import { buying, holding } from '../../../tests/support/trading/scripted-agent.js'
import type { AgentDecision, TradingAgent } from '../agents/trading-agent.js'

/** A desk whose only agent thinks until it is told what to decide. */
async function thinkingDesk() {
  const asked: AbortSignal[] = []
  let answer = (_decisions: readonly AgentDecision[]) => {}
  const agent: TradingAgent = {
    ...{ name: 'Slow', model: 'slow-1', currency: 'BTC' },
    decide(_view, signal) {
      asked.push(signal)
      return new Promise((resolve) => (answer = resolve))
    },
  }
  const test = await deskUnderTest({ agents: [{ id: 'a', name: 'A', agent, depositUsd: 10_000 }] })
  return { test, asked, answer: (...decisions: readonly AgentDecision[]) => answer(decisions) }
}

describe('an agent', () => {
  it('is not asked again while it thinks, and then at the next look', async () => {
    const { test, asked, answer } = await thinkingDesk()
    await using _test = test
    await test.hear()
    await test.clock.advance(3 * intervalMs)
    await test.hear()
    expect(asked).toHaveLength(1)
    answer(holding)
    await test.desk.settled()
    await test.hear()
    expect(asked).toHaveLength(2)
    answer(holding)
    await test.desk.settled()
    expect(test.published('decision')).toHaveLength(2)
  })

  it('is told that it was stopped, and what it decides after that is not carried out', async () => {
    const { test, asked, answer } = await thinkingDesk()
    await using _test = test
    await test.hear()
    const stopped = test.desk[Symbol.asyncDispose]()
    expect(asked.map(({ aborted }) => aborted)).toEqual([true])
    answer(buying())
    await stopped
    expect(await test.decisions()).toEqual([])
    expect(test.positions('a')).toEqual([])
  })

  it('is settled only when what it decided is committed', async () => {
    const { test, answer } = await thinkingDesk()
    await using _test = test
    await test.hear()
    const whenSettled = test.desk.settled().then(() => test.positions('a'))
    // A desk that did not wait for it would be settled before these are committed one after the other.
    for (const name of ['b', 'c', 'd', 'e']) await test.openAccount(name)
    answer(buying())
    expect(await whenSettled).toHaveLength(1)
  })
})
