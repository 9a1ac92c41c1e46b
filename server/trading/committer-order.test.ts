import { describe, expect, it } from 'vitest'
import {
  account,
  newClosedTrade,
  newDecision,
  newFill,
  newOrderEvent,
  newScore,
} from '../../tests/support/store/records.js'
import { sqliteHomeInMemory } from '../../tests/support/store/store-home.js'
import { heldJournal } from '../../tests/support/trading/held-journal.js'
import type { EventBus } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { Committer } from './committer.js'

const unexpected = (error: unknown) => {
  throw error
}

const accountIds = ['a', 'b', 'c'] as const

describe('Committer', () => {
  it('tells of commits in their order over all accounts, each after its owner has taken it over', async () => {
    await using home = sqliteHomeInMemory()
    await using store = await home.open()
    await using bus = memoryBus()
    const committer = new Committer(store.journal, bus, unexpected)
    const told: string[] = []
    const reading = (async () => {
      for await (const { id } of bus.subscribe('decision')) told.push(`told ${id}`)
    })()
    for (const id of accountIds) await committer.commit({ commit: { accountId: id, open: account(id) } })
    const wanted = Array.from({ length: 60 }, (_, index) => ({
      accountId: accountIds[index % 3] ?? 'a',
      id: `d${index}`,
    }))
    const order: string[] = []
    const done = wanted.map(({ accountId, id }) =>
      committer.commit({
        commit: { accountId, decisions: [newDecision({ id, accountId })] },
        takeOver: () => void order.push(id),
      }),
    )
    await Promise.all(done)
    await bus[Symbol.asyncDispose]()
    await reading
    expect(order).toEqual(wanted.map(({ id }) => id))
    expect(told).toEqual(wanted.map(({ id }) => `told ${id}`))
  })

  it('tells of fills before the decision that made them, with the places that the journal gave', async () => {
    await using home = sqliteHomeInMemory()
    await using store = await home.open()
    const heard: string[] = []
    const bus: EventBus = {
      ...memoryBus(),
      publish: (topic, _key, event) => heard.push(`${topic} ${'seq' in event ? event.seq : ''}`),
    }
    const committer = new Committer(store.journal, bus, unexpected)
    const records = { decisions: [newDecision()], fills: [newFill(), newFill()] }
    await committer.commit({
      commit: { accountId: 'a', open: account('a'), ...records },
      takeOver: () => void heard.push('taken over'),
    })
    expect(heard).toEqual(['taken over', 'account ', 'fill 1', 'fill 2', 'decision 1'])
  })

  it('tells everything that is committed, in the order of the commits, also what was in doubt', async () => {
    await using home = sqliteHomeInMemory()
    await using store = await home.open()
    const journal = heldJournal(store.journal)
    const heard: string[] = []
    const bus: EventBus = {
      ...memoryBus(),
      publish: (topic, key, event) => heard.push(`${topic} of ${key} ${'seq' in event ? event.seq : ''}`.trim()),
    }
    const committer = new Committer(journal, bus, unexpected)
    const commit = (accountId: 'a' | 'b') => {
      const decision = newDecision({ accountId, outcome: 'OPEN' })
      const records = {
        decisions: [decision],
        orderEvents: [newOrderEvent({ accountId })],
        fills: [newFill({ accountId })],
        closedTrades: [newClosedTrade({ accountId })],
        scores: [newScore({ accountId, decisionId: decision.id }), newScore({ accountId, decisionId: decision.id })],
      }
      return committer.commit({ commit: { accountId, account: { ...account(accountId), resets: 1 }, ...records } })
    }
    const all = (accountId: string, seq: number) => [
      `account of ${accountId}`,
      `orderEvent of ${accountId} ${seq}`,
      `fill of ${accountId} ${seq}`,
      `closedTrade of ${accountId} ${seq}`,
      `decision of ${accountId} ${seq}`,
      `scoreEvent of ${accountId} ${2 * seq - 1}`,
      `scoreEvent of ${accountId} ${2 * seq}`,
    ]
    for (const id of ['a', 'b']) await committer.commit({ commit: { accountId: id, open: account(id) } })
    await Promise.all([commit('a'), commit('b'), commit('a')])
    const opened = ['account of a', 'account of b']
    expect(heard).toEqual([...opened, ...all('a', 1), ...all('b', 1), ...all('a', 2)])
    heard.length = 0
    journal.loseConfirmation()
    await expect(commit('b')).rejects.toThrow('lost')
    await Promise.all([commit('a'), commit('b')])
    expect(heard).toEqual([...all('b', 2), ...all('a', 3), ...all('b', 3)])
  })

  it('takes over and tells nothing that was not committed', async () => {
    await using home = sqliteHomeInMemory()
    await using store = await home.open()
    const heard: string[] = []
    const committer = new Committer(
      store.journal,
      { ...memoryBus(), publish: (topic) => void heard.push(topic) },
      unexpected,
    )
    const unopened = { accountId: 'nobody', decisions: [newDecision({ accountId: 'nobody' })] }
    const change = { commit: unopened, takeOver: () => void heard.push('taken over') }
    await expect(committer.commit(change)).rejects.toThrow('never opened')
    expect(heard).toEqual([])
  })

  it('tells of what was committed, and reports the fault, when its owner fails to take it over', async () => {
    await using home = sqliteHomeInMemory()
    await using store = await home.open()
    const heard: unknown[] = []
    const bus: EventBus = { ...memoryBus(), publish: (topic) => void heard.push(topic) }
    const committer = new Committer(store.journal, bus, (error) => heard.push(error))
    const fault = new Error('a fault of ours')
    await committer.commit({
      commit: { accountId: 'a', open: account('a'), decisions: [newDecision()] },
      takeOver() {
        throw fault
      },
    })
    expect(heard).toEqual([fault, 'account', 'decision'])
    expect(committer.isInDoubt).toBe(false)
  })
})
