import { afterAll, beforeAll, describe } from 'vitest'
import { hasRedis, startRedis, startRedisCluster } from '../support/redis.js'
import { engineAndEdge, Nodes } from '../support/two-nodes.js'
import { describeEventBus } from './event-bus.js'

/** Servers that are started for a suite. */
interface Servers extends AsyncDisposable {
  readonly urls: readonly string[]
}

const single = async (): Promise<Servers> => {
  const server = await startRedis()
  return { urls: [server.url], [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

for (const { name, start } of [
  { name: 'a single Redis', start: single },
  { name: 'a Redis Cluster', start: startRedisCluster },
]) {
  describe.skipIf(!hasRedis)(name, () => {
    let servers: Servers | null = null
    const urls = () => servers?.urls ?? []

    beforeAll(async () => {
      servers = await start()
    })
    afterAll(async () => {
      await servers?.[Symbol.asyncDispose]()
    })

    describeEventBus(`engineBus on ${name}`, async () => {
      const nodes = new Nodes({ urls: urls() })
      const bus = await nodes.engine()
      return { publisher: bus, readers: bus, [Symbol.asyncDispose]: () => nodes[Symbol.asyncDispose]() }
    })

    describeEventBus(`engineBus to edgeBus on ${name}`, () => engineAndEdge({ urls: urls() }))
  })
}
