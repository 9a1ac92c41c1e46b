import { afterAll, beforeAll, expect, it } from 'vitest'
import { NobodyWaits, TooMuchWaits, type Asker } from '../../../server/lib/asker.js'
import type { Store } from '../../../server/storage/open-store.js'
import { maxWaitingReadsOfConnection } from '../../../server/storage/sql/reads.js'
import { noon } from '../../support/builders.js'
import type { StoreHome } from '../../support/store/store-home.js'
import { keepSearched } from './searches.js'

const stay = new AbortController().signal
const asker = (source: string, signal = stay, connection = {}): Asker => ({ source, connection, signal })

/** It has to look at every record, in several pieces, and finds none. */
const findsNothing = { symbol: ['ETH-PERPETUAL'], action: ['HOLD' as const], outcome: ['STOP' as const] }

const search = ({ journal }: Store, from: Asker) =>
  journal.recordsFor(from).decisions.newestFirst(findsNothing, { limit: 10 })
const page = ({ journal }: Store, from: Asker) => journal.recordsFor(from).decisions.newestFirst({}, { limit: 10 })
/** An engine may connect only when it is asked for much. */
const connectAll = ({ journal }: Store) =>
  Promise.all(Array.from({ length: 10 }, () => journal.decisions.newestFirst({}, { limit: 1 })))

const nothing = { items: [], hasMore: false }

export function describeTurns(makeHome: () => Promise<StoreHome>): void {
  let home: StoreHome
  let store: Store
  let refused = 0
  beforeAll(async () => {
    home = await makeHome()
    store = await home.open({ now: () => noon, onRefusedRead: () => (refused += 1) })
    await keepSearched(store)
    await connectAll(store)
  })
  afterAll(async () => {
    await store[Symbol.asyncDispose]()
    await home[Symbol.asyncDispose]()
  })

  it('are pages while another client searches: none waits for a whole search', async () => {
    const answered: string[] = []
    const note = (name: string) => () => void answered.push(name)
    const attacker = asker('attacker')
    const searches = Array.from({ length: 20 }, () => search(store, attacker).then(note('search')))
    const healthy = asker('healthy')
    for (let count = 0; count < 10; count += 1) {
      expect(await page(store, healthy)).toMatchObject({ hasMore: true })
      note('page')()
    }
    // Some engines read at the same time. First come, first served, all pages would be last.
    await Promise.all(searches)
    expect(answered.slice(0, 15).filter((one) => one === 'page')).toHaveLength(10)
  })

  it('are searches in turn: one is over before most of those of a client who asked for many before', async () => {
    const answered: string[] = []
    const attackers = [asker('attacker'), asker('attacker')]
    const searches = Array.from({ length: 20 }, (_, index) =>
      search(store, attackers[index % 2] as Asker).then(() => answered.push('attacker')),
    )
    searches.push(search(store, asker('healthy')).then(() => answered.push('healthy')))
    await Promise.all(searches)
    expect(answered.indexOf('healthy')).toBeLessThan(10)
  })

  it('end when the client has left: what is not read yet is not read', async () => {
    const stop = new AbortController()
    const leaving = asker('a', stop.signal)
    const searches = Array.from({ length: 20 }, () => search(store, leaving))
    const left = Promise.allSettled(searches)
    const staying = search(store, asker('b'))
    await page(store, leaving)
    stop.abort()
    const reasons = (await left).flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
    for (const reason of reasons) expect(reason).toBeInstanceOf(NobodyWaits)
    // Some may have been over already.
    expect(reasons.length).toBeGreaterThan(10)
    expect(await staying).toEqual(nothing)
    await expect(page(store, leaving)).rejects.toThrow(NobodyWaits)
    await expect(store.equity.bars('a', { fromMs: 0, toMs: noon, maxBars: 10 }, leaving)).rejects.toThrow(NobodyWaits)
    expect(await search(store, asker('a'))).toEqual(nothing)
    expect(refused).toBe(0)
  })

  it('are refused when very many of one connection wait, and not to others', async () => {
    const greedy = asker('greedy')
    const asked = Array.from({ length: maxWaitingReadsOfConnection + 50 }, () => page(store, greedy))
    const other = page(store, asker('other'))
    const ends = await Promise.allSettled(asked)
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.length).toBeLessThanOrEqual(50)
    for (const reason of reasons) expect(reason).toBeInstanceOf(TooMuchWaits)
    expect(refused).toBe(reasons.length)
    expect(await other).toMatchObject({ hasMore: true })
    expect(await page(store, greedy)).toMatchObject({ hasMore: true })
  })
}
