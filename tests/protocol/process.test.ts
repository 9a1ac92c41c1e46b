import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { asFollower } from '../support/follower.js'
import { runCommand, runServer, type Run } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'
import { temporaryDir } from '../support/temporary-dir.js'

const runs: Run[] = []
afterEach(() => Promise.all(runs.splice(0).map((one) => one.kill())))

function run(env: Record<string, string>): Run {
  const started = runServer(env)
  runs.push(started)
  return started
}

/** Runs it in another folder, where it finds another `.env`. */
function runIn(folder: string, args: readonly string[] = [], env: Record<string, string> = {}): Run {
  const started = runCommand(process.execPath, [...args, resolve('dist/server/main.js')], env, folder)
  runs.push(started)
  return started
}

/** Whether somebody else may read a file of ours: a root that keeps all to itself has its own umask, or clones into its home. */
function isForAll(file: string): boolean {
  const path = resolve(file)
  const isOpen = dirname(path) === path || isForAll(dirname(path))
  return isOpen && (statSync(path).mode & (statSync(path).isDirectory() ? 0o001 : 0o004)) !== 0
}

/** Root may read and write everything, so it has to be somebody who may read what is built. */
const canBeNobody =
  process.getuid?.() !== 0 || ['dist/server/main.js', 'node_modules/pino/package.json'].every(isForAll)
if (!canBeNobody) console.warn('\n*** Nobody else may read this folder: what another user is told is NOT TESTED. ***\n')
const asNobody = [
  '--import',
  'data:text/javascript,if(process.getuid()===0)process.setgid(65534),process.setuid(65534)',
]

const up = /dashboard (http:\/\/127\.0\.0\.1:\d+\/), GraphiQL and API \S+graphql, feed simulated/

describe('the process', () => {
  it('says where it serves and which feed it reads, as one JSON line when nobody looks', async () => {
    const server = run({})
    await server.says(up)
    const [line = ''] = server.output().split('\n')
    expect(JSON.parse(line)).toMatchObject({ level: 30, feed: 'simulated' })
  })

  it('on SIGTERM asks its clients to come back and ends with 0', async () => {
    const server = run({})
    const [, url = ''] = await server.says(up)
    using socket = await new SocketClient(`${url.replace('http', 'ws')}graphql`).init()
    socket.subscribe('a', 'subscription { marketData { seq } }')
    await socket.nextData('a')
    server.child.kill('SIGTERM')
    expect((await socket.closed).code).toBe(1012)
    expect(await server.exit).toBe(0)
  })

  it('ends though a client takes no notice', async () => {
    const server = run({})
    const [, url = ''] = await server.says(up)
    using socket = await new SocketClient(`${url.replace('http', 'ws')}graphql`).init()
    socket.socket.pause()
    server.child.kill('SIGTERM')
    // With 1 it would have been ended because something hung.
    expect(await server.exit).toBe(0)
  })

  it('says in one line that its port is taken, and which to try', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const server = run({ PORT: String(port) })
    expect(await server.exit).toBe(1)
    expect(server.output().trim()).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program; choose another, for example PORT=${port + 1}`,
    )
    other.close()
  })

  it('lists all faults of its configuration and does not start', async () => {
    const server = run({ PORT: 'http', FEED: 'replay' })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toEqual([
      'The configuration is not usable:',
      '  PORT=http is not a port from 0 to 65535 (0: any free one); for example PORT=4000',
      '  REPLAY_FILE is missing, and FEED=replay needs it; for example REPLAY_FILE=./recording.jsonl',
    ])
  })

  it('lists what is misspelled beside the faults', async () => {
    const server = run({ PORT: 'http', HOST: '999.1.1.1', ALLOWED_ORIGIN: 'x', GAMMACAST_PORT: '1' })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toEqual([
      'The configuration is not usable:',
      expect.stringContaining('  PORT=http is not'),
      expect.stringContaining('  HOST=999.1.1.1 is not'),
      'Besides:',
      '  ALLOWED_ORIGIN is no setting and is ignored; did you mean ALLOWED_ORIGINS?',
      '  GAMMACAST_PORT is no setting and is ignored; did you mean PORT?',
    ])
  })

  it('warns of lines of .env that are no settings, and takes the others', async () => {
    using folder = temporaryDir()
    writeFileSync(join(folder.path, '.env'), 'FEED: deribit\nSIM_SEED=a\n; port\nAGENTS=none\n')
    const server = runIn(folder.path)
    await server.says(up)
    expect(server.output()).toContain('Line 1 of .env is ignored')
    expect(server.output()).toContain('Line 3 of .env is ignored')
    expect(server.output()).not.toContain('is no setting')
  })

  it('says in one line that .env cannot be read', async () => {
    using folder = temporaryDir()
    mkdirSync(join(folder.path, '.env'))
    const server = runIn(folder.path)
    expect(await server.exit).toBe(1)
    expect(server.output().trim()).toMatch(/^The file \.env in this folder cannot be read: EISDIR[^\n]*$/)
  })

  it.skipIf(!canBeNobody)('says in one line that .env belongs to another user', async () => {
    using folder = temporaryDir()
    writeFileSync(join(folder.path, '.env'), 'PORT=0')
    chmodSync(join(folder.path, '.env'), 0)
    chmodSync(folder.path, 0o755)
    const server = runIn(folder.path, asNobody)
    expect(await server.exit).toBe(1)
    expect(server.output().trim()).toMatch(/^The file \.env in this folder cannot be read: EACCES[^\n]*$/)
  })

  it.skipIf(!canBeNobody).each([
    ['its folder', (folder: string) => chmodSync(folder, 0o555)],
    ['a file in it', (folder: string) => writeFileSync(join(folder, 'gammacast.db'), '', { mode: 0o400 })],
  ])('says in one line that it may not write the store: %s', async (_what, take) => {
    using folder = temporaryDir()
    chmodSync(folder.path, 0o777)
    take(folder.path)
    const server = runIn('/', asNobody, { DATA_DIR: folder.path })
    expect(await server.exit).toBe(1)
    // The log warns besides that others may read the folder.
    expect(server.output()).toMatch(/^The store at DATA_DIR=.* is not writable for this user\. .*$/m)
  })

  it.skipIf(process.platform !== 'linux')(
    'says in one line that no folder can be made, also for recordings',
    async () => {
      const store = run({ DATA_DIR: '/proc/gammacast' })
      expect(await store.exit).toBe(1)
      expect(store.output().trim()).toMatch(/^The store at DATA_DIR=\/proc\/gammacast .* no folder can be made[^\n]*$/)
    },
  )

  it('says in one line that it cannot record', async () => {
    using folder = temporaryDir()
    writeFileSync(join(folder.path, 'recordings'), '')
    const server = run({
      DATA_DIR: folder.path,
      FEED: 'deribit',
      DERIBIT_URL: 'ws://127.0.0.1:1',
      DERIBIT_RECORD: 'true',
    })
    expect(await server.exit).toBe(1)
    expect(server.output().trim()).toMatch(/^DERIBIT_RECORD=true cannot record: .* is a file,[^\n]*$/)
  })

  it('warns of arguments, which are no settings', async () => {
    const server = runCommand(process.execPath, [...asFollower, 'dist/server/main.js', '--port', '5000'], {})
    runs.push(server)
    await server.says(up)
    expect(server.output()).toContain('The argument --port is ignored')
  })

  it('says in one line that a recording cannot be read', async () => {
    const server = run({ FEED: 'replay', REPLAY_FILE: '/nowhere/session.jsonl' })
    expect(await server.exit).toBe(1)
    expect(server.output().trim().split('\n')).toHaveLength(1)
    expect(server.output()).toContain('/nowhere/session.jsonl')
  })
})
