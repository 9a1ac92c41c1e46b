import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { Opened } from '../../lib/opened.js'

/** What the bus needs of Redis. While it is not reached, everything rejects within two seconds. */
export interface RedisLink extends AsyncDisposable {
  /** Keeps a message in the channel's hash and tells the channel. It does neither, and answers a head, when the hash has a newer one. */
  put(channel: string, message: Put): Promise<string | null>
  /** Keeps the channel's hash as long as if it had just changed. False: there is none. */
  prolong(channel: string): Promise<boolean>
  tell(channel: string, text: string): Promise<void>
  /**
   * One listener for a channel. It goes on by itself when the connection was lost and is there again; `onBack` says that messages may be
   * missing.
   */
  listen(channel: string, listener: (text: string) => void): Promise<void>
  unlisten(channel: string): Promise<void>
  /** The messages in the channel's hash. */
  kept(channel: string): Promise<readonly string[]>
  /** The newest head in each hash; null: there is none. */
  heads(channels: readonly string[]): Promise<readonly (string | null)[]>
  /** Calls the listener whenever a connection that was lost is there again, until the signal is aborted. */
  onBack(listener: () => void, signal: AbortSignal): void
}

export interface Put {
  readonly key: string
  readonly head: string
  /** With its head. */
  readonly text: string
}

/** The first twelve digits of a head are its epoch. What an engine of an older one kept under other keys is out of date. */
const putScript = `
local newest = redis.call('HGET', KEYS[1], 'newest')
if newest and newest > ARGV[1] then return newest end
if newest and string.sub(newest, 1, 12) < string.sub(ARGV[1], 1, 12) then redis.call('DEL', KEYS[1]) end
redis.call('HSET', KEYS[1], 'newest', ARGV[1], 'of:' .. ARGV[2], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SPUBLISH', KEYS[1], ARGV[3])
return false`

/** What nobody writes any more, such as the chain of an expiry that has passed, must not stay for good. */
const keptMs = 3_600_000
const connectTimeoutMs = 1_000
const answerTimeoutMs = 2_000
const reconnectMs = 100
const gatherMs = 100

/** Nothing waits for a connection: whoever asks tries again, with what is newest by then. */
const settings = {
  connectTimeout: connectTimeoutMs,
  commandTimeout: answerTimeoutMs,
  socketTimeout: answerTimeoutMs,
  keepAlive: 5_000,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  retryStrategy: () => reconnectMs,
} satisfies RedisOptions

/**
 * `urls`: a single Redis, or some servers of one cluster. The server says which of both it is. Rejects when none of them is reached, and when it is
 * older than 7.0, which has no sharded pub/sub.
 */
export async function connectRedis(urls: readonly string[]): Promise<RedisLink> {
  const opened = new Opened()
  try {
    const link =
      (await firstAnswer(urls)) === 'CLUSTER' ? await clusterLink(urls, opened) : await singleLink(urls, opened)
    return { ...link, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() }
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

type Kind = 'SINGLE' | 'CLUSTER'

/** Of the first server that answers. */
async function firstAnswer(urls: readonly string[]): Promise<Kind> {
  const faults: unknown[] = []
  for (const url of urls) {
    try {
      return await kindOf(url)
    } catch (error) {
      faults.push(error)
    }
  }
  const [first] = faults
  throw first instanceof Error ? first : new Error('No Redis is named')
}

async function kindOf(url: string): Promise<Kind> {
  const redis = newClient(url, { retryStrategy: () => null })
  // The client tells the reason of a failure here, and rejects with "Connection is closed".
  let why: Error | null = null
  redis.on('error', (error: Error) => (why = error))
  try {
    await redis.connect()
    const info = `${await redis.info('server')}${await redis.info('cluster')}`
    const version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? 'unknown'
    if (Number.parseInt(version, 10) < 7) throw new Error(`Redis is ${version}; it has to be 7.0 or newer`)
    return /^cluster_enabled:1/m.test(info) ? 'CLUSTER' : 'SINGLE'
  } catch (error) {
    throw why ?? error
  } finally {
    redis.disconnect()
  }
}

type Commands = Pick<Redis, 'eval' | 'pexpire' | 'hgetall' | 'hget' | 'spublish'>

type Shared = Omit<RedisLink, keyof Subscriptions | typeof Symbol.asyncDispose>
type Subscriptions = Pick<RedisLink, 'listen' | 'unlisten' | 'onBack'>
type Link = Shared & Subscriptions

/** What a single server and a cluster do in the same way. */
function sharedLink(redis: Commands): Shared {
  return {
    async put(channel, { key, head, text }) {
      const newer = await redis.eval(putScript, 1, channel, head, key, text, keptMs)
      return typeof newer === 'string' ? newer : null
    },
    prolong: async (channel) => (await redis.pexpire(channel, keptMs)) === 1,
    async tell(channel, text) {
      await redis.spublish(channel, text)
    },
    async kept(channel) {
      const { newest: _, ...messages } = await redis.hgetall(channel)
      return Object.values(messages)
    },
    heads: (channels) => Promise.all(channels.map((channel) => redis.hget(channel, 'newest'))),
  }
}

class Listeners {
  readonly #ofChannels = new Map<string, (text: string) => void>()
  readonly #onBack = new Set<() => void>()
  #telling: NodeJS.Timeout | null = null

  get channels(): string[] {
    return [...this.#ofChannels.keys()]
  }

  set(channel: string, listener: (text: string) => void): void {
    this.#ofChannels.set(channel, listener)
  }

  delete(channel: string): void {
    this.#ofChannels.delete(channel)
  }

  tell(channel: string, text: string): void {
    this.#ofChannels.get(channel)?.(text)
  }

  onBack(listener: () => void, signal: AbortSignal): void {
    this.#onBack.add(listener)
    signal.addEventListener('abort', () => this.#onBack.delete(listener))
  }

  /** A cluster that lost a master connects many times a second until another one has taken over. */
  back(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null
      for (const listener of this.#onBack) listener()
    }, gatherMs).unref()
  }
}

async function singleLink(urls: readonly string[], opened: Opened): Promise<Link> {
  const [url = ''] = urls
  const listeners = new Listeners()
  const redis = newClient(url)
  // The client's own way to subscribe again rejects unheard when the connection is lost once more.
  const subscriber = newClient(url, { autoResubscribe: false })
  for (const client of [redis, subscriber]) {
    client.on('error', () => {})
    opened.add(() => Promise.resolve(client.disconnect()))
  }
  subscriber.on('smessage', (channel: string, text: string) => listeners.tell(channel, text))
  await Promise.all([redis.connect(), subscriber.connect()])
  subscriber.on('ready', () => {
    Promise.all(listeners.channels.map((channel) => subscriber.ssubscribe(channel))).then(
      () => listeners.back(),
      // It is lost again, or answers nothing: whatever it is, begin anew.
      () => subscriber.disconnect(true),
    )
  })
  redis.on('ready', () => listeners.back())
  return { ...sharedLink(redis), ...subscriptionsOf(subscriber, listeners) }
}

async function clusterLink(urls: readonly string[], opened: Opened): Promise<Link> {
  const listeners = new Listeners()
  const [first = ''] = urls
  const { username, password, protocol } = new URL(first)
  const cluster = new Cluster([...urls], {
    shardedSubscribers: true,
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: () => reconnectMs,
    slotsRefreshTimeout: connectTimeoutMs,
    // Whoever asks tries again itself.
    maxRedirections: 3,
    redisOptions: {
      ...settings,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(protocol === 'rediss:' && { tls: {} }),
    },
  })
  opened.add(() => Promise.resolve(cluster.disconnect()))
  cluster.on('error', () => {})
  cluster.on('smessage', (channel: string, text: string) => listeners.tell(channel, text))
  await cluster.connect()
  cluster.on('subscribersReady', () => listeners.back())
  cluster.on('+node', () => listeners.back())
  return { ...sharedLink(cluster), ...subscriptionsOf(cluster, listeners) }
}

function subscriptionsOf(subscriber: Pick<Redis, 'ssubscribe' | 'sunsubscribe'>, listeners: Listeners): Subscriptions {
  return {
    async listen(channel, listener) {
      listeners.set(channel, listener)
      await subscriber.ssubscribe(channel)
    },
    async unlisten(channel) {
      listeners.delete(channel)
      await subscriber.sunsubscribe(channel)
    },
    onBack: (listener, signal) => listeners.onBack(listener, signal),
  }
}

function newClient(url: string, options: RedisOptions = {}): Redis {
  return new Redis(url, { ...settings, lazyConnect: true, ...options })
}
