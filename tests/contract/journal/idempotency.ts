import { expect, it } from 'vitest'
import { KeyTaken, type Journal } from '../../../server/storage/journal.js'
import { insertRow } from '../../../server/storage/sql/columns.js'
import { keptKeys } from '../../../server/storage/sql/keep-answer.js'
import { readBack } from '../../support/store/read-log.js'
import { account, newDecision } from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

export function describeIdempotency(makeHome: () => Promise<StoreHome>): void {
  it('remembers the newest keys of an account and the one that opened it, and forgets the others', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    await using database = home.openDatabase()
    const { journal } = store
    const opening = { key: 'open', fingerprint: 'f', answer: { done: 'AccountOpened' } }
    for (const accountId of ['a', 'b']) {
      await journal.commit({ accountId, open: account(accountId), idempotency: opening })
      await publish(journal, 'early', accountId)
    }
    await database.transaction(async (session) => {
      await session.run("DELETE FROM idempotency WHERE account_id = 'a' AND seq > 1")
      // As if those between them had been used, too.
      for (const seq of [2, 100, 101, keptKeys + 99]) {
        const row = { account_id: 'a', request_key: `used ${seq}`, fingerprint: 'f', answer: '{}', seq }
        await insertRow(session, 'idempotency', row)
      }
    })
    const isKnown = async (key: string, accountId = 'a') => (await journal.answerTo(accountId, key)) !== null
    expect([await isKnown('used 2'), await isKnown('used 101')]).toEqual([true, true])
    await publish(journal, 'newest')
    expect([await isKnown('used 2'), await isKnown('used 100')]).toEqual([false, false])
    expect([await isKnown('open'), await isKnown('used 101'), await isKnown('newest')]).toEqual([true, true, true])
    expect([await isKnown('open', 'b'), await isKnown('early', 'b')]).toEqual([true, true])
    await expect(publish(journal, 'used 101')).rejects.toThrow(KeyTaken)
    await publish(journal, 'used 2')
    expect(await isKnown('used 2')).toBe(true)
  })

  it('keeps the answer with the places of what was committed, for its account alone', async () => {
    await using home = await makeHome()
    {
      await using store = await home.open()
      await store.journal.commit({ accountId: 'a', open: account('a') })
      await publish(store.journal, 'k')
    }
    await using store = await home.open()
    const { journal } = store
    const [decision] = await readBack(journal.decisions, {})
    expect(decision).toMatchObject({ seq: 1 })
    expect(await journal.answerTo('a', 'k')).toEqual({ fingerprint: 'of k', answer: { decision, words: ['é', null] } })
    for (const [accountId, key] of [
      ['b', 'k'],
      ['a', 'other'],
      ['a', ''],
      ['a', '\0'],
      ['\0', 'k'],
    ] as const) {
      expect(await journal.answerTo(accountId, key)).toBeNull()
    }
    await expect(publish(journal, 'k')).rejects.toThrow(KeyTaken)
    await publish(journal, 'another')
    expect(await readBack(journal.decisions, {})).toHaveLength(2)
  })

  it('lets another account use the same key', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    for (const accountId of ['a', 'b']) {
      await journal.commit({ accountId, open: account(accountId) })
      await publish(journal, 'k', accountId)
    }
    expect(await readBack(journal.decisions, {})).toHaveLength(2)
  })

  it('keeps one of a thousand commits under a key that were asked for at once', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const outcomes = await Promise.allSettled(Array.from({ length: 1_000 }, () => publish(journal, 'k')))
    const refused = outcomes.filter((one) => one.status === 'rejected' && one.reason instanceof KeyTaken)
    expect(refused).toHaveLength(999)
    expect(await readBack(journal.decisions, {})).toHaveLength(1)
    expect(await journal.answerTo('a', 'k')).toMatchObject({ answer: { decision: { seq: 1 } } })
  })

  it('keeps one when two stores on the same database are asked at once', async () => {
    await using home = await makeHome()
    await using one = await home.open()
    await using other = await home.open()
    await one.journal.commit({ accountId: 'a', open: account('a') })
    const asked = Array.from({ length: 100 }, (_, index) => publish((index % 2 ? one : other).journal, 'k'))
    const outcomes = await Promise.allSettled(asked)
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected' && outcome.reason instanceof KeyTaken)
    expect(refused).toHaveLength(99)
    expect(await readBack(one.journal.decisions, {})).toHaveLength(1)
  })
}

function publish(journal: Journal, key: string, accountId = 'a') {
  const decision = newDecision({ accountId })
  return journal.commit({
    accountId,
    decisions: [decision],
    idempotency: {
      key,
      fingerprint: `of ${key}`,
      answer: { decision, words: ['é', null] },
    },
  })
}
