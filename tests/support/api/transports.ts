import { SocketClient } from '../socket-client.js'
import type { GraphqlAnswer, TestServer } from '../start-server.js'

export const transports = ['HTTP', 'SSE', 'WebSocket'] as const
export type Transport = (typeof transports)[number]

export interface Sent {
  readonly query?: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
  readonly extensions?: Record<string, unknown>
  readonly documentId?: string
}

export interface Answered extends GraphqlAnswer {
  /** Of HTTP; 200 on a socket that stays open. */
  readonly status: number
  /** Everything that came. */
  readonly text: string
}

/** Sends one operation that is answered once. */
export async function send(server: TestServer, transport: Transport, sent: Sent): Promise<Answered> {
  return transport === 'WebSocket' ? await overSocket(server, sent) : await overHttp(server, transport, sent)
}

async function overHttp({ httpUrl }: TestServer, transport: Transport, sent: Sent): Promise<Answered> {
  const accept = transport === 'SSE' ? 'text/event-stream' : 'application/graphql-response+json'
  const headers = { 'content-type': 'application/json', accept }
  const response = await fetch(httpUrl, { method: 'POST', headers, body: JSON.stringify(sent) })
  const text = await response.text()
  const json = transport === 'SSE' ? (/^data: (\{.*\})$/m.exec(text)?.[1] ?? text) : text
  return { ...(JSON.parse(json) as GraphqlAnswer), status: response.status, text }
}

async function overSocket({ wsUrl }: TestServer, sent: Sent): Promise<Answered> {
  using socket = await new SocketClient(wsUrl).init()
  socket.send({ type: 'subscribe', id: 'a', payload: sent })
  const { type, payload } = await socket.next()
  const answer = type === 'error' ? { errors: payload as GraphqlAnswer['errors'] & object } : (payload as GraphqlAnswer)
  return { ...answer, status: 200, text: JSON.stringify(payload) }
}
