import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { pause } from './api.js'
import {
  NewFillDocument,
  NewOrderDocument,
  type NewFillSubscription,
  type NewOrderSubscription,
} from './gql/graphql.js'
import type { Settings } from './settings.js'

interface Following extends Settings {
  readonly account: string
  /** Id of the last event already seen; null for those to come. */
  readonly after: string | null
}

/** Every fill after `after`. */
export function followFills(following: Following) {
  return follow(following, NewFillDocument.toString(), ({ newFill }: NewFillSubscription) => newFill)
}

/** Every change of every order after `after`. */
export function followOrders(following: Following) {
  return follow(following, NewOrderDocument.toString(), ({ newOrder }: NewOrderSubscription) => newOrder)
}

/**
 * Every event after `after`, none missing and none twice, however often the connection is lost: each new subscription
 * begins after the last event that was seen. When the token has expired, it goes on with a new one. It never ends by
 * itself: stop reading to end it.
 */
async function* follow<Data extends object, Event extends { readonly id: string }>(
  { url, token, account, after }: Following,
  query: string,
  eventOf: (data: Data) => Event,
): AsyncGenerator<Event> {
  // The client's own retries would begin where the first subscription began; ours go on where the last one ended.
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    // For each connection.
    connectionParams: async () => ({ authorization: `Bearer ${await token.current()}` }),
    retryAttempts: 0,
  })
  let last = after
  for (;;) {
    try {
      const events = client.iterate<Record<string, unknown>>({ query, variables: { account, after: last } })
      for await (const { data } of events) {
        if (!data) continue
        const event = eventOf(data as Data)
        last = event.id
        yield event
      }
    } catch (error) {
      if (isTokenRefused(error) && !token.refused()) {
        throw new Error(`The server does not accept the token: ${error.reason}`, { cause: error })
      }
      // A refusal is a list of errors; anything else is a lost connection.
      if (Array.isArray(error) && !isPassing(error)) {
        throw new Error(`The subscription was refused: ${JSON.stringify(error)}`)
      }
    }
    await pause()
  }
}

/** The close code of a token that is bad, has expired or was revoked. */
function isTokenRefused(error: unknown): error is { readonly reason: string } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 4403
}

function isPassing([error]: readonly { readonly extensions?: { readonly code?: string } }[]): boolean {
  return error?.extensions?.code === 'STORE_UNAVAILABLE'
}
