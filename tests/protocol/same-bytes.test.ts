import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import {
  createSourceEventStream,
  execute,
  GraphQLError,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { everyone } from '../../server/auth/viewer.js'
import { readPackageFiles } from '../../server/compose/package-files.js'
import { isLiveSource, type LiveSource } from '../../server/fanout/live-source.js'
import { argumentMeanings } from '../../server/graphql/argument-meanings.js'
import { contextFor, type Services } from '../../server/graphql/context.js'
import { gammacastSchema } from '../../server/graphql/schema.js'
import { indexTick, noon, optionsEvent, update } from '../support/builders.js'
import { commitAndTell } from '../support/commit-and-tell.js'
import { randomSubscription, type RandomOperation } from '../support/random-operation.js'
import { openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { newClosedTrade, newDecision, newFill, newOrderEvent, newScore, order } from '../support/store/records.js'

/** Operations tried, and changes of everything while each runs. */
const operations = 150
const changes = 3
const patienceMs = 60_000

const feed = new ScriptedFeed()
let server: TestServer
let alone: { readonly url: string; close(): void }
let schema: GraphQLSchema

beforeAll(async () => {
  // Random operations may have more of each than is allowed.
  server = await startServer(
    { feed },
    { MAX_ALIASES: '1000', MAX_DIRECTIVES: '1000', MAX_DEPTH: '64', MAX_COST: '10000000' },
  )
  openMarket(feed)
  await untilOpen(server)
  schema = gammacastSchema(readPackageFiles().typeDefs)
  alone = await serveAlone(schema, server.app.services)
})
afterAll(async () => {
  alone.close()
  await server[Symbol.asyncDispose]()
})

/** The same resolvers and the same state as graphql-ws serves them by itself: everything for each subscriber anew. */
async function serveAlone(schema: GraphQLSchema, services: Services) {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  const context = () => contextFor(services, everyone)
  const served = useServer({ schema, context, subscribe: subscribeAlone }, sockets)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    url,
    close() {
      void served.dispose()
      http.close()
    },
  }
}

/** As `subscribe` of graphql-js, which cannot iterate our sources. */
async function subscribeAlone(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args)
  if (!isLiveSource(source)) return source as ExecutionResult
  const stop = new AbortController()
  const results = resultsOf(args, rootValues(source, stop.signal))
  const leave = results.return.bind(results)
  return Object.assign(results, {
    return() {
      stop.abort()
      return leave()
    },
  })
}

async function* resultsOf(args: ExecutionArgs, roots: AsyncIterable<unknown>) {
  for await (const rootValue of roots) {
    const { errors, ...result } = await execute({ ...args, rootValue })
    yield errors ? { ...result, errors: errors.map(withoutLocations) } : result
  }
}

/** The one difference that sharing makes. */
function withoutLocations({ message, path, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), extensions })
}

async function* rootValues(source: LiveSource, signal: AbortSignal): AsyncGenerator<unknown, void> {
  if (source.kind === 'EVENTS') {
    yield* source.news(signal, source.isOf)
    return
  }
  let before = null
  for await (const state of source.states(signal)) {
    yield (before && source.change?.(before, state)) ?? state
    before = state
  }
}

/** A client that keeps what it got as it came. */
class RawReader implements Disposable {
  readonly client: SocketClient
  readonly texts: string[] = []

  constructor(url: string) {
    this.client = new SocketClient(url)
    this.client.socket.on('message', (data: Buffer) => this.texts.push(data.toString()))
  }

  async subscribe(id: string, { query, variables }: RandomOperation): Promise<this> {
    await this.client.init()
    this.texts.length = 0
    this.client.subscribe(id, query, variables)
    return this
  }

  async has(count: number): Promise<void> {
    const end = Date.now() + patienceMs
    await until(
      () => Promise.resolve(this.texts.length),
      (length) => length >= count || Date.now() > end,
    )
    if (this.texts.length < count) throw new Error(`Expected ${count} messages, got ${this.texts.join('\n')}`)
  }

  [Symbol.dispose](): void {
    this.client[Symbol.dispose]()
  }
}

let step = 0
const symbols = strikes.flatMap((strike) => [symbolOf(strike), symbolOf(strike, 'PUT')])
const isChanged = (_: unknown, index: number) => (index + step) % 3 === 0
const changedIv = () => 0.4 + (step % 50) / 100

async function changeEverything(): Promise<void> {
  step += 1
  const now = Date.now()
  feed.say(
    indexTick(84_000 + step, now),
    indexTick(2_800 + step, now, 'ETH'),
    perpetualTick({ bidPriceUsd: 83_900 + step }, now),
    optionsEvent(
      symbols.filter(isChanged).map((symbol) => update(symbol, { markIv: changedIv() }, now)),
      now,
    ),
  )
  const of = { accountId: 'momentum' }
  const decision = newDecision({ ...of, reasoning: `“${step}”`, asOf: noon, outcome: 'OPEN' })
  await commitAndTell(server.app.services, {
    ...of,
    decisions: [decision],
    scores: [newScore({ ...of, decisionId: decision.id })],
    orderEvents: [newOrderEvent({ ...of, order: order(of) })],
    fills: [newFill(of)],
    closedTrades: [newClosedTrade(of)],
  })
}

/** Until the last change is published: chains come some time after everything else. */
async function untilPublished(): Promise<void> {
  if (step === 0) return
  const { market } = server.app.services.live
  const [nearest = 0] = market.expiries('BTC')
  const symbol = symbols.find(isChanged)
  const published = () => market.chain('BTC', nearest)?.contracts.find((contract) => contract.symbol === symbol)?.markIv
  await until(
    () => Promise.resolve(published() ?? 0),
    (iv) => Math.abs(iv - changedIv()) < 1e-6,
  )
}

const isOfEvents = (field: string) => field in argumentMeanings.places

/** How many events a running subscription is sent, its first included; null: it is refused or changes on its own. */
function expectedEvents({ field, query, variables }: RandomOperation): number {
  if (isOfEvents(field)) return changes
  const ethOptions =
    field === 'optionsChain' && (/currency: "ETH"/.test(query) || Object.values(variables).includes('ETH'))
  if (ethOptions) return 0
  return field === 'marketData' || field === 'optionsChain' ? 1 + changes : 1
}

async function readersOf(operation: RandomOperation): Promise<RawReader[]> {
  return Promise.all([
    new RawReader(alone.url).subscribe('id', operation),
    ...['id', 'another "id"', 'ïd'].map((id) => new RawReader(server.wsUrl).subscribe(id, operation)),
  ])
}

async function sameForAll(operation: RandomOperation): Promise<void> {
  await untilPublished()
  const readers = await readersOf(operation)
  const { bus, counts } = server.app.services
  try {
    const atFirst = isOfEvents(operation.field) ? 0 : 1
    if (expectedEvents(operation) > 0) await Promise.all(readers.map((reader) => reader.has(atFirst)))
    if (atFirst === 0) {
      await until(
        () => Promise.resolve(counts.members === 3 && bus.readerCount() === restingReaders + 2),
        (attached) => attached,
      )
    }
    for (let change = 1; change <= changes; change += 1) {
      await changeEverything()
      const expected = Math.min(expectedEvents(operation), atFirst + change)
      await Promise.all(readers.map((reader) => reader.has(expected)))
    }
    const [only = { texts: [] }, ...shared] = readers
    for (const [index, reader] of shared.entries()) {
      const own = JSON.stringify(['id', 'another "id"', 'ïd'][index])
      // What changed by itself meanwhile may be on its way to one of them.
      const alone = () => only.texts.map((text) => text.replace('"id":"id"', `"id":${own}`))
      await until(
        () => Promise.resolve(reader.texts.length),
        (count) => count === only.texts.length,
      )
      expect(reader.texts).toEqual(alone())
    }
  } finally {
    for (const reader of readers) reader[Symbol.dispose]()
    await until(
      () => Promise.resolve(bus.readerCount()),
      (count) => count === restingReaders,
    )
  }
}

let restingReaders = 0

describe('what a member of a group is sent', () => {
  it('is byte for byte what it would have been sent alone', async () => {
    restingReaders = server.app.services.bus.readerCount()
    let nested = 0
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const operation = randomSubscription(schema, seed)
        // The status counts its own readers, not every change of a chain is one of its expiry, and there is no replay.
        fc.pre(!['status', 'expiries', 'replay'].includes(operation.field))
        expect(validate(schema, parse(operation.query))).toEqual([])
        nested += operation.query.length > 300 ? 1 : 0
        await sameForAll(operation)
      }),
      { numRuns: operations },
    )
    expect(nested).toBeGreaterThan(operations / 10)
  })
})
