import { createServer } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { expressMiddleware } from '@as-integrations/express5'
import express from 'express'
import { PubSub } from 'graphql-subscriptions'
import { useServer } from 'graphql-ws/use/ws'
import { createSchema } from 'graphql-yoga'
import { WebSocketServer } from 'ws'
import { serveParent, taskOfParent } from '../support/forked.js'
import { listening } from './listening.js'
import { eventsOf, typeDefs } from './schema.js'

/** Apollo Server with graphql-ws next to it, as Apollo's documentation puts them together. */
const next = eventsOf(await taskOfParent())
const pubSub = new PubSub()
// Yoga's `createSchema` is the `makeExecutableSchema` of the documentation.
const schema = createSchema({
  typeDefs,
  resolvers: {
    Subscription: {
      marketData: { subscribe: () => pubSub.asyncIterableIterator('marketData') },
      optionsChain: { subscribe: () => pubSub.asyncIterableIterator('optionsChain') },
    },
  },
})
const app = express()
const http = createServer(app)
const sockets = new WebSocketServer({ server: http, path: '/graphql' })
const cleanup = useServer({ schema }, sockets)
const apollo = new ApolloServer({
  schema,
  plugins: [
    ApolloServerPluginDrainHttpServer({ httpServer: http }),
    { serverWillStart: async () => ({ drainServer: async () => void (await cleanup.dispose()) }) },
  ],
})
await apollo.start()
app.use('/graphql', express.json(), expressMiddleware(apollo))
serveParent(await listening(http), () => {
  const { field, value } = next()
  void pubSub.publish(field, { [field]: value })
})
