import type { Client } from 'urql'
import type { LogStream } from '../live/log-operation.js'
import type { LogEvent } from '../live/log-page.js'

/** What a stream of a log asks for after a cursor, and what it makes of an update. */
export function followed<Entry, Asked>(stream: LogStream<Entry, Asked>, asked: Asked, update: object) {
  const events: LogEvent<Entry>[] = []
  let variables: unknown
  const subscription = (_document: unknown, asks: unknown) => {
    variables = asks
    return {
      subscribe(tell: (result: { readonly data: object }) => void) {
        tell({ data: update })
        return { unsubscribe: () => undefined }
      },
    }
  }
  const ignore = () => undefined
  const client = { subscription } as unknown as Client
  stream.follow(client, asked, () => 'x-7')({ data: (event) => events.push(event), error: ignore, end: ignore })
  return { variables, events }
}
