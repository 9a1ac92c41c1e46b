// Opens as many streams of each kind as its second argument says, of the server that its first one names, and says so.
import { once } from 'node:events'
import { get } from 'node:http'
import { WebSocket } from 'ws'

const [url, count] = [process.argv[2], Number(process.argv[3])]
const quiet = 'subscription { newDecision { id } }'
const busy = 'subscription { marketData { seq } }'

async function byHttp(query) {
  const request = get(`${url}?query=${encodeURIComponent(query)}`, { headers: { accept: 'text/event-stream' } })
  const [response] = await once(request, 'response')
  await once(response, 'data')
}

async function bySocket() {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send('{"type":"connection_init"}')
  await once(socket, 'message')
  socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: quiet } }))
}

const all = Array.from({ length: count }, () => [byHttp(quiet), byHttp(busy), bySocket()])
await Promise.all(all.flat())
console.log('All are open')
