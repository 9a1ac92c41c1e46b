import type { GraphQLFormattedError } from 'graphql'
import type { Client } from 'graphql-ws'
import type { LiveRequest, LiveSink } from './live-transport.js'

const isErrorList = (value: unknown): value is readonly GraphQLFormattedError[] => Array.isArray(value)

/**
 * Runs one operation on one connection. Everything after `stop`, and the end of the connection itself, is kept from
 * the sink: only the server's own answers reach it.
 */
export function sendOperation(client: Client, request: LiveRequest, sink: LiveSink): () => void {
  let over = false
  let connected = true
  const off = client.on('closed', () => {
    connected = false
  })
  const finish = (tell: () => void) => {
    if (over) return
    over = true
    off()
    if (connected) tell()
  }
  const stop = client.subscribe(
    { query: request.query, operationName: request.operationName ?? null, variables: request.variables ?? null },
    {
      next: (result) => {
        if (!over) sink.next(result)
      },
      error: (reason) => {
        finish(() => {
          if (isErrorList(reason)) sink.error(reason)
        })
      },
      complete: () => finish(() => sink.complete()),
    },
  )
  return () => {
    if (over) return
    over = true
    off()
    stop()
  }
}
