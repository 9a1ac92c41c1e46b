import { openStore } from '../../../server/storage/open-store.js'
import { account, newDecision, newFill } from './records.js'

/**
 * Commits and says each decision's id once it was answered, until it is killed. Arguments: the options of the store as
 * JSON, the number of this round, and how many commits at most.
 */
const [options = '{}', round = '0', most = '0'] = process.argv.slice(2)
const store = await openStore({ ...(JSON.parse(options) as { dataDir: string }), now: Date.now })
const { journal } = store
const accountId = `round-${round}`
await journal.commit({ accountId, open: account(accountId) })
console.log('begun')

async function commitOne(index: number): Promise<void> {
  const id = `${accountId}-${index}`
  await journal.commit({
    accountId,
    decisions: [newDecision({ id, accountId })],
    fills: [newFill({ id, accountId })],
    books: { last: index },
    idempotency: { key: id, fingerprint: id, answer: { id } },
  })
  process.stdout.write(`${id}\n`)
}

// Some at once, so that transactions hold several.
const atOnce = 5
for (let index = 0; index < Number(most); index += atOnce) {
  await Promise.all(Array.from({ length: atOnce }, (_, offset) => commitOne(index + offset)))
}
await store[Symbol.asyncDispose]()
