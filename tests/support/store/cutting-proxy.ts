import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** Whether the server still gets the COMMIT whose connection is cut. */
export type Cut = 'BEFORE_COMMIT' | 'AFTER_COMMIT'

export interface CuttingProxy extends AsyncDisposable {
  /** The URL of the database through the proxy. */
  readonly url: string
  /** Cuts the connection of the next COMMIT; its answer never arrives. */
  cutNext(cut: Cut): void
}

/** Stands between a client and a PostgreSQL server, and cuts connections at the worst moment. */
export async function cuttingProxy(databaseUrl: string): Promise<CuttingProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let next: Cut | null = null

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    let isCut = false
    client.on('data', (chunk) => {
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
      else client.write(chunk)
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
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
