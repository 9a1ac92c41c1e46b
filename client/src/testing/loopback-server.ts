import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useServer as serveSockets } from 'graphql-ws/use/ws'
import { createSchema } from 'graphql-yoga'
import { WebSocketServer, type WebSocket } from 'ws'

type Resolvers = Parameters<typeof createSchema>[0]['resolvers']

export interface LoopbackServer {
  readonly port: number
  readonly wsUrl: string
  readonly sockets: ReadonlySet<WebSocket>
  /** The variables of each subscription, in the order they arrived. */
  readonly subscribed: readonly Record<string, unknown>[]
  /** The variables of each query, in the order they arrived. */
  readonly asked: readonly Record<string, unknown>[]
  /** Cuts every connection without a word, as a killed process does. */
  kill(): Promise<void>
}

export interface LoopbackOptions {
  readonly typeDefs: string
  readonly resolvers: Resolvers
  readonly port?: number
  /** Whether it takes a token, or none. Left out: any. */
  readonly accepts?: (token: string | null) => boolean
}

/** A GraphQL server on loopback that can be killed and started again on its port. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const { typeDefs, resolvers, port = 0, accepts = () => true } = options
  const schema = createSchema({ typeDefs, ...(resolvers === undefined ? {} : { resolvers }) })
  const server = createServer()
  const socketServer = new WebSocketServer({ server, path: '/graphql' })
  const subscribed: Record<string, unknown>[] = []
  const asked: Record<string, unknown>[] = []
  serveSockets(
    {
      schema,
      onConnect: ({ connectionParams }) => accepts(tokenIn(connectionParams)),
      onSubscribe: (_context, _id, { query, variables }) => {
        const operations = query.trimStart().startsWith('subscription') ? subscribed : asked
        operations.push({ ...variables })
      },
    },
    socketServer,
  )
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    wsUrl: `ws://127.0.0.1:${bound}/graphql`,
    sockets: socketServer.clients,
    subscribed,
    asked,
    async kill() {
      for (const socket of socketServer.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function tokenIn(connectionParams: Record<string, unknown> | undefined): string | null {
  const authorization = connectionParams?.['authorization']
  return typeof authorization === 'string' ? authorization.replace('Bearer ', '') : null
}
