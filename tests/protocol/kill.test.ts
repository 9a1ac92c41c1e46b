import { expect, it } from 'vitest'
import { forAccount, mintToken } from '../../server/auth/tokens.js'
import { httpBot } from '../support/api/bot.js'
import { expectBooksAsFills, expectKeptOnce } from '../support/api/expect-kept.js'
import { fulfill, isAnswered, publishers, traders, wishes, type Tokens, type Wish } from '../support/api/load.js'
import { startProcess, type RunningServer } from '../support/run-server.js'
import { until } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

const rounds = 10
const mostWrites = 500

async function mintAll(home: StoreHome): Promise<Tokens> {
  const tokens = new Map<string, string>()
  await using store = await home.open()
  for (const account of [...publishers, ...traders]) {
    tokens.set(account, (await mintToken(store.tokens, forAccount(account), Date.now())).token)
  }
  return tokens
}

/** A server whose market is open and whose traders have accounts. */
async function serve(home: StoreHome, tokens: Tokens): Promise<RunningServer> {
  const server = await startProcess(storeEnv(home))
  await until(
    () => fetch(new URL('/ready', server.httpUrl)),
    ({ ok }) => ok,
  )
  const open = (account: string) =>
    httpBot(server, tokens.get(account) ?? null).do('openAccount', { idempotencyKey: 'open', name: account })
  await Promise.all(traders.map(open))
  return server
}

async function expectEverything({ httpUrl }: RunningServer, made: readonly Wish[]): Promise<void> {
  await expectKeptOnce(httpUrl, made)
  await expectBooksAsFills(httpUrl)
}

/** Kills the server when it has given so many answers, in the midst of further calls. */
async function killInTheMidst(server: RunningServer, tokens: Tokens, wanted: readonly Wish[]): Promise<void> {
  const killAt = 1 + Math.floor(Math.random() * mostWrites * 0.9)
  const delayMs = Math.random() * 5
  let answers = 0
  const kills: Promise<void>[] = []
  const onAnswer = () => {
    if ((answers += 1) === killAt) setTimeout(() => kills.push(server.kill()), delayMs)
  }
  await fulfill(server, tokens, { wanted, onAnswer })
  await Promise.all([...kills, server.kill()])
}

for (const engine of engines) {
  describeOn(engine, 'a server killed in the midst of writes', (makeHome) => {
    it(`has lost nothing that it answered and doubled nothing, in ${rounds} rounds`, async () => {
      await using home = await makeHome()
      const tokens = await mintAll(home)
      const made: Wish[] = []
      let acknowledged = 0
      let killed = 0
      for (let round = 0; round <= rounds; round += 1) {
        const server = await serve(home, tokens)
        // What was answered before the kill is there; what was not is asked for again, and then is there once.
        await expectEverything(server, made)
        await fulfill(server, tokens, { wanted: made })
        expect(made.every(isAnswered)).toBe(true)
        await expectEverything(server, made)
        if (round === rounds) {
          await server.kill()
          break
        }
        const wanted = wishes(mostWrites, round)
        made.push(...wanted)
        await killInTheMidst(server, tokens, wanted)
        const answered = wanted.filter(isAnswered).length
        acknowledged += answered
        killed += answered < wanted.length ? 1 : 0
      }
      expect(killed).toBe(rounds)
      console.log(`${engine.name}: ${killed} kills, ${acknowledged} answers before them, ${made.length} calls in all`)
    })
  })
}
