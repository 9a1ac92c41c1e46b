import { SocketClient } from './socket-client.js'

/** What a server answered: data, an error code, or the code with which it closed the socket. */
type Answered = { readonly data: unknown } | { readonly code: unknown; readonly status: number }

interface Addresses {
  readonly httpUrl: string
  readonly wsUrl: string
}

/** Asks once with these credentials. Null: without. */
export type Ask = (server: Addresses, query: string, authorization: string | null) => Promise<Answered>

interface Result {
  readonly data?: unknown
  readonly errors?: readonly { readonly extensions: { readonly code: unknown } }[]
}

function answered(status: number, { data, errors }: Result): Answered {
  return errors ? { code: errors[0]?.extensions.code, status } : { data }
}

/** The first event, or the error in its place. */
async function overHttp(httpUrl: string, query: string, authorization: string | null, accept: string) {
  const stop = new AbortController()
  const response = await fetch(httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(authorization !== null && { authorization }) },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  })
  const text = await firstPart(response)
  stop.abort()
  return answered(response.status, JSON.parse(/(?:^|data: )(\{.*\})/m.exec(text)?.[1] ?? '{}') as Result)
}

async function firstPart({ body }: Response): Promise<string> {
  let text = ''
  for await (const part of body ?? []) {
    text += Buffer.from(part as Uint8Array).toString()
    if (/\{.*\}\s*$/.test(text)) break
  }
  return text
}

async function overSocket(wsUrl: string, query: string, headers: object, params: object): Promise<Answered> {
  using client = await new SocketClient(wsUrl, 'graphql-transport-ws', { headers: { ...headers } }).open()
  client.send({ type: 'connection_init', payload: params })
  try {
    await client.next()
    client.subscribe('a', query)
    const { type, payload } = await client.next()
    return answered(0, type === 'error' ? { errors: payload as NonNullable<Result['errors']> } : (payload as Result))
  } catch {
    const { code } = await client.closed
    return { code, status: 0 }
  }
}

/** Every place where a bearer token can come in. */
export const waysIn: readonly (readonly [string, Ask])[] = [
  ['HTTP', ({ httpUrl }, query, authorization) => overHttp(httpUrl, query, authorization, 'application/json')],
  ['SSE', ({ httpUrl }, query, authorization) => overHttp(httpUrl, query, authorization, 'text/event-stream')],
  [
    'the upgrade of a WebSocket',
    ({ wsUrl }, query, authorization) => overSocket(wsUrl, query, authorization === null ? {} : { authorization }, {}),
  ],
  [
    'connection_init',
    ({ wsUrl }, query, authorization) => overSocket(wsUrl, query, {}, authorization === null ? {} : { authorization }),
  ],
]
