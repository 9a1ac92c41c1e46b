import { describe, expect, it } from 'vitest'
import { httpBot, type Bot } from '../support/api/bot.js'
import { expectBooksAsFills, expectKeptOnce } from '../support/api/expect-kept.js'
import { fulfill, isAnswered, publishers, traders, wishes, type Wish } from '../support/api/load.js'
import { hasPostgres, startPostgres, type PostgresServer } from '../support/postgres.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { until } from '../support/start-server.js'

const restarts = 10
const writesPerRestart = 200

async function serve(databaseUrl: string) {
  const server = await startOpen({ AGENTS: 'none', DATABASE_URL: databaseUrl })
  return server
}

/** Ends PostgreSQL when some of the calls were answered. */
async function stopInTheMidst(
  postgres: PostgresServer,
  wanted: readonly Wish[],
  fulfill: (fulfilling: { wanted: readonly Wish[]; onAnswer: () => void }) => Promise<void>,
): Promise<void> {
  const stopAt = 1 + Math.floor(Math.random() * wanted.length * 0.8)
  const stopping: Promise<void>[] = []
  let answers = 0
  const onAnswer = () => {
    if ((answers += 1) === stopAt) stopping.push(postgres.stop())
  }
  await fulfill({ wanted, onAnswer })
  await Promise.all(stopping)
}

/** How long until a write is answered again. */
async function untilWriting(bot: Bot): Promise<number> {
  const begun = performance.now()
  await until(
    () => bot.call('publishPerformance'),
    ({ errors }) => errors === undefined,
  )
  return performance.now() - begun
}

describe.skipIf(!hasPostgres)(`A server whose PostgreSQL ends and comes back ${restarts} times under writes`, () => {
  it('loses nothing that it answered, doubles nothing, and writes again each time', { timeout: 240_000 }, async () => {
    await using postgres = await startPostgres()
    await using server = await serve(await postgres.createDatabase())
    const tokens = new Map<string, string>()
    for (const account of [...publishers, ...traders]) tokens.set(account, await server.mint(account))
    for (const account of traders) await httpBot(server, tokens.get(account) ?? null).do('openAccount')
    const probe = httpBot(server, await server.mint('probe'))
    const made: Wish[] = []
    const pausesMs: number[] = []
    for (let restart = 0; restart < restarts; restart += 1) {
      const wanted = wishes(writesPerRestart, restart)
      made.push(...wanted)
      await stopInTheMidst(postgres, wanted, (fulfilling) => fulfill(server, tokens, fulfilling))
      await postgres.start()
      pausesMs.push(await untilWriting(probe))
      await expectKeptOnce(server.httpUrl, made)
      await fulfill(server, tokens, { wanted: made })
      expect(made.every(isAnswered)).toBe(true)
      await expectKeptOnce(server.httpUrl, made)
      await expectBooksAsFills(server.httpUrl)
    }
    console.log(`${made.length} writes; again after at most ${Math.max(...pausesMs).toFixed(0)} ms`)
  })

  it('tells its subscribers of every decision that was kept', { timeout: 240_000 }, async () => {
    await using postgres = await startPostgres()
    await using server = await serve(await postgres.createDatabase())
    const tokens = new Map<string, string>()
    for (const account of publishers) tokens.set(account, await server.mint(account))
    const probe = httpBot(server, tokens.get(publishers[0]) ?? null)
    const heard: string[] = []
    using socket = await new SocketClient(server.wsUrl).init()
    const { decision: first } = await probe.do('publishDecision')
    socket.subscribe('s', 'subscription ($after: ID) { newDecision(after: $after) { id } }', { after: first?.id })
    const made: Wish[] = []
    for (let restart = 0; restart < restarts; restart += 1) {
      const wanted = wishes(writesPerRestart, restart).filter(({ mutation }) => mutation === 'publishDecision')
      made.push(...wanted)
      await stopInTheMidst(postgres, wanted, (fulfilling) => fulfill(server, tokens, fulfilling))
      await postgres.start()
      await untilWriting(probe)
      await fulfill(server, tokens, { wanted: made })
    }
    const { decision: last } = await probe.do('publishDecision')
    while (heard.at(-1) !== last?.id) {
      heard.push((await socket.nextData<{ newDecision: { id: string } }>('s')).newDecision.id)
    }
    const kept = new Set(made.map(({ answer }) => answer?.decision?.id))
    expect([...kept].filter((id) => id === undefined || !heard.includes(id))).toEqual([])
    expect(new Set(heard).size).toBe(heard.length)
  })
})
