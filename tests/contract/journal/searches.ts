import { expect, it } from 'vitest'
import type { Store } from '../../../server/storage/open-store.js'
import { noon } from '../../support/builders.js'
import { account, newDecision } from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

/** More than two stretches of a search. */
const count = 24_000
const wanted = [1, 11_999, 12_000, count]

/** Decisions that pass one field of the filter, some that pass the other, and few that pass both. */
function decisionAt(place: number) {
  const isWanted = wanted.includes(place)
  const passesOne = place % 2 === 0
  return newDecision({
    id: `d${place}`,
    symbol: isWanted || passesOne ? 'ETH-PERPETUAL' : 'BTC-PERPETUAL',
    action: isWanted || !passesOne ? 'CLOSE' : 'HOLD',
  })
}

/** Commits all of them, of account `a`. */
export async function keepSearched({ journal }: Pick<Store, 'journal'>): Promise<void> {
  await journal.commit({ accountId: 'a', open: account('a') })
  for (let first = 1; first <= count; first += 1_000) {
    const decisions = Array.from({ length: 1_000 }, (_, index) => decisionAt(first + index))
    await journal.commit({ accountId: 'a', decisions })
  }
}

export function describeSearches(makeHome: () => Promise<StoreHome>): void {
  it('finds all that passes two fields among many records that pass one, in order, both ways', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon })
    await keepSearched(store)
    const log = store.journal.decisions
    for (const accounts of [{}, { accountId: ['a'] }, { accountId: ['a', 'b'] }]) {
      const filter = { ...accounts, symbol: ['ETH-PERPETUAL'], action: ['CLOSE' as const] }
      const idsOf = (found: Awaited<ReturnType<typeof log.newestFirst>>) =>
        found === 'UNKNOWN_CURSOR' ? found : found.items.map(({ id }) => id)
      const first = await log.newestFirst(filter, { limit: 3 })
      expect(first).toMatchObject({ hasMore: true })
      expect(idsOf(first)).toEqual([`d${count}`, 'd12000', 'd11999'])
      expect(idsOf(await log.newestFirst(filter, { limit: 3, after: 'd11999' }))).toEqual(['d1'])
      const forward = await log.oldestFirst(filter, { limit: 10, after: 'd1' })
      expect(forward).toMatchObject([{ id: 'd11999' }, { id: 'd12000' }, { id: `d${count}` }])
    }
  })
}
