import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConnection } from '../support/api/read-connection.js'
import { freePort } from '../support/free-port.js'
import { runBuilt, runCommand, startProcess, type Run, type RunningServer } from '../support/run-server.js'
import { ask } from '../support/start-server.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

/** The code of `docs/clients.md`, as somebody runs it who copies it from there, on another port. What looks back into the past looks back less. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs', 'clients.md'), 'utf8')
const snippets = new Map([...page.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name, code]) => [name, code]))
const sections = page.split(/^##+ /m)

let server: RunningServer
let folder: string
let data: TemporaryDir
const runs: Run[] = []

beforeAll(async () => {
  data = temporaryDir()
  server = await startProcess({ DATA_DIR: data.path, AGENTS: 'momentum' })
  // Below the project, so that the packages are found.
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  folder = mkdtempSync(join(cache, 'clients-page-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [name = '', code = ''] of snippets) {
    writeFileSync(join(folder, name), code.replaceAll('127.0.0.1:4000', `127.0.0.1:${server.port}`))
  }
})

/** A snippet that asks another server, and for more; answers the name of its file. */
function variantOf(name: string, port: string, count: number): string {
  const code = (snippets.get(name) ?? '')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${port}`)
    .replace(/\+\+events === \d+/, `++events === ${count}`)
    .replace(/\+\+events < \d+/, `++events < ${count}`)
  writeFileSync(join(folder, `longer-${name}`), code)
  return `longer-${name}`
}
afterAll(async () => {
  await Promise.all(runs.map((run) => run.kill()))
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
  data[Symbol.dispose]()
})

function started(command: string, ...args: readonly string[]): Run {
  return startedWith({}, command, ...args)
}

function startedWith(env: Record<string, string>, command: string, ...args: readonly string[]): Run {
  const run = runCommand(command, args, env, folder)
  runs.push(run)
  return run
}

/** As somebody who has seen enough: nobody reads on, so the program ends with the next thing that it says. */
async function leave(run: Run): Promise<void> {
  run.child.stdout?.destroy()
  expect(await run.exit).not.toBe(0)
}

async function output(run: Run): Promise<string> {
  expect(await run.exit, run.output()).toBe(0)
  return run.output()
}

interface Packages {
  readonly dependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
}

/** Of 43 MB, so that it is no package of this project: npx fetches it, and keeps it. */
const relayCompiler = '21.0.1'

const decisionsPage = `query pageQuery {
  decisions(first: 5) @connection(key: "page_decisions") { edges { node { id action asOf } } }
}`

function isMissing(program: string, ...flags: readonly string[]): boolean {
  const missing = spawnSync(program, flags).status !== 0
  if (missing) console.warn(`\n*** No ${program} on this machine: its part of docs/clients.md is NOT TESTED. ***\n`)
  return missing
}

const QUARTER_MS = 15_000

/** That, and what a server that is busy may lag behind. */
const WANTED_MS = 1.5 * QUARTER_MS

/** Looks back by a quarter of a minute, and plays it at a quarter of the speed, so that it also takes a second. Answers the name of its file. */
function shorterLook(name: string): string {
  const code = (snippets.get(name) ?? '')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${server.port}`)
    .replace('- 60_000)', `- ${QUARTER_MS})`)
    .replace('speed: 60,', 'speed: 15,')
  expect(code).toContain(`- ${QUARTER_MS})`)
  if (name === 'replay.mjs') expect(code).toContain('speed: 15,')
  writeFileSync(join(folder, `shorter-${name}`), code)
  return `shorter-${name}`
}

/** Waits until so much of the market is recorded that the page's code finds what it asks for. */
async function untilRecorded(): Promise<void> {
  const recordedMs = async () => {
    const { data } = await ask<Recorded>(server.httpUrl, '{ recordings { from to } }')
    const [market] = data?.recordings ?? []
    return market === undefined ? 0 : Date.parse(market.to) - Date.parse(market.from)
  }
  await expect.poll(recordedMs, { timeout: 200_000, interval: 200 }).toBeGreaterThan(WANTED_MS)
}

interface Recorded {
  readonly recordings: readonly { readonly from: string; readonly to: string }[]
}

/** Prices, each after the `seq` that it came with. */
const prices = (text: string) => [...text.matchAll(/^(\d+) (\d+\.?\d*)/gm)].map(([, seq]) => Number(seq))

describe('the page for client authors', () => {
  it('has no code that no test runs', () => {
    expect([...snippets.keys()].sort()).toEqual(
      [
        'apollo.mjs',
        'bot.mjs',
        'codegen.ts',
        'delta.mjs',
        'gammacast.conf',
        'graphql-sse.mjs',
        'graphql-ws.mjs',
        'moment.mjs',
        'price.js',
        'prices.py',
        'prices.sh',
        'relay-environment.mjs',
        'renew.mjs',
        'relay.config.json',
        'replay.mjs',
        'resume.mjs',
        'schema.mjs',
        'token.mjs',
        'urql.mjs',
        'use-price.mjs',
        'watchlist.mjs',
      ].sort(),
    )
  })

  it('says what to install for each piece of code, in the versions that the tests run', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Packages
    const tested: Record<string, string> = { ...dependencies, ...devDependencies, 'relay-compiler': relayCompiler }
    const installed = new Set<string>()
    for (const section of sections) {
      for (const [, line = ''] of section.matchAll(/^npm i (?:-D )?(.*)$/gm)) {
        for (const [, name = '', version] of line.matchAll(/(@?[^@ ]+)@(\S+)/g)) {
          expect(version, name).toBe(tested[name]?.replace('^', ''))
          installed.add(name)
        }
      }
      for (const [, name = ''] of section.matchAll(/from '((?:@[\w-]+\/)?[\w-]+)[^:']*'$/gm)) {
        expect([...installed], section).toContain(name)
      }
    }
    expect(installed.size).toBeGreaterThan(8)
  })

  it.each(['graphql-ws.mjs', 'graphql-sse.mjs', 'urql.mjs', 'apollo.mjs'])('%s follows the price', async (name) => {
    const seqs = prices(await output(started(process.execPath, name)))
    expect(seqs).toHaveLength(3)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
  })

  it.skipIf(isMissing('python3', '--version'))('prices.py follows the price', async () => {
    const text = await output(started('python3', 'prices.py'))
    expect(text).toMatch(/^now \d/m)
    expect(prices(text)).toHaveLength(3)
  })

  it.skipIf(isMissing('curl', '--version'))('prices.sh follows the price until it is stopped', async () => {
    const run = started('sh', 'prices.sh')
    await run.says(/(data: \{"data"[^]*?\n){3}/)
    expect(run.output()).toMatch(/^\{"data":\{"marketData":\{"indexPriceUsd":\d/)
    expect(run.child.exitCode).toBeNull()
    await leave(run)
  })

  it('relay-environment.mjs carries queries and subscriptions of Relay', async () => {
    const use = join(folder, 'use-relay.mjs')
    const operation = (kind: string, text: string) =>
      JSON.stringify({ operationKind: kind, name: 'Use', id: null, cacheID: kind, metadata: {}, text })
    writeFileSync(
      use,
      `import { environment, ws } from '${pathToFileURL(join(folder, 'relay-environment.mjs')).href}'
const execute = (request) => environment.getNetwork().execute(request, {}, {})
const now = await execute(${operation('query', 'query Use { marketData { indexPriceUsd } }')}).toPromise()
console.log('now', now.data.marketData.indexPriceUsd)
let events = 0
const { unsubscribe } = execute(${operation('subscription', 'subscription Use { marketData { seq indexPriceUsd } }')}).subscribe({
  next({ data: { marketData } }) {
    console.log(marketData.seq, marketData.indexPriceUsd)
    if (++events < 3) return
    unsubscribe()
    void ws.dispose()
  },
})`,
    )
    const text = await output(started(process.execPath, use))
    expect(text).toMatch(/^now \d/m)
    expect(prices(text)).toHaveLength(3)
  })

  it.skipIf(isMissing('npx', '--yes', `relay-compiler@${relayCompiler}`, '--version'))(
    'relay.config.json makes the compiler write what use-price.mjs asks, and pages of connections',
    async () => {
      await output(started(process.execPath, 'schema.mjs'))
      // It reads nothing below a folder of packages.
      using app = temporaryDir()
      for (const name of ['relay.config.json', 'price.js', 'schema.graphql']) {
        cpSync(join(folder, name), join(app.path, name))
      }
      writeFileSync(join(app.path, 'page.js'), `graphql\`${decisionsPage}\``)
      const compiler = ['--yes', `relay-compiler@${relayCompiler}`]
      await output(runCommand('npx', compiler, { HOME: process.env.HOME }, app.path))
      cpSync(join(app.path, '__generated__'), join(folder, '__generated__'), { recursive: true })
      const use = readFileSync(join(folder, 'use-price.mjs'), 'utf8')
      expect(await output(started(process.execPath, 'use-price.mjs')), use).toMatch(/^now \d/)
    },
  )

  it('apollo.mjs keys what it reads: a query needs the keys, or none where keyFields are false', async () => {
    const ask = (code: string) => code.replace(/currency\n\s+indexPriceUsd/, 'indexPriceUsd')
    const keyed = ask(readFileSync(join(folder, 'apollo.mjs'), 'utf8'))
    writeFileSync(join(folder, 'keyed.mjs'), keyed)
    const refused = started(process.execPath, 'keyed.mjs')
    expect(await refused.exit).not.toBe(0)
    expect(refused.output()).toContain('An error occurred!')
    writeFileSync(join(folder, 'free.mjs'), keyed.replace(/keyFields: \[.*?\]/g, 'keyFields: false'))
    expect(await output(started(process.execPath, 'free.mjs'))).toMatch(/^now \d/m)
  })

  it('token.mjs opens an account over WebSocket', async () => {
    const minting = runBuilt('token-main', ['--account', 'by-socket'], { DATA_DIR: data.path })
    const [GAMMACAST_TOKEN] = await minting.says(/^gct_\S+$/m)
    const opened = startedWith({ GAMMACAST_TOKEN }, process.execPath, 'token.mjs')
    expect(await output(opened)).toBe('AccountOpened by-socket\n')
  })

  it('renew.mjs keeps its socket longer than any of its tokens lasts', async () => {
    const secret = new TextEncoder().encode('a secret of more than thirty-two bytes')
    let tokens = 0
    const provider = createHttpServer((_request, response) => {
      tokens += 1
      const claims = new SignJWT({ scope: 'market:read' })
        .setIssuer('page')
        .setAudience('page')
        .setSubject('reader')
        .setExpirationTime('2s')
      void claims
        .setProtectedHeader({ alg: 'HS256' })
        .sign(secret)
        .then((token) => response.end(token))
    }).listen(0, '127.0.0.1')
    await once(provider, 'listening')
    const claims = { JWT_ISSUER: 'page', JWT_AUDIENCE: 'page', AUTH: 'required' }
    const served = await startProcess({ JWT_SECRET: Buffer.from(secret).toString(), SIM_TICK_MS: '100', ...claims })
    try {
      const TOKEN_URL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
      const run = startedWith({ TOKEN_URL }, process.execPath, variantOf('renew.mjs', served.port, 60))
      const seqs = prices(await output(run))
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
      expect(seqs).toHaveLength(60)
      expect(tokens).toBeGreaterThan(3)
    } finally {
      await served.kill()
      provider.closeAllConnections()
      provider.close()
    }
  })

  it('schema.mjs and codegen.ts make types of an operation', async () => {
    await output(started(process.execPath, 'schema.mjs'))
    writeFileSync(join(folder, 'price.graphql'), 'query Price { marketData { indexPriceUsd asOf } }')
    const codegen = join(root, 'node_modules', '.bin', 'graphql-codegen')
    await output(started(process.execPath, codegen, '--config', 'codegen.ts'))
    expect(readFileSync(join(folder, 'gql', 'graphql.ts'), 'utf8')).toContain('export type PriceQuery')
  })

  it('goes on over a restart of the server: resume.mjs brings every decision once, the others the price', async () => {
    using kept = temporaryDir()
    const settings = { DATA_DIR: kept.path, AGENTS: 'momentum', AGENT_INTERVAL_MS: '100', SIM_TICK_MS: '50' }
    const first = await startProcess(settings)
    const resume = started(process.execPath, variantOf('resume.mjs', first.port, 60))
    const others = ['graphql-ws.mjs', 'graphql-sse.mjs', 'urql.mjs', 'apollo.mjs'].map((name) =>
      started(process.execPath, variantOf(name, first.port, 60)),
    )
    await Promise.all([resume.says(/(\S+ [A-Z_]+ \S*\n){10}/), ...others.map((run) => run.says(/(\d+ \d.*\n){10}/))])
    await first.kill()
    const second = await startProcess({ ...settings, PORT: first.port })
    try {
      const heard = [...(await output(resume)).matchAll(/^(\S+) [A-Z_]+ /gm)].map(([, id]) => id)
      const all = (await readConnection(second.httpUrl, { field: 'decisions' })).map(({ id }) => id).reverse()
      expect(heard).toHaveLength(60)
      expect(heard).toEqual(all.slice(all.indexOf(heard[0] ?? ''), all.indexOf(heard[0] ?? '') + 60))
      for (const run of others) expect(prices(await output(run))).toHaveLength(60)
    } finally {
      await second.kill()
    }
  })

  it('bot.mjs trades on tick and lot and moves its stop', async () => {
    const minting = runBuilt('token-main', ['--account', 'page-bot'], { DATA_DIR: data.path })
    runs.push(minting)
    const [GAMMACAST_TOKEN] = await minting.says(/^gct_\S+$/m)
    const text = await output(startedWith({ GAMMACAST_TOKEN }, process.execPath, 'bot.mjs'))
    expect(text).toMatch(/^placed \S+ OPEN at \d+(\.5)?\namended \S+ OPEN\ncancelled 1\n/m)
    expect(text).toMatch(/^stop now at \d+/m)
  })

  it('watchlist.mjs follows contracts of two expiries', async () => {
    const text = await output(started(process.execPath, 'watchlist.mjs'))
    const events = [...text.matchAll(/^\d+ (.*)$/gm)].map(([, line = '']) => line.split(', '))
    expect(events).toHaveLength(3)
    for (const contracts of events) {
      expect(contracts).toHaveLength(4)
      for (const contract of contracts) expect(contract).toMatch(/^BTC-\w+-\d+-C \d+(\.\d+)?$/)
    }
    expect(new Set(events[0]?.map((contract) => contract.split('-')[1])).size).toBe(2)
  })

  it('delta.mjs applies changes to the whole', async () => {
    const text = await output(started(process.execPath, 'delta.mjs'))
    expect(text).toMatch(/^\d+ whole 20\n\d+ \d+ changed 20\n\d+ \d+ changed 20\n/)
  })

  it.skipIf(isMissing('nginx', '-v') || isMissing('openssl', 'version'))(
    'gammacast.conf serves queries, WebSocket and server-sent events with TLS',
    async () => {
      const port = await freePort()
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem']
      await output(started('openssl', 'req', '-x509', ...key, '-out', 'cert.pem', '-days', '2', ...subject))
      const site = readFileSync(join(folder, 'gammacast.conf'), 'utf8')
        .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
        .replace(/ssl_certificate +\S+;/, 'ssl_certificate cert.pem;')
        .replace(/ssl_certificate_key +\S+;/, 'ssl_certificate_key key.pem;')
      const events = 'events {}\npid nginx.pid;\ndaemon off;\nerror_log stderr;\n'
      writeFileSync(join(folder, 'nginx.conf'), `${events}http {\naccess_log off;\n${site}}\n`)
      const nginx = started('nginx', '-p', folder, '-c', 'nginx.conf', '-e', 'stderr')
      const trust = { NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') }
      for (const name of ['graphql-ws.mjs', 'graphql-sse.mjs', 'urql.mjs']) {
        const secure = (snippets.get(name) ?? '')
          .replaceAll('ws://127.0.0.1:4000', `wss://127.0.0.1:${port}`)
          .replaceAll('http://127.0.0.1:4000', `https://127.0.0.1:${port}`)
        writeFileSync(join(folder, `secure-${name}`), secure)
        expect(prices(await output(startedWith(trust, process.execPath, `secure-${name}`)))).toHaveLength(3)
      }
      nginx.child.kill('SIGTERM')
      expect(await nginx.exit, nginx.output()).toBe(0)
    },
  )

  it('moment.mjs tells the market of some seconds ago', async () => {
    await untilRecorded()
    const text = await output(started(process.execPath, shorterLook('moment.mjs')))
    const [, at = '', index, asOf = ''] = /^At (\S+) the index was (\d+\.?\d*), as of (\S+)$/m.exec(text) ?? []
    expect(Number(index), text).toBeGreaterThan(1_000)
    expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.parse(at))
    expect(Date.parse(asOf)).toBeGreaterThan(Date.parse(at) - QUARTER_MS)
  })

  it('replay.mjs plays the last seconds', async () => {
    await untilRecorded()
    const text = await output(started(process.execPath, shorterLook('replay.mjs')))
    const played = [...text.matchAll(/^(\S+) \d+\.?\d* REPLAY$/gm)].map(([, asOf = '']) => Date.parse(asOf))
    expect(played, text).toHaveLength(3)
    expect(played).toEqual(played.toSorted((a, b) => a - b))
    expect(played.at(-1)).toBeGreaterThan(played[0] ?? 0)
  })
})
