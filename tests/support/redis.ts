import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { endWithUs } from './end-with-us.js'
import { freePort } from './free-port.js'

/** A Redis of our own, on a free port of the loopback. It keeps its port and nothing else: when it starts again, it is empty. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string
  /** Ends it at once, as a crash would. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Halts it where it stands, so that it answers nothing and closes nothing; `resume` lets it go on. */
  halt(): void
  resume(): void
  /** Has it run again, whatever a test did with it. */
  bringUp(): Promise<void>
  /** Cuts all connections of clients. */
  cutAll(): Promise<void>
  /** Answers what a single command answers. */
  ask(command: string, ...args: readonly string[]): Promise<unknown>
}

/** Three masters with a replica each. */
interface RedisCluster extends AsyncDisposable {
  readonly urls: readonly string[]
  /** Ends the master that has the slot of a key; answers when its replica has taken over. */
  killMasterOf(key: string): Promise<void>
}

/** Whether there is a Redis to test with. Says so aloud where there is none. */
export const hasRedis = isInstalled()
if (!hasRedis) console.warn('\n*** No Redis 7 (redis-server, redis-cli) on this machine: its tests are SKIPPED. ***\n')

function isInstalled(): boolean {
  try {
    execFileSync('redis-cli', ['--version'])
    return Number(/v=(\d+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1]) >= 7
  } catch {
    return false
  }
}

export async function startRedis(settings: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gammacast-redis-'))
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
  let server: ChildProcess

  async function start(): Promise<void> {
    const started = spawn('redis-server', [...args, ...settings], { stdio: 'ignore' })
    endWithUs(started)
    server = started
    await untilAnswered('A Redis that starts', () => {
      if (started.exitCode !== null) throw new Error(`redis-server ended with ${started.exitCode}`)
      return ask('PING').catch(() => false)
    })
  }

  async function stop(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGKILL')
    await ended
  }

  const ask: RedisServer['ask'] = async (command, ...more) => {
    const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => {})
    try {
      await client.connect()
      return await client.call(command, ...more)
    } finally {
      client.disconnect()
    }
  }

  await start().catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true })
    throw error
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    halt: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async bringUp() {
      server.kill('SIGCONT')
      if (server.exitCode !== null || server.signalCode !== null) await start()
    },
    async cutAll() {
      for (const kind of ['normal', 'pubsub']) await ask('CLIENT', 'KILL', 'TYPE', kind, 'SKIPME', 'yes')
    },
    ask,
    async [Symbol.asyncDispose]() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** So patient that a busy machine loses no master, and quick to copy one to its replica. */
const clusterSettings = async () => [
  '--cluster-enabled',
  'yes',
  '--cluster-port',
  String(await freePort()),
  '--cluster-node-timeout',
  '5000',
  '--repl-diskless-sync-delay',
  '0',
]

export async function startRedisCluster(): Promise<RedisCluster> {
  const servers: RedisServer[] = []
  const close = async () => {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
  }
  try {
    for (let count = 0; count < 6; count += 1) servers.push(await startRedis(await clusterSettings()))
    const addresses = servers.map(({ url }) => new URL(url).host)
    const create = ['--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes']
    execFileSync('redis-cli', create, { stdio: 'pipe' })
    for (const server of servers) await untilAnswered('A cluster that forms', () => isWhole(server))
  } catch (error) {
    await close()
    throw error
  }
  return {
    urls: servers.map(({ url }) => url),
    async killMasterOf(key) {
      const alive = servers.filter((server) => !killed.has(server))
      const address = await masterOf(alive[0], key)
      const master = alive.find(({ url }) => new URL(url).host === address)
      if (!master) throw new Error(`No server is at ${address}`)
      killed.add(master)
      await master.stop()
      const others = alive.filter((server) => server !== master)
      for (const server of others)
        await untilAnswered('A replica that takes over', async () => {
          return (await masterOf(server, key)) !== address && isWhole(server)
        })
    },
    [Symbol.asyncDispose]: close,
  }
}

const killed = new WeakSet<RedisServer>()

async function masterOf(server: RedisServer | undefined, key: string): Promise<string> {
  if (!server) throw new Error('No server is left')
  const slot = Number(await server.ask('CLUSTER', 'KEYSLOT', key))
  const ranges = (await server.ask('CLUSTER', 'SLOTS')) as [number, number, [string, number]][]
  const [, , master] = ranges.find(([from, to]) => from <= slot && slot <= to) ?? []
  if (!master) throw new Error(`No server has slot ${slot}`)
  return `${master[0]}:${master[1]}`
}

/** Whether it serves all slots and, as a replica, has what its master has. */
async function isWhole(server: RedisServer): Promise<boolean> {
  const info = `${String(await server.ask('CLUSTER', 'INFO'))}${String(await server.ask('INFO', 'replication'))}`
  return /cluster_state:ok/.test(info) && !/master_link_status:down/.test(info)
}

const patienceMs = 240_000

/** Until it answers with anything but false. */
async function untilAnswered(what: string, ask: () => Promise<unknown>): Promise<void> {
  for (const sinceMs = performance.now(); performance.now() < sinceMs + patienceMs;) {
    if ((await ask()) !== false) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} took longer than ${patienceMs / 1_000} s`)
}
