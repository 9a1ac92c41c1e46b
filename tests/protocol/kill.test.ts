import { expect, it } from 'vitest'
import { newToken, hashOfToken } from '../../server/auth/tokens.js'
import { httpBot } from '../support/api/bot.js'
import type { Tokens, Wish } from '../support/api/load.js'
import { fulfil, wishes } from '../support/api/load.js'
import { readConnection } from '../support/api/read-connection.js'
import type { RunningServer } from '../support/run-server.js'
import { startProcess } from '../support/run-server.js'
import { ask, until } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import type { StoreHome } from '../support/store/store-home.js'
import { engines } from '../support/store/store-home.js'

const rounds = 10
const mostWrites = 500

async function mintAll(home: StoreHome): Promise<Tokens> {
  const tokens = { publisher: newToken(), trader: newToken() }
  await using store = await home.open()
  for (const [account, token] of Object.entries(tokens)) await store.tokens.add(account, hashOfToken(token))
  return tokens
}

/** A server whose market is open. */
async function serve(home: StoreHome): Promise<RunningServer> {
  const server = await startProcess(storeEnv(home))
  await until(
    () => fetch(new URL('/ready', server.httpUrl)),
    ({ ok }) => ok,
  )
  return server
}

const idOf = ({ answer }: Wish) => answer?.decision?.id ?? answer?.order?.id

/** Everything that was answered is there once, and there is nothing else. */
async function expectAll({ httpUrl }: RunningServer, wanted: readonly Wish[]): Promise<void> {
  const answered = wanted.filter(({ answer }) => answer !== null)
  for (const [field, mutation] of [
    ['decisions', 'publishDecision'],
    ['orders', 'placeOrder'],
  ] as const) {
    const ids = (await readConnection(httpUrl, { field })).map(({ id }) => id)
    const own = answered.filter((wish) => wish.mutation === mutation).map(idOf)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(own.filter((id) => id !== undefined)))
    // All calls of the rounds before are answered by now; those of the last one may have been kept without an answer.
    expect(ids.length - own.length).toBeLessThanOrEqual(wanted.length - answered.length)
  }
}

/** What the fills say was bought is what the account has. */
async function expectBooksAsFills({ httpUrl }: RunningServer): Promise<void> {
  const fills = await readConnection<{ quantityCoin: number }>(httpUrl, { field: 'fills', fields: 'id quantityCoin' })
  const { data } = await ask<{ positions: { positions: { quantityCoin: number }[] } }>(
    httpUrl,
    '{ positions(account: "trader") { positions { quantityCoin } } }',
  )
  const bought = fills.reduce((sum, { quantityCoin }) => sum + quantityCoin, 0)
  expect(data?.positions.positions[0]?.quantityCoin ?? 0).toBeCloseTo(bought, 6)
}

for (const engine of engines) {
  describeOn(engine, 'a server killed in the midst of writes', (makeHome) => {
    it(`has lost nothing that it answered and doubled nothing, in ${rounds} rounds`, { timeout: 300_000 }, async () => {
      await using home = await makeHome()
      const tokens = await mintAll(home)
      const made: Wish[] = []
      let killed = 0
      let retried = 0
      for (let round = 0; round < rounds; round += 1) {
        const server = await serve(home)
        await httpBot(server, tokens.trader).do('openAccount', { idempotencyKey: 'open' })
        await expectAll(server, made)
        retried += made.filter(({ answer }) => answer === null).length
        await fulfil(server, tokens, { wanted: made })
        expect(made.filter(({ answer }) => answer === null)).toEqual([])
        await expectAll(server, made)
        await expectBooksAsFills(server)

        const wanted = wishes(mostWrites, round)
        made.push(...wanted)
        let answers = 0
        const killAt = Math.floor(Math.random() * mostWrites * 0.9)
        const delayMs = Math.random() * 5
        await fulfil(server, tokens, {
          wanted,
          onAnswer: () => {
            if ((answers += 1) === killAt) setTimeout(() => void server.kill(), delayMs)
          },
        })
        killed += wanted.some(({ answer }) => answer === null) ? 1 : 0
        await server.kill()
      }
      const server = await serve(home)
      await fulfil(server, tokens, { wanted: made })
      await expectAll(server, made)
      await expectBooksAsFills(server)
      await server.kill()
      expect(made.every(({ answer }) => idOf({ answer } as Wish) !== undefined)).toBe(true)
      expect(killed).toBeGreaterThan(rounds / 2)
      console.log(`${engine.name}: ${made.length} writes, ${killed} kills, ${retried} calls made again`)
    })
  })
}
