import { expect, it } from 'vitest'
import { KeyTaken } from '../../server/storage/journal.js'
import type { Cut } from '../support/store/cutting-proxy.js'
import { cuttingProxy } from '../support/store/cutting-proxy.js'
import { describeOn } from '../support/store/describe-on.js'
import { account, newDecision } from '../support/store/records.js'
import { readBack } from '../support/store/read-log.js'
import { postgres } from '../support/store/store-home.js'

describeOn(postgres, 'losing the connection at a COMMIT', (makeHome) => {
  it.each<[Cut, boolean]>([
    ['AFTER_COMMIT', true],
    ['BEFORE_COMMIT', false],
  ])('%s says that nobody knows, and a retry under the same key leaves one', async (cut, isKept) => {
    await using home = await makeHome()
    await using proxy = await cuttingProxy(home.options.databaseUrl ?? '')
    await using store = await home.open({ databaseUrl: proxy.url })
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const commitOne = () =>
      journal.commit({
        accountId: 'a',
        decisions: [newDecision({ id: 'the-one' })],
        idempotency: { key: 'k', fingerprint: 'f', answer: ({ decisions }) => decisions[0]?.seq ?? null },
      })

    proxy.cutNext(cut)
    await expect(commitOne()).rejects.toMatchObject({ name: 'StoreUnavailable', outcomeUnknown: true })
    if (isKept) await expect(commitOne()).rejects.toThrow(KeyTaken)
    else await commitOne()
    expect(await journal.answerTo('a', 'k')).toEqual({ fingerprint: 'f', answer: 1 })
    expect((await readBack(journal.decisions, {})).map(({ id }) => id)).toEqual(['the-one'])
  })
})
