import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Whether the server still gets the COMMIT whose connection is cut. */
export type Cut = 'BEFORE_COMMIT' | 'AFTER_COMMIT'

export interface CuttingProxy extends AsyncDisposable {
  /** The URL of the database through the proxy. */
  readonly url: string
  /** Cuts the connection of the next COMMIT; its answer never arrives. */
  cutNext(cut: Cut): void
  /** From now on nothing passes on the connections there are, their end neither; new ones are as ever. */
  silence(): void
}

/** Stands between a client and a PostgreSQL server, and cuts connections at the worst moment. */
export async function cuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const silencers = new Set<() => void>()
  let next: Cut | null = null

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    let isSilent = false
    silencers.add(() => (isSilent = true))
    client.on('end', () => isSilent || upstream.end())
    client.on('close', () => isSilent || upstream.destroy())
    upstream.on('close', () => isSilent || client.destroy())
    let isCut = false
    client.on('data', (chunk) => {
      if (isSilent) return
      const cut = chunk.includes('COMMIT') ? next : null
      if (cut !== null) {
        next = null
        isCut = true
      }
      if (cut === 'BEFORE_COMMIT') client.destroy()
      else upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (isCut) client.destroy()
      else if (!isSilent) client.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cutNext: (cut) => {
      next = cut
    },
    silence() {
      for (const silenceOne of silencers) silenceOne()
      silencers.clear()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
