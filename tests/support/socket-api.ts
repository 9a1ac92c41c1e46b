import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSchema } from 'graphql-yoga'
import type { WebSocket } from 'ws'
import { authenticator } from '../../server/auth/authenticate.js'
import { BadCredentials } from '../../server/auth/credentials.js'
import { Sessions } from '../../server/auth/sessions.js'
import { viewerOf } from '../../server/auth/viewer.js'
import type { Refusal, RequestJudge } from '../../server/edge/request-judge.js'
import { TrustedProxies } from '../../server/edge/trusted-proxies.js'
import { everyone, iteratedByFanout, type EventSource } from '../../server/fanout/live-source.js'
import type { GraphqlContext, Services } from '../../server/graphql/context.js'
import type { KnownOperations } from '../../server/graphql/pipeline/known-operations.js'
import { boundedList } from '../../server/lib/buffers.js'
import { PushIterator } from '../../server/lib/push-iterator.js'
import type { Admission } from '../../server/limits/admission.js'
import { StreamCounts } from '../../server/metrics/stream-counts.js'
import { StallWatch } from '../../server/transport/links/stall-watch.js'
import { attachWsServer, type WsServer } from '../../server/transport/ws/ws-server.js'
import { gammacastApi, type GammacastApi } from '../../server/transport/yoga/yoga.js'
import { admissionFor } from './admission.js'
import { anyJudge } from './edge.js'
import { ManualClock } from './manual-clock.js'
import { SocketClient } from './socket-client.js'
import { usualLimits } from './usual-limits.js'

interface SocketApiOptions {
  readonly env?: Record<string, string>
  readonly known?: KnownOperations
}

/** A token is the name of its user, and the accounts that it reads: `ada`, `ada+a`. `nobody` is none. */
const tokenLifeMs = 60_000

interface Tick {
  readonly ticks: number
}

const typeDefs = `
  type Query { well: String, viewer: String, said(text: String!): String, bug: String, held: String }
  type Mutation { renewToken(token: String!): String }
  type Subscription { ticks: Int, others: Int }
`

/** A small API that is served on WebSockets alone, by the product's own pipeline. */
export class SocketApi implements AsyncDisposable {
  readonly counts = new StreamCounts()
  readonly clock = new ManualClock(0)
  readonly sessions = new Sessions(this.clock)
  readonly admission: Admission
  readonly api: GammacastApi
  readonly judge: RequestJudge = anyJudge()
  /** Errors and warnings. */
  readonly logged: unknown[] = []
  /** Of `refusalOf` of connections. */
  connectionRefusal: Refusal | null = null
  /** The streams of `ticks` that run. */
  readonly ticks = new Set<PushIterator<Tick>>()
  /** Answers the queries of `held` that wait. */
  readonly held = new Set<(text: string) => void>()
  readonly #http = createServer()
  readonly #stalls: StallWatch
  readonly #ws: WsServer
  readonly #clients: SocketClient[] = []

  constructor({ env = {}, known }: SocketApiOptions = {}) {
    this.admission = admissionFor(env, this.counts)
    this.#stalls = new StallWatch(this.admission.unread)
    const line = (facts: unknown) => void this.logged.push(facts)
    const log = { debug: () => {}, info: line, warn: line, error: line }
    const live = { clock: this.clock, accountsFor: () => ({}) }
    const services = { counts: this.counts, sessions: this.sessions, live }
    this.api = gammacastApi({
      schema: this.#schema(),
      services: services as unknown as Services,
      authenticate: authenticator('read-open', [{ isMine: () => true, viewerOf: this.#viewerOf.bind(this) }]),
      allowedOrigins: [],
      introspection: true,
      limits: usualLimits,
      known: known ?? null,
      admission: this.admission,
      log,
    })
    this.#ws = attachWsServer(this.#http, {
      api: this.api,
      judge: this.judge,
      proxies: new TrustedProxies([]),
      admission: this.admission,
      stalls: this.#stalls,
      connections: { refusalOf: () => this.connectionRefusal },
      counts: this.counts,
      log,
    })
  }

  async listen(): Promise<this> {
    await once(this.#http.listen(0, '127.0.0.1'), 'listening')
    return this
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port
  }

  client(protocol: string | string[] = 'graphql-transport-ws', headers: Record<string, string> = {}): SocketClient {
    const client = new SocketClient(`ws://127.0.0.1:${this.port}/graphql`, protocol, { headers })
    this.#clients.push(client)
    return client
  }

  /** What an upgrade is answered that becomes no socket. */
  async refusal(headers: Record<string, string> = {}): Promise<RefusedUpgrade> {
    const { socket } = this.client('graphql-transport-ws', headers)
    return refusedUpgrade(socket)
  }

  tick(ticks: number): void {
    for (const stream of this.ticks) stream.push('', { ticks })
  }

  /** As `WsServer.close`. */
  close(graceMs: number): Promise<void> {
    return this.#ws.close(graceMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client[Symbol.dispose]()
    await this.close(0)
    this.#stalls[Symbol.dispose]()
    this.#http.closeAllConnections()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  #viewerOf(token: string) {
    const [name = '', ...accounts] = token.split('+')
    if (name === 'nobody') return Promise.reject(new BadCredentials('Nobody has this token'))
    const scopes = ['market:read', ...accounts.map((account) => `account:read:${account}`)]
    return Promise.resolve(viewerOf(name, scopes, this.clock.now() + tokenLifeMs))
  }

  #schema() {
    return createSchema<GraphqlContext>({
      typeDefs,
      resolvers: {
        Query: {
          well: () => 'well',
          viewer: (_root, _args, { viewer }) => viewer.id,
          said: (_root, { text }: { text: string }) => text,
          bug: () => {
            throw new Error('a secret')
          },
          held: () => new Promise<string>((resolve) => this.held.add(resolve)),
        },
        Mutation: {
          renewToken: async (_root, { token }: { token: string }, { renew }) => (await renew?.(token))?.id,
        },
        Subscription: {
          ticks: { subscribe: () => this.#ticks('ticks') },
          others: { subscribe: () => this.#ticks('others') },
        },
      },
    })
  }

  #ticks(field: string): EventSource<Tick> {
    return {
      kind: 'EVENTS',
      field,
      audience: everyone,
      missed: null,
      audienceOf: () => everyone,
      isOf: () => true,
      idOf: ({ ticks }) => String(ticks),
      [Symbol.asyncIterator]: iteratedByFanout,
      news: (signal) => {
        const stream: PushIterator<Tick> = new PushIterator(boundedList(100), () => this.ticks.delete(stream))
        this.ticks.add(stream)
        signal.addEventListener('abort', () => void stream.return())
        return stream
      },
    }
  }
}

interface RefusedUpgrade {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Null when it has none. */
  readonly body: unknown
}

/** What the server answered to an upgrade that it refused. */
export async function refusedUpgrade(socket: WebSocket): Promise<RefusedUpgrade> {
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  let text = ''
  for await (const part of answer) text += String(part)
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  }
}
