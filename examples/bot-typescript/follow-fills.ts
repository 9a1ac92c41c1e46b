import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { pause } from './api.js'
import type { NewFillSubscription } from './gql/graphql.js'
import { NewFillDocument } from './gql/graphql.js'

export type Fill = NewFillSubscription['newFill']

interface Following {
  /** Of the API, as `http://…/graphql`. */
  readonly url: string
  readonly account: string
  /** Id of the last fill already seen. */
  readonly after: string
}

/**
 * Every fill behind `after`, none missing and none twice, however often the connection is lost: each new subscription
 * begins behind the last fill that was seen. Ends never; stop reading to end it.
 */
export async function* followFills({ url, account, after }: Following): AsyncGenerator<Fill> {
  // The client's own retries would begin where the first subscription began; ours go on where the last one ended.
  const client = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 })
  let last = after
  for (;;) {
    try {
      const events = client.iterate<NewFillSubscription>({
        query: NewFillDocument.toString(),
        variables: { account, after: last },
      })
      for await (const { data } of events) {
        if (!data) continue
        last = data.newFill.id
        yield data.newFill
      }
    } catch (error) {
      if (Array.isArray(error)) throw new Error(`The subscription was refused: ${JSON.stringify(error)}`)
    }
    await pause()
  }
}
