import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConnection } from '../support/api/read-connection.js'
import { runBuilt, runCommand, runProcess, startProcess, type Run, type RunningServer } from '../support/run-server.js'
import { ask, until } from '../support/start-server.js'
import { memoryDir } from '../support/temporary-dir.js'

/** What a person does who tries the examples: starts a server, mints a token, runs one. */
class ExampleServer implements AsyncDisposable {
  readonly #data = memoryDir()
  #running: RunningServer | null = null

  async start(env: Record<string, string> = {}): Promise<void> {
    this.#running = await startProcess({ DATA_DIR: this.#data.path, ...env })
    await until(
      () => fetch(new URL('/ready', this.httpUrl)),
      ({ ok }) => ok,
    )
  }

  /** Ends it as a power cut would, and starts it again on its store and its port. */
  async killAndStart(): Promise<void> {
    const port = this.#running?.port ?? expect.fail()
    await this.#running?.kill()
    await this.start({ PORT: port })
  }

  get httpUrl(): string {
    return this.#running?.httpUrl ?? expect.fail()
  }

  async settingsFor(account: string): Promise<Record<string, string>> {
    const minting = started(runBuilt('token-main', ['--account', account], { DATA_DIR: this.#data.path }))
    const [token] = await minting.says(/^gct_\S+$/m)
    await minting.exit
    return { GAMMACAST_URL: this.httpUrl, GAMMACAST_TOKEN: token }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running?.kill()
    this.#data[Symbol.dispose]()
  }
}

async function ownServer(env: Record<string, string> = {}): Promise<ExampleServer> {
  const own = new ExampleServer()
  await own.start(env)
  return own
}

/** For examples on accounts of their own. */
let server: ExampleServer
const runs: Run[] = []

beforeAll(async () => {
  server = await ownServer()
})
afterEach(async () => {
  await Promise.all(runs.splice(0).map((run) => run.kill()))
})
afterAll(() => server[Symbol.asyncDispose]())

function started(run: Run): Run {
  runs.push(run)
  return run
}

function isMissing(program: string): boolean {
  const missing = spawnSync(program, ['--version']).status !== 0
  if (missing) console.warn(`\n*** No ${program} on this machine: its example is NOT TESTED. ***\n`)
  return missing
}

/**
 * Gives out tokens that last for two seconds, the first of which has expired already, for a server that answers only to
 * those.
 */
async function startTokens(scope: string) {
  const secret = 'a secret of more than thirty-two bytes'
  let given = 0
  const provider = createServer((_request, response) => {
    given += 1
    const claims = new SignJWT({ scope: `market:read account:read:jwt-bot accounts:open ${scope}` })
    const lasting = claims
      .setIssuer('here')
      .setAudience('here')
      .setSubject('bot')
      .setExpirationTime(given === 1 ? '-1h' : '2s')
    const signing = lasting.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
    void signing.then((token) => response.end(`${token}\n`))
  }).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const jwt = { JWT_SECRET: secret, JWT_ISSUER: 'here', JWT_AUDIENCE: 'here', AUTH: 'required' }
  const served = await ownServer(jwt)
  return {
    env: {
      GAMMACAST_URL: served.httpUrl,
      GAMMACAST_TOKEN_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
    },
    given: () => given,
    async [Symbol.asyncDispose]() {
      await served[Symbol.asyncDispose]()
      provider.closeAllConnections()
      await new Promise((resolve) => provider.close(resolve))
    },
  }
}

describe('the TypeScript bot', () => {
  it('trades, and hears of every fill once though the server is killed and started again meanwhile', async () => {
    await using own = await ownServer()
    const env = await own.settingsFor('typescript-bot')
    const bot = started(runProcess('examples/bot-typescript/bot.ts', ['6'], env))
    await bot.says(/fill 3: /)
    await own.killAndStart()
    expect(await bot.exit, bot.output()).toBe(0)
    const fills = [...bot.output().matchAll(/^fill (\d+): (BUY|SELL) 0\.0\d+ BTC-PERPETUAL at /gm)]
    expect(fills.map(([, seq]) => Number(seq))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(bot.output()).toContain('Done: 12 fills, up to number 12')
    expect(await readConnection(own.httpUrl, { field: 'orders' })).toHaveLength(12)
  })

  it('ends after its own fills on an account that has an odd number of them from before', async () => {
    const env = await server.settingsFor('traded-before')
    const bearer = { authorization: `Bearer ${env.GAMMACAST_TOKEN}` }
    const opening = 'openAccount(input: { idempotencyKey: "before", name: "Before" }) { __typename }'
    const order = 'idempotencyKey: "bought", symbol: "BTC-PERPETUAL", side: BUY, quantityCoin: 0.01'
    const buying = `placeOrder(input: { ${order} }) { ... on OrderPlaced { fills { seq } } }`
    const before = await ask(server.httpUrl, `mutation { ${opening} ${buying} }`, {}, bearer)
    expect(before.data?.['placeOrder']).toEqual({ fills: [{ seq: 1 }] })
    const bot = started(runProcess('examples/bot-typescript/bot.ts', ['1'], env))
    expect(await bot.exit, bot.output()).toBe(0)
    expect(bot.output()).toContain('Done: 2 fills, up to number 3')
  })

  it('trades nothing when told to make no round trip', async () => {
    const env = await server.settingsFor('idle-bot')
    const bot = started(runProcess('examples/bot-typescript/bot.ts', ['0'], env))
    expect(await bot.exit, bot.output()).toBe(0)
    expect(await readConnection(server.httpUrl, { field: 'orders', filter: 'account: "idle-bot"' })).toEqual([])
  })

  it('goes on with new tokens when its own expire, and misses nothing', async () => {
    await using tokens = await startTokens('account:trade:jwt-bot')
    const bot = started(runProcess('examples/bot-typescript/bot.ts', ['12'], tokens.env))
    expect(await bot.exit, bot.output()).toBe(0)
    const fills = [...bot.output().matchAll(/^fill (\d+): /gm)].map(([, seq]) => Number(seq))
    expect(fills).toEqual(Array.from({ length: 23 }, (_, index) => index + 2))
    expect(tokens.given()).toBeGreaterThan(1)
  })

  it('says what the server says when its token is wrong', async () => {
    const env = { GAMMACAST_URL: server.httpUrl, GAMMACAST_TOKEN: 'gct_wrong' }
    const bot = started(runProcess('examples/bot-typescript/bot.ts', [], env))
    expect(await bot.exit).not.toBe(0)
    expect(bot.output()).toContain('npm run token')
  })
})

describe('the TypeScript bot with limit orders', () => {
  it('rounds to tick and lot, follows its orders, amends and cancels, and has a stop follow the price', async () => {
    const env = await server.settingsFor('limit-bot')
    const bot = started(runProcess('examples/bot-typescript/limit-bot.ts', [], env))
    expect(await bot.exit, bot.output()).toBe(0)
    const said = bot.output()
    expect(said).toContain('BTC-PERPETUAL: tick 0.5 USD, lot 10 USD')
    expect(said).toMatch(/^placed: OPEN at \d+(\.5)?$/m)
    expect(said).toMatch(/^heard: AMENDED BUY 0\.\d+ at \d+(\.5)?$/m)
    expect(said).toMatch(/^cancelled: 1$/m)
    expect(said).toMatch(/^heard: CANCELLED BUY /m)
    expect(said).toMatch(/^the stop follows at 2 %, now at \d+/m)
    expect(said).toMatch(/^sold: FILLED$/m)
    expect(said).toMatch(/^heard: FILLED SELL 0\.\d+ at the market$/m)
    const orders = await readConnection(server.httpUrl, {
      field: 'orders',
      fields: 'status',
      filter: 'account: "limit-bot"',
    })
    expect(orders).toEqual([{ status: 'FILLED' }, { status: 'FILLED' }, { status: 'CANCELLED' }])
  })
})

describe('the Python bot', () => {
  it.skipIf(isMissing('python3'))('publishes nothing when told to publish nothing', async () => {
    const decisions = () => readConnection(server.httpUrl, { field: 'decisions' })
    const before = await decisions()
    const env = await server.settingsFor('idle-python-bot')
    const bot = started(runCommand('python3', ['examples/bot-python/bot.py', '0'], env))
    expect(await bot.exit, bot.output()).toBe(0)
    expect(await decisions()).toEqual(before)
  })

  it.skipIf(isMissing('python3'))('publishes, and hears what it published', async () => {
    const env = await server.settingsFor('python-bot')
    const bot = started(runCommand('python3', ['examples/bot-python/bot.py', '5'], env))
    expect(await bot.exit, bot.output()).toBe(0)
    const heard = [...bot.output().matchAll(/^heard: #(\d) \w+ BTC-PERPETUAL, The coin says so/gm)]
    expect(heard.map(([, seq]) => seq)).toEqual(['2', '3', '4', '5'])
    const { data: said } = await ask(
      server.httpUrl,
      '{ performance(account: "python-bot") { accountValueUsd totalReturnPct source } }',
    )
    expect(said).toEqual({ performance: { accountValueUsd: 101_000, totalReturnPct: 1, source: 'PUBLISHED' } })
  })

  it.skipIf(isMissing('python3'))('goes on with new tokens when its own expire, and misses nothing', async () => {
    await using tokens = await startTokens('account:publish:jwt-bot')
    const bot = started(runCommand('python3', ['examples/bot-python/bot.py', '600'], tokens.env))
    expect(await bot.exit, bot.output()).toBe(0)
    const heard = [...bot.output().matchAll(/^heard: #(\d+) /gm)].map(([, seq]) => Number(seq))
    expect(heard).toEqual(Array.from({ length: 599 }, (_, index) => index + 2))
    expect(tokens.given()).toBeGreaterThan(1)
  })

  it.skipIf(isMissing('python3'))('goes on where it was when the server is killed and started again', async () => {
    await using own = await ownServer()
    const env = await own.settingsFor('python-bot')
    const bot = started(runCommand('python3', ['examples/bot-python/bot.py', '150'], env))
    await bot.says(/heard: #20 /)
    await own.killAndStart()
    expect(await bot.exit, bot.output()).toBe(0)
    const heard = [...bot.output().matchAll(/^heard: #(\d+) /gm)].map(([, seq]) => Number(seq))
    expect(heard).toEqual(Array.from({ length: 149 }, (_, index) => index + 2))
  })
})

type Env = Record<string, string>

describe('each example', () => {
  const examples = [
    ['TypeScript', (env: Env, count = '1') => runProcess('examples/bot-typescript/bot.ts', [count], env)],
    ['Python', (env: Env, count = '1') => runCommand('python3', ['examples/bot-python/bot.py', count], env)],
  ] as const
  const anyToken = { GAMMACAST_TOKEN: 'gct_any' }

  it.each(examples)('in %s ends with a word where settings or arguments cannot work', async (language, run) => {
    if (language === 'Python' && isMissing('python3')) return
    const addresses = ['127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql', 'http://127.0.0.1:port/', 'http://', '']
    for (const GAMMACAST_URL of addresses) {
      const lost = started(run({ ...anyToken, GAMMACAST_URL }))
      expect(await lost.exit).toBe(1)
      expect(lost.output()).toBe(
        `GAMMACAST_URL=${GAMMACAST_URL} is no http:// or https:// address; for example http://127.0.0.1:4000/graphql\n`,
      )
    }
    for (const GAMMACAST_TOKEN of ['gct_a\n', 'Bearer gct_a', 'gct_ä']) {
      const broken = started(run({ GAMMACAST_TOKEN }))
      expect(await broken.exit).toBe(1)
      expect(broken.output()).toMatch(/^GAMMACAST_TOKEN has a space, a line break or another character[^\n]*\n$/)
    }
    for (const count of ['abc', '-1', '1.5']) {
      const unclear = started(run(anyToken, count))
      expect(await unclear.exit).toBe(1)
      expect(unclear.output()).toMatch(/^How many [^\n]*\? For example 5\n$/)
    }
  })

  it.each(examples)('in %s ends with a word where the API is not, and without a token', async (language, run) => {
    if (language === 'Python' && isMissing('python3')) return
    const nowhere = new URL('/nowhere', server.httpUrl).href
    const lost = started(run({ GAMMACAST_URL: nowhere, GAMMACAST_TOKEN: 'gct_any' }))
    expect(await lost.exit).toBe(1)
    expect(lost.output()).toMatch(
      /\/nowhere( is not a GraphQL API| answers HTTP Error 405|" does not take POST: send operations)/,
    )
    expect(lost.output().trim().split('\n')).toHaveLength(1)
    const nameless = started(run({ GAMMACAST_URL: server.httpUrl }))
    expect(await nameless.exit).toBe(1)
    expect(nameless.output()).toContain('GAMMACAST_TOKEN is not set')
  })

  it.each(examples)('in %s says once that it waits while there is no server', async (language, run) => {
    if (language === 'Python' && isMissing('python3')) return
    let asked = 0
    const silent = createServer(({ socket }) => {
      asked += 1
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const alone = started(run({ GAMMACAST_URL: `http://127.0.0.1:${port}/graphql`, GAMMACAST_TOKEN: 'gct_any' }))
    await alone.says(/does not answer \(.+\); asking until it does/)
    await until(
      () => Promise.resolve(asked),
      (times) => times > 2,
    )
    silent.close()
    expect(alone.output().trim().split('\n')).toHaveLength(1)
  })
})

describe('the lines for curl', () => {
  it.skipIf(isMissing('curl'))('publish a decision and show the price as it moves', async () => {
    const env = { ...(await server.settingsFor('curl-bot')), STREAM_SECONDS: '3600' }
    const lines = started(runCommand('sh', ['examples/curl.sh'], env))
    await lines.says(/(data: \{"data":\{"marketData":\{"asOf":"[^"]+","indexPriceUsd":\d+[^]*?\n){2}/)
    expect(lines.output()).toContain('"__typename":"DecisionPublished"')
    // Nobody reads on, so curl ends with the next price.
    lines.child.stdout?.destroy()
    await lines.exit
    expect(await readConnection(server.httpUrl, { field: 'decisions', filter: 'account: "curl-bot"' })).toHaveLength(1)
  })

  it.skipIf(isMissing('curl'))('end well when the time for the stream is up', async () => {
    const env = { ...(await server.settingsFor('curl-bot-in-time')), STREAM_SECONDS: '1' }
    const lines = started(runCommand('sh', ['examples/curl.sh'], env))
    expect(await lines.exit, lines.output()).toBe(0)
  })
})
