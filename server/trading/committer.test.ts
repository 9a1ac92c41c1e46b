import { describe, expect, it } from 'vitest'
import { decision } from '../../tests/support/builders.js'
import type { EventBus } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import type { NewDecision } from '../domain/decision.js'
import { StoreUnavailable, type Commit, type Journal } from '../storage/journal.js'
import { Committer } from './committer.js'

const nothing = { fills: [], closedTrades: [], orders: [], orderEvents: [], scoreEvents: [] }

/** A journal of decisions alone, of which the next confirmation can be lost after or before it was kept. */
class ShakyJournal {
  readonly kept: string[] = []
  lose: 'NOTHING' | 'CONFIRMATION' | 'COMMIT' = 'NOTHING'
  isDown = false

  wasKept({ decisions = [] }: Commit) {
    if (this.isDown) return Promise.reject(new StoreUnavailable('down'))
    const kept = decisions.filter(({ id }) => this.kept.includes(id)).map(({ id }) => decision({ id }))
    return Promise.resolve(kept.length > 0 ? { ...nothing, decisions: kept } : null)
  }

  commit({ decisions = [] }: Commit) {
    if (this.isDown) return Promise.reject(new StoreUnavailable('down'))
    if (this.lose !== 'COMMIT') this.kept.push(...decisions.map(({ id }) => id))
    const lost = this.lose !== 'NOTHING'
    this.lose = 'NOTHING'
    if (lost) return Promise.reject(new StoreUnavailable('lost', { outcomeUnknown: true }))
    return Promise.resolve({ ...nothing, decisions: decisions.map(({ id }) => decision({ id })) })
  }
}

function shaky() {
  const journal = new ShakyJournal()
  const heard: unknown[] = []
  const bus: EventBus = {
    ...memoryBus(),
    publish: (topic, _key, event) => void (topic === 'decision' && 'id' in event && heard.push(event.id)),
  }
  const committer = new Committer(journal as unknown as Journal, bus, (error) => {
    throw error
  })
  const taken: string[] = []
  const commit = (id: string) =>
    committer.commit({
      commit: { accountId: 'a', decisions: [{ id } as NewDecision] },
      takeOver: () => void taken.push(id),
    })
  return { journal, committer, commit, taken, heard }
}

describe('a commit whose confirmation is lost', () => {
  it('is taken over and told before anything after it, when it was kept', async () => {
    const { journal, committer, commit, taken, heard } = shaky()
    journal.lose = 'CONFIRMATION'
    await expect(commit('first')).rejects.toThrow(StoreUnavailable)
    expect([taken, committer.isInDoubt]).toEqual([[], true])
    await commit('second')
    expect(taken).toEqual(['first', 'second'])
    expect(heard).toEqual(['first', 'second'])
    expect(committer.isInDoubt).toBe(false)
  })

  it('is forgotten when it was not kept', async () => {
    const { journal, commit, taken } = shaky()
    journal.lose = 'COMMIT'
    await expect(commit('first')).rejects.toThrow(StoreUnavailable)
    await commit('second')
    expect([taken, journal.kept]).toEqual([['second'], ['second']])
  })

  it('lets nothing else through while the store cannot be asked', async () => {
    const { journal, committer, commit, taken } = shaky()
    journal.lose = 'CONFIRMATION'
    await expect(commit('first')).rejects.toThrow(StoreUnavailable)
    journal.isDown = true
    await expect(commit('second')).rejects.toThrow(StoreUnavailable)
    await expect(committer.ready()).rejects.toThrow(StoreUnavailable)
    journal.isDown = false
    await Promise.all([committer.ready(), committer.ready()])
    expect(taken).toEqual(['first'])
  })
})
