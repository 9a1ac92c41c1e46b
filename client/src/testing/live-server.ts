import { GraphQLError } from 'graphql'
import { gql } from 'urql'
import { createFrameScheduler } from '../live/frame-scheduler.js'
import { createFreshnessRegistry } from '../live/freshness-registry.js'
import type { LiveHeader } from '../live/live-header.js'
import { createUrqlClient } from '../transport/urql-client.js'
import { createWsTransport } from '../transport/ws-transport.js'
import { anonymous } from './anonymous.js'
import { BrowserLikeSocket } from './browser-like-socket.js'
import { createChannel } from './channel.js'
import { startLoopbackServer, type LoopbackServer } from './loopback-server.js'

const typeDefs = `
  type Tick { seq: Int! asOf: String source: String! freshness: String! }
  type Entry { id: ID! seq: Int! asOf: String source: String! freshness: String! }
  type Change { id: ID! entry: Entry! }
  type Query { before(of: String!): [Int!]! entries(first: Int!, after: ID): [Entry!]! }
  type Subscription { tick: Tick! entry(after: ID): Entry! change(after: ID): Change! }
`
const HEADER = 'seq asOf source freshness'

export type Tick = LiveHeader
export interface Entry extends LiveHeader {
  readonly id: string
}
export interface Change {
  readonly id: string
  readonly entry: Entry
}
type None = Record<string, never>
type After = { readonly after?: string | null }
type PageVariables = { readonly first: number; readonly after?: string | null }

export const documents = {
  ticks: gql<{ tick: Tick }, None>(`subscription { tick { ${HEADER} } }`),
  before: gql<{ before: number[] }, { readonly of: string }>(`query Before($of: String!) { before(of: $of) }`),
  entries: gql<{ entries: Entry[] }, PageVariables>(
    `query Entries($first: Int!, $after: ID) { entries(first: $first, after: $after) { id ${HEADER} } }`,
  ),
  entry: gql<{ entry: Entry }, After>(`subscription Entry($after: ID) { entry(after: $after) { id ${HEADER} } }`),
  change: gql<{ change: Change }, After>(
    `subscription Change($after: ID) { change(after: $after) { id entry { id ${HEADER} } } }`,
  ),
}

export interface Journal {
  /** Oldest first. */
  entries: Entry[]
  /** Oldest first. */
  changes: Change[]
  tick: Tick
  /** What was before the ticks. */
  before: number[]
  /** The code with which every subscription and every event of the tick fails, while it is set. */
  refusal: string | null
  /** The same of every query. */
  queryRefusal: string | null
  /** Whether a subscription of the tick begins without the present one. */
  silent: boolean
  /** What the answer to a query waits for once it is known. */
  answersHeld: Promise<void>
  /** What a subscription of the tick waits for. */
  updatesHeld: Promise<void>
}

export const createJournal = (tick: Tick): Journal => ({
  entries: [],
  changes: [],
  tick,
  before: [],
  refusal: null,
  queryRefusal: null,
  silent: false,
  answersHeld: Promise.resolve(),
  updatesHeld: Promise.resolve(),
})

const refuse = (code: string) => new GraphQLError(`Refused: ${code}`, { extensions: { code } })

/** What came after a cursor, oldest first. */
function missed<Event extends { readonly id: string }>(events: readonly Event[], after: string): readonly Event[] {
  const index = events.findIndex(({ id }) => id === after)
  if (index === -1) throw refuse('UNKNOWN_CURSOR')
  return events.slice(index + 1)
}

/** A server over a journal that outlives it, with a state stream, and a log whose streams resume after a cursor. */
export async function startLiveServer(journal: Journal, port = 0) {
  const ticks = createChannel<Tick>()
  const written = createChannel<Entry>()
  const changed = createChannel<Change>()
  const checkQuery = () => {
    if (journal.queryRefusal !== null) throw refuse(journal.queryRefusal)
  }
  async function* entriesAfter({ after }: After) {
    const live = written.read()
    if (after) yield* missed(journal.entries, after)
    yield* live
  }
  async function* changesAfter({ after }: After) {
    const live = changed.read()
    if (after) yield* missed(journal.changes, after)
    yield* live
  }
  const checkTick = () => {
    if (journal.refusal !== null) throw refuse(journal.refusal)
  }
  async function* ticksFromNow() {
    await journal.updatesHeld
    checkTick()
    const live = ticks.read()
    if (!journal.silent) yield journal.tick
    yield* live
  }
  const server: LoopbackServer = await startLoopbackServer({
    typeDefs,
    port,
    resolvers: {
      Query: {
        before: async () => {
          checkQuery()
          await journal.answersHeld
          return journal.before
        },
        entries: async (_root, { first, after = null }: PageVariables) => {
          checkQuery()
          const newestFirst = journal.entries.toReversed()
          const from = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1
          const page = newestFirst.slice(from, from + first)
          await journal.answersHeld
          return page
        },
      },
      Subscription: {
        tick: {
          subscribe: ticksFromNow,
          resolve: (tick: Tick) => {
            checkTick()
            return tick
          },
        },
        entry: { subscribe: (_root, after: After) => entriesAfter(after), resolve: (entry: Entry) => entry },
        change: { subscribe: (_root, after: After) => changesAfter(after), resolve: (change: Change) => change },
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
    change(change: Change) {
      journal.entries = journal.entries.map((entry) => (entry.id === change.entry.id ? change.entry : entry))
      journal.changes.push(change)
      changed.publish(change)
    },
  }
}

export type LiveServer = Awaited<ReturnType<typeof startLiveServer>>

/** The client's own parts, without a browser: frames follow at once. */
export function liveParts({ wsUrl }: Pick<LoopbackServer, 'wsUrl'>) {
  const transport = createWsTransport({
    url: wsUrl,
    credentials: anonymous,
    webSocketImpl: BrowserLikeSocket,
    delayMs: () => 20,
  })
  return {
    transport,
    connection: transport.connection,
    client: createUrqlClient(transport),
    frames: createFrameScheduler({ nextFrame: (run) => void setImmediate(run), onVisible: () => () => undefined }),
    freshness: createFreshnessRegistry(),
  }
}
