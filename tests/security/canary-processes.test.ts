import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { audienceName, issuerName, unsigned } from '../support/auth/issuer.js'
import { bearer, tellingClient } from '../support/canary-client.js'
import { canary, leaksIn, unknownToken } from '../support/canary.js'
import { asFollower } from '../support/follower.js'
import { runBuilt, runCommand, runServer, type Run } from '../support/run-server.js'
import { startServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const settings = { JWT_SECRET: canary(), METRICS_TOKEN: canary(), AGENT_LLM_KEY: canary() }
const jwtSettings = { JWT_ISSUER: issuerName, JWT_AUDIENCE: audienceName }
const trace = { AGENTS: 'none', LOG_LEVEL: 'trace' }

const runs: Run[] = []
afterEach(() => Promise.all(runs.splice(0).map((run) => run.kill())))

/** Runs to its end with the test, whatever becomes of that. */
function kept(run: Run): Run {
  runs.push(run)
  return run
}

/** When it serves. */
async function clientOf(run: Run) {
  const [, url = ''] = await kept(run).says(/GraphiQL and API (http:\S+\/)graphql/)
  return tellingClient(url)
}

/** The built server, in whose process a script runs before it. */
function runWith(script: string, env: Record<string, string>): Run {
  const before = ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
  return runCommand(process.execPath, [...asFollower, ...before, 'dist/modules/main.js'], { ...trace, ...env })
}

/** What the processes said, and others read. */
function expectKept(secrets: readonly string[], seen: readonly (string | Run)[]): void {
  for (const one of seen) {
    const text = typeof one === 'string' ? one : one.output()
    expect(leaksIn(text, secrets), text).toEqual([])
  }
}

describe('no secret is told', () => {
  it('of DATABASE_URL when there is no database', async () => {
    const password = `p@${canary()}/+`
    const DATABASE_URL = `postgres://ada:${encodeURIComponent(password)}@127.0.0.1:1/desk`
    const env = { ...trace, DATABASE_URL }
    const [server, ...others] = [
      runServer(env),
      runBuilt('token-main', ['list'], env),
      runBuilt('doctor-main', [], env),
    ]
    const unreadable = runServer({ DATABASE_URL: DATABASE_URL.replace('@127', '#@127') })
    const all = [server, ...others, unreadable]
    await Promise.all(all.map((run) => run.exit))
    expect(server.output()).toContain('cannot be opened')
    expectKept([password], all)
  })

  it('of JWT_JWKS_URL, whose server repeats it', async () => {
    const key = canary()
    const provider = createServer((_request, response) => response.end(key)).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const JWT_JWKS_URL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/?key=${key}`
    const run = runServer({ ...trace, ...jwtSettings, JWT_JWKS_URL })
    const client = await clientOf(run)
    const answer = await client.post({ query: '{ a }' }, bearer(unsigned('RS256', { nowMs: Date.now() })))
    await run.says(/JWT_JWKS_URL did not answer with keys/)
    provider.close()
    expect(answer).toContain('AUTHENTICATION_UNAVAILABLE')
    expect(run.output()).not.toContain(key.slice(0, 8))
    expectKept([key], [run, answer])
  })

  it('of DERIBIT_URL, whose server repeats it', async () => {
    const key = canary()
    const exchange = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    exchange.on('connection', (socket) => socket.close(1008, `No key ${key}`))
    await once(exchange, 'listening')
    const { port } = exchange.address() as AddressInfo
    const run = runServer({ ...trace, FEED: 'deribit', DERIBIT_URL: `ws://127.0.0.1:${port}/?key=${key}` })
    const client = await clientOf(run)
    await run.says(/Connection to Deribit ended/)
    const answer = await client.post({ query: '{ status { feed { state detail } } }' })
    exchange.close()
    expect(answer).toContain('No key [secret]')
    expectKept([key], [run, answer])
  })

  it('of TLS_KEY, given as a text and as a file that is none', async () => {
    using folder = temporaryDir()
    const key = canary()
    const text = `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`
    const file = join(folder.path, 'key.pem')
    writeFileSync(file, text)
    const faulty = [file, text, text.replaceAll('\n', ' ')].map((given) => ({ TLS_CERT: file, TLS_KEY: given }))
    const started = faulty.flatMap((env) => [runServer(env), runBuilt('doctor-main', [], env)])
    const codes = await Promise.all(started.map((run) => run.exit))
    expect(codes.filter((code) => code === 1).length).toBeGreaterThanOrEqual(5)
    expectKept([key], started)
  })

  it('of settings at fault', async () => {
    const [secret, login] = [canary(), canary()]
    const env = {
      JWT_SECRET: secret.slice(0, 24),
      METRICS_TOKEN: `${secret} `,
      DATABASE_URL: `mysql://ada:${login}@db/x`,
      OIDC_ISSUER: `https://ada:${login}@login.example`,
      ALLOWED_ORIGINS: `https://a.example,https://ada:${login}@b.example`,
      AGENT_LLM_URL: `https://ada:${login}@llm.example/?key=${secret}`,
      AGENT_LLM_KEY: `${secret}\n`,
      DERIBIT_URL: `https://x.example/?key=${secret}`,
      JWT_JWKS_URL: `https://ada:${login}@login.example/keys?key=${secret}`,
    }
    const started = [runServer(env), runBuilt('doctor-main', [], env), runBuilt('token-main', ['list'], env)]
    expect(await Promise.all(started.map((run) => run.exit))).toEqual([1, 1, 1])
    for (const name of Object.keys(env)) expect(started[0]?.output()).toContain(`${name} is not`)
    expectKept([secret.slice(0, 24), login], started)
  })

  it('of settings that the doctor finds risky', async () => {
    const password = canary()
    const AGENT_LLM_URL = `http://llm.example/${password}`
    const DATABASE_URL = `postgres://ada:${password}@db/x`
    const run = runBuilt('doctor-main', [], {
      ...settings,
      ...jwtSettings,
      DATABASE_URL,
      AGENT_LLM_MODEL: 'm',
      AGENT_LLM_URL,
    })
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('AGENT_LLM_URL')
    expectKept([password, ...Object.values(settings)], [run])
  })

  it('of arguments, and of lines of .env that are no settings', async () => {
    using folder = temporaryDir()
    const secret = canary()
    const lines = ['%', 'METRICS_TOKEN %', 'METRICS_TOKN=%', 'METRICS_TOKEN=%', 'METRICS_TOKEN=%x']
    writeFileSync(join(folder.path, '.env'), lines.join('\n').replaceAll('%', secret))
    const args = ['--jwt-secret', secret, `--jwt=${secret}`, `JWT_SECRET=${secret}`]
    const run = runCommand(process.execPath, [join(process.cwd(), 'dist/server/main.js'), ...args], trace, folder.path)
    await clientOf(run)
    for (const named of ['--jwt-secret', '--jwt', 'METRICS_TOKN']) expect(run.output()).toContain(named)
    expectKept([secret], [run])
  })

  it('of a bug, in the log and over every transport', async () => {
    const token = unknownToken()
    const state = join(process.cwd(), 'dist/modules/market/market-state.js')
    const fault = 'new Error(`${process.env.JWT_SECRET} ${process.env.CANARY}`)'
    const bug = `import { MarketState } from 'file://${state}'; MarketState.prototype.expirySummaries = () => { throw ${fault} }`
    const run = runWith(bug, { ...settings, ...jwtSettings, CANARY: token })
    const client = await clientOf(run)
    const sent = { query: '{ expiries { expiry } }' }
    const seen = [
      await client.post(sent),
      await client.post(sent, { accept: 'text/event-stream' }),
      await client.overSocket({}, sent),
    ]
    await run.says(/An operation failed for a reason of ours/)
    for (const text of seen) expect(text).toContain('INTERNAL_SERVER_ERROR')
    expect(run.output()).toContain('[secret] [token]')
    expectKept([settings.JWT_SECRET, token], [...seen, run])
  })

  it('of a bug in a server within this process', async () => {
    await using own = await startServer()
    const secret = canary()
    const expirySummaries = () => {
      throw new Error(secret)
    }
    Object.assign(own.app.services.live.market, { expirySummaries })
    const client = tellingClient(own.app.url)
    const sent = { query: '{ expiries { expiry } }' }
    const seen = [
      await client.post(sent),
      await client.post(sent, { accept: 'text/event-stream' }),
      await client.overSocket({}, sent),
    ]
    for (const text of seen) expect(text).toContain('INTERNAL_SERVER_ERROR')
    expectKept([secret], seen)
  })

  it('of a bug that ends the process', async () => {
    const token = unknownToken()
    const fault = 'new Error(`${process.env.METRICS_TOKEN} ${process.env.CANARY}`)'
    const run = runWith(`process.on('SIGUSR2', () => { throw ${fault} })`, {
      ...settings,
      ...jwtSettings,
      CANARY: token,
    })
    await clientOf(run)
    run.child.kill('SIGUSR2')
    expect(await run.exit).toBe(1)
    expect(run.output()).toContain('Error: [secret] [token]')
    expectKept([settings.METRICS_TOKEN, token], [run])
  })

  it('by the files of the dashboard, though they were built where the secrets are', async () => {
    using folder = temporaryDir()
    const secret = canary()
    const names = [...Object.keys(settings), 'DATABASE_URL', 'VITE_CANARY', 'GAMMACAST_TOKEN', 'OIDC_CLIENT_SECRET']
    const before = Object.fromEntries(names.map((name) => [name, process.env[name]]))
    for (const name of names) process.env[name] = secret
    try {
      const output = { outDir: folder.path, sourcemap: true }
      await build({ configFile: 'client/vite.config.ts', logLevel: 'silent', build: output })
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    }
    const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    expect(files.some(({ name }) => name.endsWith('.js.map'))).toBe(true)
    expectKept(
      [secret],
      files.map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1')),
    )
  })
})
