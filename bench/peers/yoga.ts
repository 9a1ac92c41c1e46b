import { createServer } from 'node:http'
import { useServer } from 'graphql-ws/use/ws'
import { createPubSub, createSchema, createYoga } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import { serveParent, taskOfParent } from '../support/forked.js'
import { listening } from './listening.js'
import { eventsOf, typeDefs } from './schema.js'

/** Yoga with graphql-ws, as Yoga's documentation puts them together. */
const next = eventsOf(await taskOfParent())
const pubSub = createPubSub<{ marketData: [object]; optionsChain: [object] }>()
const schema = createSchema({
  typeDefs,
  resolvers: {
    Subscription: {
      marketData: { subscribe: () => pubSub.subscribe('marketData'), resolve: (value: object) => value },
      optionsChain: { subscribe: () => pubSub.subscribe('optionsChain'), resolve: (value: object) => value },
    },
  },
})
const yoga = createYoga({ schema, graphiql: { subscriptionsProtocol: 'WS' } })
const http = createServer(yoga)
const sockets = new WebSocketServer({ server: http, path: yoga.graphqlEndpoint })

interface Enveloped {
  execute(args: unknown): never
  subscribe(args: unknown): never
}

useServer(
  {
    execute: (args: unknown) => (args as Enveloped).execute(args),
    subscribe: (args: unknown) => (args as Enveloped).subscribe(args),
    onSubscribe: async (context, _id, params) => {
      const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
        ...context,
        req: context.extra.request,
        socket: context.extra.socket,
        params,
      })
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        execute,
        subscribe,
      }
      const errors = validate(args.schema, args.document)
      return errors.length > 0 ? errors : args
    },
  },
  sockets,
)
serveParent(await listening(http), () => {
  const { field, value } = next()
  pubSub.publish(field, value)
})
