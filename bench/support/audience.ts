import { WebSocket } from 'ws'
import { monotonicMs } from './forked.js'
import { within } from './within.js'

/** Many sockets that are all to hear the same. */
export interface Audience extends Disposable {
  /** When the last of them had the next event, by `monotonicMs`. Asked for before the event is published. */
  allHaveNext(): Promise<number>
  /** What was heard last. */
  newest(): string
}

export interface AudienceOptions {
  readonly url: string
  readonly clients: number
  /** What each subscribes to; left out on a server that sends without being asked. */
  readonly query?: string
}

const patienceMs = 60_000
const idle = () => {
  throw new Error('A client heard more than one message of an event')
}

/** Connects everybody; ready when each has had its first event, if it subscribes to any. */
export async function gather({ url, clients, query }: AudienceOptions): Promise<Audience> {
  let newest = ''
  let hear: () => void = () => {}
  const heard = (data: Buffer, first: boolean) => {
    if (first) newest = data.toString()
    hear()
  }
  const members = Array.from({ length: clients }, (_, index) => connect(url, query, (data) => heard(data, index === 0)))
  await within(patienceMs, 'Connecting', Promise.all(members.map(({ ready }) => ready)))
  hear = idle
  return {
    newest: () => newest,
    allHaveNext: () =>
      within(
        patienceMs,
        'An event',
        countDown(clients, (next) => (hear = next)),
      ),
    [Symbol.dispose]: () => members.forEach(({ socket }) => socket.terminate()),
  }
}

function countDown(clients: number, listen: (hear: () => void) => void): Promise<number> {
  return new Promise((resolve) => {
    let missing = clients
    listen(() => {
      missing -= 1
      if (missing > 0) return
      listen(idle)
      resolve(monotonicMs())
    })
  })
}

function connect(url: string, query: string | undefined, heard: (data: Buffer) => void) {
  const socket = new WebSocket(url, query === undefined ? [] : ['graphql-transport-ws'])
  const ready = new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => (query === undefined ? resolve() : socket.send('{"type":"connection_init"}')))
    socket.on('message', (data: Buffer) => {
      if (query !== undefined && data.includes('"connection_ack"'))
        return socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      resolve()
      heard(data)
    })
  })
  return { socket, ready }
}
