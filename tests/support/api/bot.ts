import { SocketClient } from '../socket-client.js'
import { ask, type GraphqlAnswer } from '../start-server.js'
import { documentOf, leastInput, type Mutation, type Result } from './mutations.js'

type MutationAnswer = GraphqlAnswer<{ result: Result }>

/** Somebody who writes. */
export interface Bot extends Disposable {
  /** Makes a call whose input is the least there is, changed by `fields`. */
  call(mutation: Mutation, fields?: Record<string, unknown>): Promise<MutationAnswer>
  /** The same, and the answer itself. Rejects when there are errors instead. */
  do(mutation: Mutation, fields?: Record<string, unknown>): Promise<Result>
}

interface Addresses {
  readonly httpUrl: string
  readonly wsUrl: string
}

type Send = (query: string, variables: Record<string, unknown>) => Promise<MutationAnswer>

/** Its account has a name of its own, the same with every call of one token. */
function botOf(token: string | null, send: Send, close: () => void): Bot {
  const named = { name: `Bot ${token?.slice(-16)}` }
  const call: Bot['call'] = (mutation, fields = {}) => {
    const least = { ...leastInput[mutation](), ...(mutation === 'openAccount' && named) }
    return send(documentOf(mutation), { input: { ...least, ...fields } })
  }
  return {
    call,
    async do(mutation, fields) {
      const { data, errors } = await call(mutation, fields)
      if (!data || errors) throw new Error(`${mutation}: ${JSON.stringify(errors)}`)
      return data.result
    },
    [Symbol.dispose]: close,
  }
}

/** A bot that posts; without a token it sends no header. */
export function httpBot({ httpUrl }: Addresses, token: string | null): Bot {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return botOf(
    token,
    (query, variables) => ask(httpUrl, query, variables, headers),
    () => {},
  )
}

/** A bot on one WebSocket; its calls may run side by side. */
export async function socketBot({ wsUrl }: Addresses, token: string | null): Promise<Bot> {
  const socket = await new SocketClient(wsUrl).initAs(token)
  const waiting: Waiting = new Map()
  let calls = 0
  readAnswers(socket, waiting).catch((error: unknown) => {
    for (const { reject } of waiting.values()) reject(error)
  })
  return botOf(
    token,
    (query, variables) =>
      new Promise((resolve, reject) => {
        const id = String((calls += 1))
        waiting.set(id, { resolve, reject })
        socket.subscribe(id, query, variables)
      }),
    () => socket[Symbol.dispose](),
  )
}

type Waiting = Map<string, { resolve(answer: MutationAnswer): void; reject(error: unknown): void }>

/** Rejects when the socket has closed. */
async function readAnswers(socket: SocketClient, waiting: Waiting): Promise<never> {
  for (;;) {
    const { id = '', type, payload } = await socket.next()
    if (type === 'next') waiting.get(id)?.resolve(payload as MutationAnswer)
    if (type === 'error') waiting.get(id)?.resolve({ errors: payload as NonNullable<MutationAnswer['errors']> })
    if (type === 'next' || type === 'error') waiting.delete(id)
  }
}

export const ways = [
  ['HTTP', (server: Addresses, token: string | null) => Promise.resolve(httpBot(server, token))],
  ['WebSocket', socketBot],
] as const
