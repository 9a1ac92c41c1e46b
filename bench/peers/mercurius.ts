import Fastify from 'fastify'
import mercurius from 'mercurius'
import { serveParent, taskOfParent } from '../support/forked.js'
import { eventsOf, typeDefs } from './schema.js'

/** Mercurius with its own subscriptions and its own pubsub. */
const next = eventsOf(await taskOfParent())
const app = Fastify()
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    Subscription: {
      marketData: { subscribe: (_root, _args, { pubsub }) => pubsub.subscribe('marketData') },
      optionsChain: { subscribe: (_root, _args, { pubsub }) => pubsub.subscribe('optionsChain') },
    },
  },
  subscription: true,
})
const url = await app.listen({ port: 0, host: '127.0.0.1' })
serveParent(`${url.replace('http', 'ws')}/graphql`, () => {
  const { field, value } = next()
  app.graphql.pubsub.publish({ topic: field, payload: { [field]: value } })
})
