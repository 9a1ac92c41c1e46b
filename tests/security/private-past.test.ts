import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { does, everythingOf, oneOfEach, openPaper, recordIds, rootFields } from '../support/private-accounts.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'

/** As long as each other, so that answers differ in nothing but the names. */
const [hidden, shown, nobody] = ['hidden-fund', 'shown-later', 'nobody-here']

/** Fields that name an account, or list what accounts did, at a time. */
const ofPast = rootFields('query').filter(({ args }) => args.some(({ name }) => name === 'at'))
const byAccount = ofPast.filter(({ args }) => args.some(({ name }) => name === 'account'))
const lists = ofPast.filter(({ name }) =>
  ['accounts', 'leaderboard', 'decisions', 'orders', 'fills', 'closedTrades'].includes(name),
)

let server: TestServer
let owner: string
let ownerOfShown: string
/** While both accounts were private, and before, when one of them was public. */
let at: string
let whenPublic: string
beforeAll(async () => {
  server = await startOpen({ AGENTS: 'none' })
  await openPaper(server, 'stranger', 'PUBLIC')
  owner = await openPaper(server, hidden, 'PUBLIC')
  ownerOfShown = await openPaper(server, shown, 'PRIVATE')
  for (const account of [hidden, shown]) await does(server, oneOfEach(account, `${account}-1`))
  whenPublic = await momentAfter(Date.now())
  await httpBot(server, owner).do('setAccountVisibility', { visibility: 'PRIVATE' })
  at = await momentAfter(Date.now())
  await httpBot(server, ownerOfShown).do('setAccountVisibility', { visibility: 'PUBLIC' })
})
afterAll(() => server[Symbol.asyncDispose]())

/** A time after what was committed, of which everything is known, and before all that is committed from now on. */
async function momentAfter(ms: number): Promise<string> {
  const laterThan = (beforeMs: number) =>
    until(
      () => Promise.resolve(Date.now()),
      (now) => now > beforeMs,
    )
  const momentMs = await laterThan(ms)
  await laterThan(momentMs)
  return new Date(momentMs).toISOString()
}

const tell = async (query: string, token: string | null = null) =>
  JSON.stringify(await ask(server.httpUrl, query, {}, token === null ? {} : { authorization: `Bearer ${token}` }))

it('there are fields of the past that name accounts', () => {
  expect(byAccount.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['performance', 'positions', 'portfolio', 'openOrders', 'decisions', 'orders', 'equity']),
  )
})

describe.each(byAccount)('$name, as of a moment', (field) => {
  const of = (account: string, time = at) => everythingOf('query', field, `account: "${account}" at: "${time}"`)

  it.each([hidden, shown])('answers about %s, which was private, as about none', async (account) => {
    expect((await tell(of(account))).replaceAll(account, '?')).toBe((await tell(of(nobody))).replaceAll(nobody, '?'))
  })

  it('answers about what was public and is private now as about none', async () => {
    const [told, ofNone] = [await tell(of(hidden, whenPublic)), await tell(of(nobody, whenPublic))]
    expect(told.replaceAll(hidden, '?')).toBe(ofNone.replaceAll(nobody, '?'))
    expect(await tell(of(hidden, whenPublic), owner)).not.toContain('errors')
  })

  it('shows it to those who may read it', async () => {
    expect(await tell(of(hidden), owner)).not.toContain('errors')
    expect(await tell(of(shown), ownerOfShown)).not.toContain('errors')
  })
})

describe.each(lists)('$name, as of a moment', (field) => {
  it('has nothing of accounts that are private, or were then', async () => {
    const answer = await tell(everythingOf('query', field, `at: "${at}"`))
    expect(answer).not.toContain('errors')
    for (const account of [hidden, shown]) expect(answer).not.toContain(account)
    expect(await tell(everythingOf('query', field, `at: "${at}"`), owner)).toContain(hidden)
  })

  it('has nothing of accounts that were public and are private now', async () => {
    const answer = await tell(everythingOf('query', field, `at: "${whenPublic}"`))
    expect(answer).not.toContain('errors')
    expect(answer).not.toContain(hidden)
    expect(await tell(everythingOf('query', field, `at: "${whenPublic}"`), owner)).toContain(hidden)
  })
})

it('an order of the past is told to those who may read its account', async () => {
  const order = rootFields('query').find(({ name }) => name === 'order') ?? expect.fail()
  const of = (account: string) => everythingOf('query', order, `id: "${recordIds.order?.(`${account}-1`)}" at: "${at}"`)
  for (const account of [hidden, shown]) expect(await tell(of(account))).toBe('{"data":{"order":null}}')
  expect(await tell(of(hidden), owner)).toContain(hidden)
})
