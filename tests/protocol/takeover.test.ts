import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { forAccount, mintToken } from '../../server/auth/tokens.js'
import { httpBot } from '../support/api/bot.js'
import { expectBooksAsFills, expectKeptOnce } from '../support/api/expect-kept.js'
import { fulfill, isAnswered, publishers, traders, wishes, type Tokens, type Wish } from '../support/api/load.js'
import { freePort } from '../support/free-port.js'
import { documentedLocation, hasNginx, startNginx } from '../support/network/nginx.js'
import { startPostgres } from '../support/postgres.js'
import { runServer, type Run, type RunningServer } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, until } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { postgres, type StoreHome } from '../support/store/store-home.js'
import { temporaryDir } from '../support/temporary-dir.js'

const kills = 3
const writesPerKill = 200

async function mintAll(home: StoreHome): Promise<Tokens> {
  const tokens = new Map<string, string>()
  await using store = await home.open()
  for (const account of [...publishers, ...traders]) {
    tokens.set(account, (await mintToken(store.tokens, forAccount(account), Date.now())).token)
  }
  return tokens
}

/** Servers on one store. Those that still run are killed at the end. */
class Servers implements AsyncDisposable {
  readonly #env: Record<string, string>
  readonly #runs: Run[] = []

  constructor(env: Record<string, string>) {
    this.#env = { AGENTS: 'none', ROLE: 'engine', ...env }
  }

  run(env: Record<string, string> = {}): Run {
    const run = runServer({ ...this.#env, ...env })
    this.#runs.push(run)
    return run
  }

  /** One that waits for the store, which another one has. */
  async waiting(env: Record<string, string> = {}): Promise<Run> {
    const run = this.run(env)
    await run.says(/another server has the store; this one waits/)
    return run
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const run of this.#runs) await run.kill()
  }
}

/** Resolves when it has a market. */
async function serving(run: Run): Promise<Omit<RunningServer, 'kill'>> {
  const [, url = ''] = await run.says(/GraphiQL and API (http:\S+\/)graphql/)
  await until(
    () => fetch(`${url}ready`),
    ({ ok }) => ok,
  )
  const httpUrl = `${url}graphql`
  return { httpUrl, wsUrl: httpUrl.replace('http', 'ws'), port: new URL(url).port }
}

async function epochOf({ httpUrl }: Pick<RunningServer, 'httpUrl'>): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', httpUrl))).text()
  return Number(/^gammacast_store_epoch (\d+)$/m.exec(metrics)?.[1])
}

async function openAccounts(server: Omit<RunningServer, 'kill'>, tokens: Tokens): Promise<void> {
  const open = (account: string) =>
    httpBot(server, tokens.get(account) ?? null).do('openAccount', { idempotencyKey: 'open', name: account })
  await Promise.all(traders.map(open))
}

/** Writes until all is answered or the server is gone, and calls `inTheMidst` at some answer. */
async function writeAnd(
  server: Omit<RunningServer, 'kill'>,
  { tokens, wanted, inTheMidst }: { tokens: Tokens; wanted: readonly Wish[]; inTheMidst: () => void },
): Promise<void> {
  const at = 1 + Math.floor(Math.random() * wanted.length * 0.8)
  let answers = 0
  const onAnswer = () => {
    if ((answers += 1) === at) inTheMidst()
  }
  await fulfill(server, tokens, { wanted, onAnswer })
}

/** Adds the ids of the decisions behind the last one that was heard, until the socket is closed. */
async function hear({ wsUrl }: Pick<RunningServer, 'wsUrl'>, heard: string[]): Promise<void> {
  using socket = await new SocketClient(wsUrl).init()
  const after = heard.at(-1)
  socket.subscribe('s', 'subscription ($after: ID) { newDecision(after: $after) { id } }', { after })
  for (;;) heard.push((await socket.nextData<{ newDecision: { id: string } }>('s')).newDecision.id)
}

/** As `docs/nodes.md` has it, with servers at these ports. */
function documentedUpstream([one, two]: readonly [string, string]): string {
  const [, servers = ''] = /upstream gammacast \{([^}]*)\}/.exec(readFileSync('docs/nodes.md', 'utf8')) ?? []
  return servers.replace('10.0.0.1:4000', `127.0.0.1:${one}`).replace('10.0.0.2:4000', `127.0.0.1:${two}`)
}

describeOn(postgres, 'servers with ROLE=engine', (makeHome) => {
  it(`follow each other when one is killed in the midst of writes: nothing is lost or doubled, ${kills} times`, async () => {
    await using home = await makeHome()
    const tokens = await mintAll(home)
    await using servers = new Servers(storeEnv(home))
    let engine = servers.run()
    let server = await serving(engine)
    await openAccounts(server, tokens)
    const publisher = publishers[0]
    const { decision: first } = await httpBot(server, tokens.get(publisher) ?? null).do('publishDecision')
    const heard = [first?.id ?? '']
    const made: Wish[] = []
    const pausesMs: number[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      const hearing = hear(server, heard).catch(() => {})
      const next = await servers.waiting()
      const wanted = wishes(writesPerKill, kill)
      made.push(...wanted)
      let killedMs = 0
      const inTheMidst = () => {
        killedMs = performance.now()
        void engine.kill()
      }
      await writeAnd(server, { tokens, wanted, inTheMidst })
      expect(wanted.every(isAnswered)).toBe(false)
      engine = next
      server = await serving(next)
      pausesMs.push(performance.now() - killedMs)
      await fulfill(server, tokens, { wanted: made })
      expect(made.every(isAnswered)).toBe(true)
      await expectBooksAsFills(server.httpUrl)
      await hearing
    }
    const hearing = hear(server, heard).catch(() => {})
    const { decision: last } = await httpBot(server, tokens.get(publisher) ?? null).do('publishDecision')
    await expect.poll(() => heard.at(-1)).toBe(last?.id)
    await engine.kill()
    await hearing
    const decisions = made.flatMap(({ answer }) => answer?.decision?.id ?? [])
    expect(heard.toSorted()).toEqual([first?.id, ...decisions, last?.id].toSorted())
    console.log(`a market again ${Math.max(...pausesMs).toFixed(0)} ms after a kill at most`)
  })

  it('follow one that stands still in the midst of writes, which ends when it goes on', async () => {
    await using home = await makeHome()
    const tokens = await mintAll(home)
    await using servers = new Servers(storeEnv(home))
    const still = servers.run()
    const before = await serving(still)
    await openAccounts(before, tokens)
    const next = await servers.waiting()
    const wanted = wishes(writesPerKill, 0)
    const writing = writeAnd(before, { tokens, wanted, inTheMidst: () => void still.child.kill('SIGSTOP') })
    const after = await serving(next)
    await fulfill(after, tokens, { wanted })
    expect(wanted.every(isAnswered)).toBe(true)
    still.child.kill('SIGCONT')
    expect(await still.exit).toBe(1)
    expect(still.output()).toContain('Another server has taken over the store')
    await writing
    await expectKeptOnce(after.httpUrl, wanted)
    await expectBooksAsFills(after.httpUrl)
  })

  it('follow one that is stopped in order', async () => {
    await using home = await makeHome()
    await using servers = new Servers(storeEnv(home))
    const first = servers.run()
    const before = await serving(first)
    const next = await servers.waiting()
    expect(next.output()).not.toContain('GraphiQL')
    const epoch = await epochOf(before)
    expect(epoch).toBeGreaterThan(0)
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    expect(await epochOf(await serving(next))).toBe(epoch + 1)
  })

  it('wait for a PostgreSQL that comes back', async () => {
    await using database = await startPostgres()
    await using servers = new Servers({ DATABASE_URL: await database.createDatabase() })
    const first = servers.run()
    await serving(first)
    const next = await servers.waiting()
    await database.stop()
    await first.kill()
    await database.start()
    await serving(next)
  })

  it.skipIf(!hasNginx)('are found by clients of one nginx, whichever of them has the store', async () => {
    await using home = await makeHome()
    await using servers = new Servers(storeEnv(home))
    using folder = temporaryDir()
    const [one, two] = [String(await freePort()), String(await freePort())]
    const first = servers.run({ PORT: one })
    await serving(first)
    const next = await servers.waiting({ PORT: two })
    const nginx = await startNginx({
      folder: folder.path,
      server: 'gammacast',
      locations: { documented: documentedLocation() },
      upstream: documentedUpstream([one, two]),
    })
    const url = nginx.urls.documented
    const expectAnswers = async () => {
      for (let count = 0; count < 20; count += 1) {
        expect(await ask(url, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
      }
      using _socket = await new SocketClient(url.replace('http', 'ws')).init()
    }
    try {
      await expectAnswers()
      await first.kill()
      await serving(next)
      await expectAnswers()
    } finally {
      await nginx.stop()
    }
  })

  it('are told of by a server that does not wait and is refused', async () => {
    await using home = await makeHome()
    await using servers = new Servers(storeEnv(home))
    await serving(servers.run())
    const refused = servers.run({ ROLE: 'auto' })
    expect(await refused.exit).toBe(1)
    expect(refused.output()).toContain('set ROLE=engine')
  })
})
