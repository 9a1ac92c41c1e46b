import { httpSend } from './http-send.js'
import { SocketClient } from './socket-client.js'
import { until, type GraphqlAnswer } from './start-server.js'

const json = { 'content-type': 'application/json' }
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

interface Sent {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
  readonly extensions?: Record<string, unknown>
}

interface SocketWays {
  readonly headers?: Record<string, string>
  readonly origin?: string
}

/** A client that answers everything that it was told, headers included. */
export interface TellingClient {
  post(sent: Sent | string, headers?: Record<string, string>, path?: string): Promise<string>
  get(path: string, headers?: Record<string, string>): Promise<string>
  /** What a socket says until it has answered this operation or has closed. */
  overSocket(params: Record<string, unknown>, sent: Sent | string, ways?: SocketWays): Promise<string>
  /** The one answer that has a new token, read by an administrator. */
  mint(admin: string, scopes?: readonly string[]): Promise<{ readonly token: string; readonly id: string }>
}

/** `url`: of the root of the server. */
export function tellingClient(url: string): TellingClient {
  const tell = async (path: string, sent: { headers: Record<string, string>; body?: string }) => {
    const { status, headers, text } = await httpSend(`${url}${path}`, sent)
    return `${status} ${JSON.stringify(headers)} ${text}`
  }
  return {
    post: (sent, headers = {}, path = 'graphql') =>
      tell(path, { headers: { ...json, ...headers }, body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    get: (path, headers = {}) => tell(path, { headers }),
    overSocket: (params, sent, ways = {}) => socketTells(`${url.replace('http', 'ws')}graphql`, { params, sent, ways }),
    async mint(admin, scopes = ['market:read']) {
      const query = 'mutation($input: MintTokenInput!) { mintToken(input: $input) { bearerToken token { id } } }'
      const body = JSON.stringify({ query, variables: { input: { name: 'Canary', scopes } } })
      const { text } = await httpSend(`${url}graphql`, { headers: { ...json, ...bearer(admin) }, body })
      const { data } = JSON.parse(text) as GraphqlAnswer<{ mintToken: { bearerToken: string; token: { id: string } } }>
      if (!data) throw new Error(text)
      return { token: data.mintToken.bearerToken, id: data.mintToken.token.id }
    },
  }
}

interface Telling {
  readonly params: Record<string, unknown>
  readonly sent: Sent | string
  readonly ways: SocketWays
}

async function socketTells(wsUrl: string, { params, sent, ways }: Telling): Promise<string> {
  using client = new SocketClient(wsUrl, 'graphql-transport-ws', ways)
  const { socket } = client
  const said: string[] = []
  socket.on('message', (text: Buffer) => said.push(text.toString()))
  socket.on('unexpected-response', (_request, response: NodeJS.ReadableStream) => {
    response.on('data', (part: Buffer) => said.push(part.toString())).on('end', () => socket.terminate())
  })
  socket.on('open', () => client.send({ type: 'connection_init', payload: params }))
  socket.once('message', () => {
    client.send(typeof sent === 'string' ? sent : { id: 'a', type: 'subscribe', payload: sent })
  })
  const answered = until(
    () => Promise.resolve(said.join()),
    (text) => /"type":"(complete|error)"|closed/.test(text),
  )
  await Promise.race([answered, client.closed.then(({ code, reason }) => said.push(`closed ${code} ${reason}`))])
  if (said.length === 0) throw new Error('The socket said nothing')
  return said.join('\n')
}
