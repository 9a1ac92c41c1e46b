import type { BuiltServer } from '../support/built-server.js'
import { openFrameSocket } from '../support/frame-socket.js'
import { post } from '../support/post.js'
import { within } from '../support/within.js'
import type { RecordedSpan } from './record-market.js'

const patienceMs = 600_000

export interface ReplayOptions extends RecordedSpan {
  readonly server: BuiltServer
  /** How many times as fast as time. Null: as fast as it is read. */
  readonly speed: number | null
}

/** A replay of the built server, which stands at its beginning until it is told to go on. */
export class PlayedReplay implements AsyncDisposable {
  readonly id: string
  readonly #server: BuiltServer

  private constructor(server: BuiltServer, id: string) {
    this.#server = server
    this.id = id
  }

  static async open({ server, speed, fromMs, toMs }: ReplayOptions): Promise<PlayedReplay> {
    const pace = speed === null ? 'asFastAsRead: true' : `speed: ${speed}`
    const input = `{ from: "${timeOf(fromMs)}", to: "${timeOf(toMs)}", ${pace}, paused: true }`
    type Opened = { openReplay: { replay: { id: string } } }
    const opening = `mutation { openReplay(input: ${input}) { ... on ReplayOpened { replay { id } } } }`
    const { openReplay } = await ask<Opened>(server, opening)
    return new PlayedReplay(server, openReplay.replay.id)
  }

  async pause(paused: boolean): Promise<void> {
    await ask(this.#server, `mutation { controlReplay(input: { replay: "${this.id}", paused: ${paused} }) { state } }`)
  }

  /** Resolves when it has come to its end. */
  async playAll(): Promise<void> {
    const ended = this.#ended()
    await this.pause(false)
    await within(patienceMs, 'The replay', ended)
  }

  /** A query now and then would take time from the server. */
  #ended(): Promise<void> {
    const query = `subscription { replay(id: "${this.id}") { state } }`
    return new Promise((resolve, reject) => {
      const socket = openFrameSocket({
        url: socketUrl(this.#server),
        deflate: false,
        failed: reject,
        opened: (opened) => opened.send('{"type":"connection_init"}'),
        wants: () => true,
        heard: (payload) => {
          const text = String(payload)
          if (text.includes('"connection_ack"'))
            socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
          if (!text.includes('"ENDED"')) return
          socket[Symbol.dispose]()
          resolve()
        },
      })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await ask(this.#server, `mutation { closeReplay(id: "${this.id}") { id } }`)
  }
}

export function socketUrl({ url }: BuiltServer): string {
  return `${url.replace('http', 'ws')}graphql`
}

const timeOf = (ms: number) => new Date(ms).toISOString()

async function ask<T>({ url }: BuiltServer, query: string): Promise<T> {
  const { text } = await post(`${url}graphql`, { query, variables: {} })
  return (JSON.parse(text) as { data: T }).data
}
