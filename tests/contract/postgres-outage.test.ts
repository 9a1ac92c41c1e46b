import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { StoreUnavailable } from '../../server/storage/journal.js'
import type { Store } from '../../server/storage/open-store.js'
import { noon } from '../support/builders.js'
import { hasPostgres, startPostgres, type PostgresServer } from '../support/postgres.js'
import { readBack } from '../support/store/read-log.js'
import { account, newDecision, tokenRecord } from '../support/store/records.js'
import { postgresHome, type StoreHome } from '../support/store/store-home.js'

const limitMs = 5_000
const stay = new AbortController().signal

describe.skipIf(!hasPostgres)('The store while PostgreSQL', () => {
  let server: PostgresServer
  let home: StoreHome
  let store: Store
  const kept: string[] = []

  beforeAll(async () => {
    server = await startPostgres()
    home = await postgresHome(server)
    store = await home.open()
    await store.journal.commit({ accountId: 'a', open: account('a') })
    await commitOne()
  })
  afterAll(async () => {
    await store[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  async function commitOne(key?: string): Promise<void> {
    const decision = newDecision()
    const idempotency = key === undefined ? {} : { idempotency: { key, fingerprint: key, answer: { id: decision.id } } }
    await store.journal.commit({ accountId: 'a', decisions: [decision], ...idempotency })
    kept.push(decision.id)
  }

  const span = { fromMs: 0, toMs: noon, maxBars: 10 }
  let added = 0
  const everything: Record<string, () => Promise<unknown>> = {
    commit: () => commitOne(),
    'a page': () => store.journal.decisions.newestFirst({}, { limit: 5 }),
    'a page of a client': () =>
      store.journal.recordsFor({ source: 'a', connection: {}, signal: stay }).decisions.newestFirst({}, { limit: 5 }),
    'what was kept': () => store.journal.wasKept({ accountId: 'a', decisions: [newDecision()] }),
    'a kept answer': () => store.journal.answerTo('a', 'k'),
    accounts: () => store.journal.accounts(),
    'adding equity': () => store.equity.add([{ accountId: 'a', timeMs: noon, accountValueUsd: 1 }]),
    'reading equity': () => store.equity.bars('a', span),
    'adding a token': () => store.tokens.add(`hash ${(added += 1)}`, tokenRecord({ id: `${added}` })),
    'reading a token': () => store.tokens.find('hash'),
    'a list of tokens': () => store.tokens.list({ first: 5, after: null }),
    'revoking a token': () => store.tokens.revoke('1', noon),
    'the revocations': () => store.tokens.revocationsAfter(0),
    'the uses of tokens': () => store.tokens.used(new Map([['1', noon]])),
  }

  async function expectRefusals(): Promise<void> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const outcomes: unknown[] = []
      const asked = Object.values(everything).flatMap((ask) => Array.from({ length: 20 }, ask))
      for (const answer of asked) {
        answer.then(
          (value) => outcomes.push(value),
          (reason: unknown) => outcomes.push(reason),
        )
      }
      await vi.advanceTimersByTimeAsync(limitMs)
      expect(outcomes).toHaveLength(asked.length)
      for (const outcome of outcomes) expect(outcome).toBeInstanceOf(StoreUnavailable)
    } finally {
      vi.useRealTimers()
    }
  }

  async function expectService(): Promise<void> {
    for (const ask of Object.values(everything)) await ask()
    const ids = (await readBack(store.journal.decisions, {})).map(({ id }) => id)
    expect(ids.toReversed()).toEqual(kept)
  }

  it('is stopped refuses everything within 5 s, and serves again by itself when it is back', async () => {
    for (let outage = 0; outage < 2; outage += 1) {
      await expectService()
      await server.stop()
      await expectRefusals()
      await expectRefusals()
      await server.start()
      await expectService()
    }
  })

  it('answers nothing refuses everything within 5 s, and serves again by itself when it answers', async () => {
    await expectService()
    server.halt()
    try {
      await expectRefusals()
    } finally {
      server.resume()
    }
    await expectService()
  })

  it('crashes between commits keeps all that was acknowledged and nothing that was refused', async () => {
    for (let crash = 0; crash < 3; crash += 1) {
      const commits = Array.from({ length: 300 }, (_, index) => commitOne(`crash-${crash}-${index}`))
      const settled = Promise.allSettled(commits)
      // Some are answered then, and the rest is on its way.
      await commits[crash]
      await server.stop()
      const outcomes = await settled
      await server.start()
      const known = new Set((await readBack(store.journal.decisions, {})).map(({ id }) => id))
      expect([...known]).toEqual(expect.arrayContaining(kept))
      for (const [index, outcome] of outcomes.entries()) {
        const stored = await store.journal.answerTo('a', `crash-${crash}-${index}`)
        const answer = (stored?.answer as { readonly id?: unknown } | undefined)?.id
        if (outcome.status === 'fulfilled') expect(answer).toBeTypeOf('string')
        else {
          const { reason } = outcome as { reason: StoreUnavailable }
          expect(reason).toBeInstanceOf(StoreUnavailable)
          if (!reason.outcomeUnknown) expect(answer).toBeUndefined()
          else if (typeof answer === 'string') kept.push(answer)
        }
      }
      expect(known.size).toBe(kept.length)
    }
  })

  it('is not there when it is opened is refused, saying where without a password', async () => {
    await expect(home.open({ databaseUrl: 'postgres://me:secret@127.0.0.1:1/none' })).rejects.toThrow(StoreUnavailable)
    await expect(home.open({ databaseUrl: 'postgres://me:secret@127.0.0.1:1/none' })).rejects.not.toThrow('secret')
  })
})
