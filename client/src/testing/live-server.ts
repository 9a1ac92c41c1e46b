import { gql } from 'urql'
import { GraphQLError } from 'graphql'
import { WebSocket } from 'ws'
import { createFrameScheduler } from '../live/frame-scheduler.js'
import { createFreshnessRegistry } from '../live/freshness-registry.js'
import type { LiveHeader } from '../live/live-header.js'
import { createUrqlClient } from '../transport/urql-client.js'
import { createWsTransport } from '../transport/ws-transport.js'
import { createChannel } from './channel.js'
import type { LoopbackServer } from './loopback-server.js'
import { startLoopbackServer } from './loopback-server.js'

const typeDefs = `
  type Tick { seq: Int! asOf: String source: String! freshness: String! }
  type Entry { id: ID! seq: Int! asOf: String source: String! freshness: String! }
  type Query { tick: Tick! entries(first: Int!, after: ID): [Entry!]! }
  type Subscription { tick: Tick! entry(after: ID): Entry! }
`
const HEADER = 'seq asOf source freshness'

export type Tick = LiveHeader
export interface Entry extends LiveHeader {
  readonly id: string
}
type None = Record<string, never>

interface PageVariables {
  readonly first: number
  readonly after?: string
}

export const documents = {
  tick: gql<{ tick: Tick }, None>(`query { tick { ${HEADER} } }`),
  ticks: gql<{ tick: Tick }, None>(`subscription { tick { ${HEADER} } }`),
  entries: gql<{ entries: Entry[] }, PageVariables>(
    `query Entries($first: Int!, $after: ID) { entries(first: $first, after: $after) { id ${HEADER} } }`,
  ),
  entry: gql<{ entry: Entry }, { after: string | null }>(
    `subscription Entry($after: ID) { entry(after: $after) { id ${HEADER} } }`,
  ),
}

export interface Journal {
  /** Oldest first. */
  entries: Entry[]
  tick: Tick
  /** Thrown by every query and subscription of the tick while it is set. */
  refusal: string | null
  /** Thrown by every subscription of the tick while it is set. */
  updatesRefusal: string | null
  /** Whether a subscription begins without the present tick. */
  silent: boolean
  /** What a query of the tick waits for. */
  queryHeld: Promise<void>
  /** What the answer to a query of the entries waits for once it is known. */
  entriesHeld: Promise<void>
  /** What a subscription of the tick waits for. */
  updatesHeld: Promise<void>
}

export const createJournal = (tick: Tick): Journal => ({
  entries: [],
  tick,
  refusal: null,
  updatesRefusal: null,
  silent: false,
  queryHeld: Promise.resolve(),
  entriesHeld: Promise.resolve(),
  updatesHeld: Promise.resolve(),
})

const refuse = (code: string) => new GraphQLError(`Refused: ${code}`, { extensions: { code } })

/** A server over a journal that outlives it, with a state stream and a log that resumes after a cursor. */
export async function startLiveServer(journal: Journal, port = 0) {
  const ticks = createChannel<Tick>()
  const written = createChannel<Entry>()
  const checked = () => {
    if (journal.refusal !== null) throw refuse(journal.refusal)
  }
  const missed = (after: string) => {
    const index = journal.entries.findIndex(({ id }) => id === after)
    if (index === -1) throw refuse('UNKNOWN_CURSOR')
    return journal.entries.slice(index + 1)
  }
  async function* entriesAfter(after: string | null | undefined) {
    const live = written.read()
    if (after) yield* missed(after)
    yield* live
  }
  async function* ticksFromNow() {
    await journal.updatesHeld
    checked()
    if (journal.updatesRefusal !== null) throw refuse(journal.updatesRefusal)
    const live = ticks.read()
    if (!journal.silent) yield journal.tick
    yield* live
  }
  const server: LoopbackServer = await startLoopbackServer({
    typeDefs,
    port,
    resolvers: {
      Query: {
        tick: async () => {
          await journal.queryHeld
          checked()
          return journal.tick
        },
        entries: async (_root, { first, after }: PageVariables) => {
          const newestFirst = journal.entries.toReversed()
          const from = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1
          const page = newestFirst.slice(from, from + first)
          await journal.entriesHeld
          return page
        },
      },
      Subscription: {
        tick: { subscribe: ticksFromNow, resolve: (tick: Tick) => tick },
        entry: {
          subscribe: (_root, { after }: { after?: string | null }) => entriesAfter(after),
          resolve: (entry: Entry) => entry,
        },
      },
    },
  })
  return {
    ...server,
    tick(tick: Tick) {
      journal.tick = tick
      ticks.publish(tick)
    },
    write(entry: Entry) {
      journal.entries.push(entry)
      written.publish(entry)
    },
  }
}

export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>

/** The client's own parts, without a browser: frames follow at once. */
export function liveParts({ httpUrl, wsUrl }: Pick<LoopbackServer, 'httpUrl' | 'wsUrl'>) {
  const transport = createWsTransport({ url: wsUrl, webSocketImpl: WebSocket, delayMs: () => 20 })
  return {
    transport,
    connection: transport.connection,
    client: createUrqlClient({ url: httpUrl, transport }),
    frames: createFrameScheduler({ nextFrame: (run) => void setImmediate(run), onVisible: () => undefined }),
    freshness: createFreshnessRegistry(),
  }
}
