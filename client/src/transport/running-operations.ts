import type { Client } from 'graphql-ws'
import type { LiveRequest, LiveSink } from './live-transport.js'
import { sendOperation } from './send-operation.js'

/** The operations of one transport. They outlive its connections: each connection that opens is sent all of them. */
export interface RunningOperations {
  /** Sent at once when a connection is open, else when the next one opens. Returns a way to stop. */
  run: (request: () => LiveRequest, sink: LiveSink) => () => void
  opened: (client: Client) => void
  /** Nothing is sent until a connection opens. */
  lost: () => void
}

interface Running {
  readonly request: () => LiveRequest
  readonly sink: LiveSink
  stop: (() => void) | null
}

export function createRunningOperations(): RunningOperations {
  const running = new Set<Running>()
  let client: Client | null = null

  const send = (entry: Running) => {
    if (client === null) return
    entry.stop = sendOperation(client, entry.request(), {
      next: (result) => entry.sink.next(result),
      error: (errors) => {
        running.delete(entry)
        entry.sink.error(errors)
      },
      complete: () => {
        running.delete(entry)
        entry.sink.complete()
      },
    })
  }

  return {
    run(request, sink) {
      const entry: Running = { request, sink, stop: null }
      running.add(entry)
      send(entry)
      return () => {
        running.delete(entry)
        entry.stop?.()
      }
    },
    opened(next) {
      client = next
      for (const entry of [...running]) send(entry)
    },
    lost() {
      client = null
      for (const entry of running) entry.stop = null
    },
  }
}
